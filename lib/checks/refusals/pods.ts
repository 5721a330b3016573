import { KubernetesVersion } from '../../kubernetes-version';
import { isPlaceholder } from '../../model/placeholder';
import { isOfWindows } from '../../model/pod';
import { Data, dataOf, listOf, numberOf, textsOf } from '../../model/values';
import { Report } from '../rule';
import { ENV_FIELDS, fieldPath, resource } from './downward-api';
import { Constraints, forbidden, given, invalid, unnamed, writtenText } from './refusal';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go */
export const PODS: Constraints = {
  *PodSpec(data, version) {
    if (version.atLeast(USER_NAMESPACES)) yield* ofUserNamespace(data);
    yield* ofHost(data);
    if (!isOfWindows(data)) yield* ofLinux(data);
    if (listOf(data['ephemeralContainers']).length > 0) {
      yield {
        path: ['ephemeralContainers'],
        what: 'the Pod has ephemeral containers from the beginning',
        happens: forbidden('ephemeralContainers', 'cannot be set on create'),
        fix: 'move them to containers; kubectl debug adds ephemeral ones to a Pod that runs',
      };
    }
  },

  *Container(data) {
    for (const [index, mount] of listOf(data['volumeMounts']).entries()) {
      const both = dataOf(mount)['mountPropagation'] === 'Bidirectional';
      const { privileged } = dataOf(data['securityContext']);
      if (!both || privileged === true || isPlaceholder(privileged)) continue;
      yield {
        path: ['volumeMounts', index, 'mountPropagation'],
        what: 'what it mounts is to reach the node, and it is not privileged',
        happens: forbidden(
          'mountPropagation',
          'Bidirectional mount propagation is available only to privileged containers',
        ),
        fix: 'write HostToContainer, or leave it out',
      };
    }
    yield* hugePages(data);
  },

  *EnvFromSource(data) {
    const sources = given(data, ['configMapRef', 'secretRef']);
    if (sources.length === 1) return;
    yield {
      path: [],
      what: `an entry of envFrom is ${sources.length === 0 ? 'empty' : 'a ConfigMap and a Secret'}`,
      happens: invalid(
        'envFrom',
        '',
        sources.length === 0
          ? 'must specify one of: `configMapRef` or `secretRef`'
          : 'may not have more than one field specified at a time',
      ),
      fix: sources.length === 0 ? 'add configMapRef or secretRef, or remove the entry' : 'make two entries of it',
    };
  },

  *ConfigMapEnvSource(data) {
    yield* nameless(data, 'ConfigMap');
  },

  *SecretEnvSource(data) {
    yield* nameless(data, 'Secret');
  },

  *EnvVarSource(data) {
    yield* fieldPath(data['fieldRef'], ENV_FIELDS, 'of a variable');
    yield* resource(data['resourceFieldRef']);
  },

  *HTTPHeader(data) {
    const name = writtenText(data['name']);
    if (name === undefined || /^[-A-Za-z0-9]+$/.test(name)) return;
    yield {
      path: ['name'],
      what: `"${name}" is no name of a header`,
      happens: invalid('name', name, "a valid HTTP header must consist of alphanumeric characters or '-'"),
      fix: 'use letters, digits and "-"',
    };
  },
};

function* nameless(data: Data, kind: string): Iterable<Report> {
  yield* unnamed(data, 'name', kind, `an entry of envFrom does not say which ${kind} is meant`);
}

/** What its runtime refuses; that of Windows is another one. */
function* ofLinux(spec: Data): Iterable<Report> {
  for (const list of ['initContainers', 'containers']) {
    for (const [index, container] of listOf(spec[list]).entries()) {
      for (const report of ofRuntime(dataOf(container))) yield { ...report, path: [list, index, ...report.path] };
    }
  }
}

function* ofRuntime(data: Data): Iterable<Report> {
  const workingDir = writtenText(data['workingDir']);
  if (workingDir !== undefined && !/^(?:\/|\$\(|[A-Za-z]:)/.test(workingDir)) {
    yield {
      path: ['workingDir'],
      what: `workingDir "${workingDir}" does not begin with a "/"`,
      happens: 'The container does not start: RunContainerError: Cwd must be an absolute path',
      fix: `write "/${workingDir}"`,
    };
  }
  if (textsOf(data['command'])?.[0] === '') {
    yield {
      path: ['command', 0],
      what: 'the first word of its command is empty',
      happens: 'The container does not start: RunContainerError: exec: "": executable file not found in $PATH',
      fix: "write the program, or leave command out for the image's own",
    };
  }
}

/** From here on the field counts. */
const USER_NAMESPACES = KubernetesVersion.parse('1.33', 'refused-fields');

function* ofUserNamespace(data: Data): Iterable<Report> {
  const shared = ['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => data[field] === true);
  if (data['hostUsers'] === false && shared.length > 0) {
    yield {
      path: [shared[0]],
      what: `the Pod has hostUsers: false and ${shared.join(' and ')}`,
      happens: forbidden(shared[0], 'when `hostUsers` is false'),
      fix: `leave out ${shared.join(' and ')}, or hostUsers: false`,
    };
  }
}

/** Namespaces of the node. */
function* ofHost(data: Data): Iterable<Report> {
  if (data['shareProcessNamespace'] === true && data['hostPID'] === true) {
    yield {
      path: ['shareProcessNamespace'],
      what: 'the Pod has shareProcessNamespace and hostPID',
      happens: invalid('shareProcessNamespace', true, 'ShareProcessNamespace and HostPID cannot both be enabled'),
      fix: "leave shareProcessNamespace out: with hostPID, all of the node's processes are seen",
    };
  }
  yield* ofHostNamespaces(data);
  if (data['hostNetwork'] !== true) return;
  for (const [index, container] of listOf(data['containers']).entries()) {
    for (const [at, port] of listOf(dataOf(container)['ports']).entries()) {
      const [containerPort, hostPort] = [dataOf(port)['containerPort'], dataOf(port)['hostPort']].map(numberOf);
      if (containerPort === undefined || !hostPort || hostPort === containerPort) continue;
      yield {
        path: ['containers', index, 'ports', at, 'hostPort'],
        what: `its port ${containerPort} is to be ${hostPort} on the node, whose network it has`,
        happens: invalid('hostPort', hostPort, 'must match `containerPort` when `hostNetwork` is true'),
        fix: 'leave hostPort out',
      };
    }
  }
}

/** The sysctls that belong to a namespace of the kernel, by the field that shares it. */
const OF_NODE: { readonly [field: string]: RegExp } = {
  hostNetwork: /^net\./,
  hostIPC: /^kernel\.(?:shm|msg)|^kernel\.sem$|^fs\.mqueue\./,
};

function* ofHostNamespaces(data: Data): Iterable<Report> {
  for (const [index, sysctl] of listOf(dataOf(data['securityContext'])['sysctls']).entries()) {
    const name = (writtenText(dataOf(sysctl)['name']) ?? '').replaceAll('/', '.');
    const field = Object.keys(OF_NODE).find((each) => OF_NODE[each].test(name));
    if (field === undefined || data[field] !== true) continue;
    yield {
      path: ['securityContext', 'sysctls', index, 'name'],
      what: `the Pod sets the sysctl ${name}, and has that of the node`,
      happens: invalid('name', name, `may not be specified when '${field}' is true`),
      fix: `leave out the sysctl, or ${field}`,
    };
  }
}

function* hugePages({ resources }: Data): Iterable<Report> {
  const names = (['limits', 'requests'] as const).flatMap((side) => Object.keys(dataOf(dataOf(resources)[side])));
  const huge = names.find((name) => name.startsWith('hugepages-'));
  if (huge === undefined || names.includes('cpu') || names.includes('memory')) return;
  yield {
    path: ['resources'],
    what: `it has ${huge} without cpu and memory`,
    happens: forbidden('resources', 'HugePages require cpu or memory'),
    fix: 'add a request or limit of cpu or memory',
  };
}
