import type { Pod } from '../pod';
import { textOf } from '../values';
import { Control, Fault, faultOf, remove } from './control';
import { containersOf } from './subject';
import { isRelaxed } from './user-namespace';

const NAME = '/proc Mount Type';

export const procMount: Control = {
  name: NAME,
  level: 'baseline',
  find: (pod, version) => (isRelaxed(pod, version) ? [] : unmasked(pod)),
};

/** What a user namespace makes good enough for `baseline` only. */
export const restrictedProcMount: Control = {
  name: NAME,
  level: 'restricted',
  find: (pod, version) => (isRelaxed(pod, version) ? unmasked(pod) : []),
};

function unmasked(pod: Pod): Fault[] {
  return containersOf(pod).flatMap((container) => {
    const type = textOf(container.securityContext['procMount']) ?? 'Default';
    if (type === 'Default') return [];
    return [faultOf(container, ['securityContext', 'procMount'], `its /proc is ${type} (procMount)`, remove)];
  });
}
