import { Control, faultOf, set } from './control';
import { profileOf, unconfined } from './profile';
import { isWindows, silentOf, subjectsOf } from './subject';

const NAME = 'Seccomp';

export const seccomp: Control = {
  name: NAME,
  level: 'baseline',
  find: (pod) => unconfined(subjectsOf(pod), 'seccompProfile'),
};

export const restrictedSeccomp: Control = {
  name: NAME,
  level: 'restricted',
  find: (pod) =>
    isWindows(pod)
      ? []
      : silentOf(pod, (subject) => profileOf(subject, 'seccompProfile') !== undefined).map((subject) => {
          const field = ['securityContext', 'seccompProfile', 'type'];
          return faultOf(subject, field, 'it has no seccompProfile', set('RuntimeDefault'));
        }),
};
