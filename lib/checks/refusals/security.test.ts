import { ofContainer, ofPod } from '../../../test/refusals';

const ofContext = (securityContext: object) => ofContainer({ securityContext });
const ofSysctls = (...names: unknown[]) =>
  ofPod({ securityContext: { sysctls: names.map((name) => ({ name, value: '1' })) } });
const restricted = { allowPrivilegeEscalation: false };

test.each<[string, string[], string[]]>([
  [
    'privileges without escalation',
    ofContext({ ...restricted, privileged: true }),
    [
      'spec.containers[0].securityContext.allowPrivilegeEscalation | it has allowPrivilegeEscalation: false and privileged: true | securityContext: Invalid value: "": cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
    ],
  ],
  [
    'CAP_SYS_ADMIN without escalation',
    ofContext({ ...restricted, capabilities: { add: ['CAP_SYS_ADMIN'] } }),
    [
      'spec.containers[0].securityContext.allowPrivilegeEscalation | it has allowPrivilegeEscalation: false and CAP_SYS_ADMIN | securityContext: Invalid value: "": cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN',
    ],
  ],
  [
    'a profile of the node that is not named',
    ofContext({ seccompProfile: { type: 'Localhost' } }),
    [
      'spec.containers[0].securityContext.seccompProfile | a profile of seccomp is to be one of the node, and it is not said which | localhostProfile: Required value: must be set when seccomp type is Localhost',
    ],
  ],
  [
    'a profile that is named in vain',
    ofContext({ seccompProfile: { type: 'RuntimeDefault', localhostProfile: 'a.json' } }),
    [
      'spec.containers[0].securityContext.seccompProfile.localhostProfile | a profile of seccomp has type RuntimeDefault and localhostProfile | localhostProfile: Invalid value: "a.json": can only be set when seccomp type is Localhost',
    ],
  ],
  [
    'a profile from the root',
    ofContext({ seccompProfile: { type: 'Localhost', localhostProfile: '/a.json' } }),
    [
      'spec.containers[0].securityContext.seccompProfile.localhostProfile | localhostProfile "/a.json" begins with a "/" | localhostProfile: Invalid value: "/a.json": must be a relative path',
    ],
  ],
  [
    'an AppArmor profile that is not named',
    ofContext({ appArmorProfile: { type: 'Localhost', localhostProfile: '' } }),
    [
      'spec.containers[0].securityContext.appArmorProfile | a profile of AppArmor is to be one of the node, and it is not said which | localhostProfile: Required value: must be set when AppArmor type is Localhost',
    ],
  ],
  [
    'a profile of the Pod',
    ofPod({ securityContext: { appArmorProfile: { type: 'Unconfined', localhostProfile: 'a' } } }),
    [
      'spec.securityContext.appArmorProfile.localhostProfile | a profile of AppArmor has type Unconfined and localhostProfile | localhostProfile: Invalid value: "a": can only be set when AppArmor type is Localhost',
    ],
  ],
  [
    'a sysctl twice',
    ofSysctls('net.ipv4.tcp_syncookies', 'net.ipv4.tcp_syncookies'),
    [
      'spec.securityContext.sysctls[1].name | the sysctl net.ipv4.tcp_syncookies is set twice | name: Duplicate value: "net.ipv4.tcp_syncookies"',
    ],
  ],
  [
    'no name of a sysctl',
    ofSysctls('net.ipv4..a'),
    [
      'spec.securityContext.sysctls[0].name | "net.ipv4..a" is no name of a sysctl | name: Invalid value: "net.ipv4..a": must have at most 253 characters and match regex',
    ],
  ],
  [
    'no name of a sysctl at all',
    ofSysctls(''),
    ['spec.securityContext.sysctls[0].name | name is empty | name: Required value'],
  ],
])('finds %s', (_, found, expected) => expect(found).toEqual(expected));

test.each<[string, string[]]>([
  [
    'SYS_ADMIN, which the API server does not compare',
    ofContext({ ...restricted, capabilities: { add: ['SYS_ADMIN'] } }),
  ],
  ['privileges', ofContext({ privileged: true })],
  ['a profile', ofContext({ seccompProfile: { type: 'Localhost', localhostProfile: 'profiles/a.json' } })],
  ['an AppArmor profile with a path', ofContext({ appArmorProfile: { type: 'Localhost', localhostProfile: '/a' } })],
  ['sysctls', ofSysctls('net.ipv4.tcp_syncookies', 'kernel/shm_rmid_forced', '${NAME}', null, 5)],
  ['what is no text by itself', ofContext({ seccompProfile: { type: { toString: 1 }, localhostProfile: 'a' } })],
  ['a type that is filled in later', ofContext({ seccompProfile: { type: '${TYPE}', localhostProfile: 'a' } })],
])('is content with %s', (_, found) => expect(found).toEqual([]));
