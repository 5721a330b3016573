import { Data, dataOf, listOf, textOf, textsOf } from '../../model/values';
import { Report } from '../rule';
import { Constraints, insidePath, invalid, required, writtenText } from './refusal';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go */
export const SECURITY: Constraints = {
  *SecurityContext(data) {
    const { privileged, allowPrivilegeEscalation, capabilities } = data;
    if (allowPrivilegeEscalation !== false) return;
    const adds = textsOf(dataOf(capabilities)['add']) ?? [];
    const more =
      privileged === true ? 'privileged: true' : adds.includes('CAP_SYS_ADMIN') ? 'CAP_SYS_ADMIN' : undefined;
    if (more === undefined) return;
    yield {
      path: ['allowPrivilegeEscalation'],
      what: `it has allowPrivilegeEscalation: false and ${more}`,
      happens: invalid(
        'securityContext',
        '',
        `cannot set \`allowPrivilegeEscalation\` to false and ${privileged === true ? '`privileged` to true' : '`capabilities.Add` CAP_SYS_ADMIN'}`,
      ),
      fix: `leave out ${more}, or allowPrivilegeEscalation: false`,
    };
  },

  *SeccompProfile(data) {
    yield* localProfile(data, 'seccomp');
    yield* insidePath(data['localhostProfile'], ['localhostProfile'], "the kubelet's folder of profiles");
  },

  *AppArmorProfile(data) {
    yield* localProfile(data, 'AppArmor');
  },

  *PodSecurityContext(data) {
    const seen = new Set<string>();
    for (const [index, sysctl] of listOf(data['sysctls']).entries()) {
      const name = writtenText(dataOf(sysctl)['name']);
      if (name === undefined) continue;
      if (seen.has(name)) {
        yield {
          path: ['sysctls', index, 'name'],
          what: `the sysctl ${name} is set twice`,
          happens: `The API server rejects it: name: Duplicate value: "${name}"`,
          fix: 'leave one of the two out',
        };
      } else if (name.length > LONGEST_SYSCTL || !SYSCTL.test(name)) {
        yield {
          path: ['sysctls', index, 'name'],
          what: `"${name}" is no name of a sysctl`,
          happens: invalid('name', name, `must have at most ${LONGEST_SYSCTL} characters and match regex`),
          fix: 'write it as sysctl prints it, such as net.ipv4.ip_local_port_range',
        };
      }
      seen.add(name);
    }
  },
};

const LONGEST_SYSCTL = 253;
const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;

function* localProfile({ type: said, localhostProfile }: Data, what: string): Iterable<Report> {
  const type = writtenText(said);
  const profile = textOf(localhostProfile);
  if (type === 'Localhost' && (localhostProfile == null || (profile === '' && what === 'AppArmor'))) {
    yield {
      path: [],
      what: `a profile of ${what} is to be one of the node, and it is not said which`,
      happens: required('localhostProfile', `must be set when ${what} type is Localhost`),
      fix: 'add localhostProfile, or write type: RuntimeDefault',
    };
  } else if (type !== undefined && type !== 'Localhost' && localhostProfile != null) {
    yield {
      path: ['localhostProfile'],
      what: `a profile of ${what} has type ${type} and localhostProfile`,
      happens: invalid('localhostProfile', localhostProfile, `can only be set when ${what} type is Localhost`),
      fix: 'leave it out, or write type: Localhost',
    };
  }
}
