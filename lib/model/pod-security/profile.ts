import { Data, dataOf, isData, textOf } from '../values';
import { Fault, faultOf, set } from './control';
import type { Subject } from './subject';

type Kind = 'appArmorProfile' | 'seccompProfile';

/** The profile by which the kernel confines it, undefined where none is given. */
export function profileOf({ securityContext }: Subject, kind: Kind): Data | undefined {
  return isData(securityContext[kind]) ? dataOf(securityContext[kind]) : undefined;
}

/** Where the profile is given, and is not one that confines. */
export function unconfined(subjects: readonly Subject[], kind: Kind): Fault[] {
  return subjects.flatMap((subject) => {
    const profile = profileOf(subject, kind);
    if (!profile || profile['type'] === 'RuntimeDefault' || profile['type'] === 'Localhost') return [];
    const type = textOf(profile['type']) ?? '';
    const what = type === '' ? `its ${kind} has no type` : `its ${kind} is ${type}`;
    return [faultOf(subject, ['securityContext', kind, 'type'], what, set('RuntimeDefault'))];
  });
}
