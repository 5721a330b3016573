import { dataOf, listOf } from '../values';
import { Control, Fault, faultOf, set } from './control';
import { containersOf, isWindows, Subject } from './subject';

const NAME = 'Capabilities';

/** Those that container runtimes give by default, but for NET_RAW. */
const BASELINE = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

const RESTRICTED = ['NET_BIND_SERVICE'];

export const capabilities: Control = {
  name: NAME,
  level: 'baseline',
  find: (pod) => containersOf(pod).flatMap((container) => added(container, (name) => !BASELINE.includes(name))),
};

export const restrictedCapabilities: Control = {
  name: NAME,
  level: 'restricted',
  find: (pod) =>
    isWindows(pod)
      ? []
      : containersOf(pod).flatMap((container) => [
          ...kept(container),
          ...added(container, (name) => BASELINE.includes(name) && !RESTRICTED.includes(name)),
        ]),
};

/** The standard takes names as they are: neither `all` nor `CAP_CHOWN` is one. */
function namesIn({ securityContext }: Subject, list: 'add' | 'drop'): readonly string[] {
  return listOf(dataOf(securityContext['capabilities'])[list]).filter((name) => typeof name === 'string');
}

function kept(container: Subject): Fault[] {
  const dropped = namesIn(container, 'drop');
  if (dropped.includes('ALL')) return [];
  const misspelt = dropped.find((name) => name.toUpperCase() === 'ALL');
  const what = misspelt === undefined ? 'it does not drop ALL capabilities' : `it drops ${misspelt}, and not ALL`;
  return [faultOf(container, ['securityContext', 'capabilities', 'drop'], what, set('[ALL]'))];
}

function added(container: Subject, isWrong: (name: string) => boolean): Fault[] {
  const wrong = namesIn(container, 'add').filter(isWrong);
  if (wrong.length === 0) return [];
  const names = [...new Set(wrong)].join(', ');
  const field = ['securityContext', 'capabilities', 'add'];
  return [faultOf(container, field, `it adds capabilities: ${names}`, (path) => `remove ${names} from ${path}`)];
}
