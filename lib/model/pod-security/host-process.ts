import { dataOf } from '../values';
import { Control, faultOf, set } from './control';
import { subjectsOf } from './subject';

export const hostProcess: Control = {
  name: 'HostProcess',
  level: 'baseline',
  find: (pod) =>
    subjectsOf(pod)
      .filter(({ securityContext }) => dataOf(securityContext['windowsOptions'])['hostProcess'] === true)
      .map((subject) => {
        const field = ['securityContext', 'windowsOptions', 'hostProcess'];
        return faultOf(subject, field, 'it runs on the Windows node itself (hostProcess)', set(false));
      }),
};
