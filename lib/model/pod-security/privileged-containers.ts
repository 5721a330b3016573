import { Control, faultOf, set } from './control';
import { containersOf } from './subject';

export const privilegedContainers: Control = {
  name: 'Privileged Containers',
  level: 'baseline',
  find: (pod) =>
    containersOf(pod)
      .filter(({ securityContext }) => securityContext['privileged'] === true)
      .map((container) => faultOf(container, ['securityContext', 'privileged'], 'it is privileged', set(false))),
};
