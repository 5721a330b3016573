import { Control, faultOf, set } from './control';
import { containersOf, isWindows } from './subject';

export const privilegeEscalation: Control = {
  name: 'Privilege Escalation',
  level: 'restricted',
  find: (pod) => {
    if (isWindows(pod)) return [];
    const free = containersOf(pod).filter(
      ({ securityContext }) => securityContext['allowPrivilegeEscalation'] !== false,
    );
    return free.map((container) => {
      const field = ['securityContext', 'allowPrivilegeEscalation'];
      return faultOf(container, field, 'it does not rule out more privileges (allowPrivilegeEscalation)', set(false));
    });
  },
};
