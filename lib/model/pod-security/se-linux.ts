import { KubernetesVersion } from '../../kubernetes-version';
import { dataOf, textOf } from '../values';
import { Control, faultOf, remove } from './control';
import { subjectsOf } from './subject';

const TYPES = ['container_t', 'container_init_t', 'container_kvm_t'];

/** @see https://github.com/kubernetes/kubernetes/pull/126165 */
const ENGINES = KubernetesVersion.parse('1.31', 'Pod Security Standards');

export const seLinux: Control = {
  name: 'SELinux',
  level: 'baseline',
  find: (pod, version) => {
    const types = version.atLeast(ENGINES) ? [...TYPES, 'container_engine_t'] : TYPES;
    return subjectsOf(pod).flatMap((subject) =>
      ['type', 'user', 'role'].flatMap((option) => {
        const value = textOf(dataOf(subject.securityContext['seLinuxOptions'])[option]) ?? '';
        if (value === '' || (option === 'type' && types.includes(value))) return [];
        const field = ['securityContext', 'seLinuxOptions', option];
        return [faultOf(subject, field, `its SELinux ${option} is ${value}`, remove)];
      }),
    );
  },
};
