import { Control, faultOf, set } from './control';
import { podOf } from './subject';

const NAMESPACES = { hostNetwork: 'the network', hostPID: 'the processes', hostIPC: 'the IPC' };

export const hostNamespaces: Control = {
  name: 'Host Namespaces',
  level: 'baseline',
  find: (pod) =>
    Object.entries(NAMESPACES)
      .filter(([field]) => pod.spec[field] === true)
      .map(([field, shared]) => faultOf(podOf(pod), [field], `it uses ${shared} of the node (${field})`, set(false))),
};
