import { Image } from '../image';
import { flagOf, textOf } from '../values';
import { Control, faultOf, set } from './control';
import { silentOf, Subject, subjectsOf } from './subject';
import { isRelaxed } from './user-namespace';

const NON_ROOT = ['securityContext', 'runAsNonRoot'];

export const nonRoot: Control = {
  name: 'Running as Non-root',
  level: 'restricted',
  find: (pod, version) => {
    if (isRelaxed(pod, version)) return [];
    const denied = subjectsOf(pod).filter((subject) => saysNonRoot(subject) === false);
    const silent = silentOf(pod, (subject) => saysNonRoot(subject) !== undefined);
    return [
      ...denied.map((subject) => faultOf(subject, NON_ROOT, 'it may run as root (runAsNonRoot: false)', set(true))),
      ...silent.map((subject) => faultOf(subject, NON_ROOT, 'it does not rule out root (runAsNonRoot)', set(true))),
    ];
  },
};

export const nonRootUser: Control = {
  name: 'Running as Non-root user',
  level: 'restricted',
  find: (pod, version) => {
    if (isRelaxed(pod, version)) return [];
    const root = subjectsOf(pod).filter(({ securityContext }) => securityContext['runAsUser'] === 0);
    return root.map((subject) => {
      const field = ['securityContext', 'runAsUser'];
      return faultOf(subject, field, 'it is to run as user 0, which is root', set(userFor(subject)));
    });
  },
};

function saysNonRoot({ securityContext }: Subject): boolean | undefined {
  return flagOf(securityContext['runAsNonRoot']);
}

function userFor({ data }: Subject): string {
  const user = Image.of(textOf(data['image']) ?? '').facts?.user;
  return user ? String(user) : '1000, or another number but 0';
}
