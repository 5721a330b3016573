import { parse } from 'yaml';
import { replaced } from '../../../test/anything';
import { Manifest } from '../../../test/synth';
import { KubernetesVersion } from '../../kubernetes-version';
import { KubeObject } from '../kube-object';
import { Path } from '../values';
import { Workload } from '../workload';
import { PodSecurity, podSecurityOf } from './pod-security';

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/app';

function securityOf(manifest: Manifest, version = '1.36'): PodSecurity {
  return podSecurityOf(Workload.of(new KubeObject(manifest))!.pod, KubernetesVersion.parse(version, 'test'));
}

function podOf(spec: Manifest): Manifest {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec };
}

describe('the level', () => {
  const restricted = {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      { name: 'app', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } },
    ],
  };

  test.each<[string, Manifest]>([
    ['restricted', restricted],
    ['baseline', { containers: [{ name: 'app', image: 'nginx:1.27' }] }],
    ['privileged', { ...restricted, hostPID: true }],
    ['privileged', { hostPID: true, containers: [{ name: 'app' }] }],
  ])('is %s', (level, spec) => {
    expect(securityOf(podOf(spec)).level).toBe(level);
  });
});

test('what keeps a container is said with its place, and what to write', () => {
  const containers = [{ name: 'app' }, { name: 'cache', image: 'redis:7.4', securityContext: { runAsUser: 0 } }];
  const spec = { securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }, containers };
  const job = { apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate: { spec: { template: { spec } } } } };
  const { kept } = securityOf(job);
  expect(kept).toHaveLength(5);
  expect(kept[0]).toEqual({
    level: 'restricted',
    control: 'Privilege Escalation',
    container: 'app',
    path: [
      ...['spec', 'jobTemplate', 'spec', 'template', 'spec', 'containers', 0],
      ...['securityContext', 'allowPrivilegeEscalation'],
    ],
    what: 'it does not rule out more privileges (allowPrivilegeEscalation)',
    fix: 'set spec.jobTemplate.spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation: false',
  });
  expect(kept[2]).toMatchObject({
    control: 'Running as Non-root user',
    container: 'cache',
    what: 'it is to run as user 0, which is root',
    fix: 'set spec.jobTemplate.spec.template.spec.containers[1].securityContext.runAsUser: 999',
  });
});

/** What every control refuses, some of it more than once. */
const WORST: Manifest = {
  hostNetwork: true,
  hostPID: true,
  hostIPC: true,
  securityContext: {
    runAsNonRoot: false,
    runAsUser: 0,
    seccompProfile: { type: 'Unconfined' },
    appArmorProfile: { type: 'Unconfined' },
    seLinuxOptions: { type: 'spc_t', user: 'u', role: 'r' },
    windowsOptions: { hostProcess: true },
    sysctls: ['kernel.msgmax', 'net.ipv4.tcp_notsent_lowat', 'net.ipv4.tcp_rmem', 'kernel.msgmnb'].map((name) => {
      return { name, value: '1' };
    }),
  },
  volumes: [
    { name: 'node', hostPath: { path: '/' } },
    { name: 'share', nfs: { server: 'a', path: '/' } },
  ],
  initContainers: [{ name: 'init', securityContext: { capabilities: { drop: ['all'] } } }],
  containers: [
    {
      name: 'app',
      ports: [{ containerPort: 80, hostPort: 80 }],
      livenessProbe: { httpGet: { port: 80, host: 'localhost' } },
      securityContext: {
        privileged: true,
        allowPrivilegeEscalation: true,
        runAsNonRoot: false,
        runAsUser: 0,
        procMount: 'Unmasked',
        capabilities: { add: ['SYS_ADMIN', 'CHOWN', 'NET_BIND_SERVICE', 'SYS_ADMIN'] },
        seccompProfile: {},
      },
    },
  ],
};

test('each place is said once', () => {
  const metadata = { name: 'web', annotations: { [ANNOTATION]: 'unconfined' } };
  const { kept } = securityOf({ ...podOf(WORST), metadata });
  expect(
    kept.map(({ level, control, container = 'the Pod', what }) => `${level}, ${control}: ${container}: ${what}`),
  ).toEqual([
    'baseline, HostProcess: the Pod: it runs on the Windows node itself (hostProcess)',
    'baseline, Host Namespaces: the Pod: it uses the network of the node (hostNetwork)',
    'baseline, Host Namespaces: the Pod: it uses the processes of the node (hostPID)',
    'baseline, Host Namespaces: the Pod: it uses the IPC of the node (hostIPC)',
    'baseline, Privileged Containers: app: it is privileged',
    'baseline, Capabilities: app: it adds capabilities: SYS_ADMIN',
    'baseline, HostPath Volumes: the Pod: volume "node" is of type hostPath',
    'baseline, Host Ports: app: it asks for port 80 of the node (hostPort)',
    'baseline, Host Probes / Lifecycle Hooks: app: its livenessProbe names the host localhost',
    'baseline, AppArmor: the Pod: its appArmorProfile is Unconfined',
    'baseline, AppArmor: app: its AppArmor profile is unconfined',
    'baseline, SELinux: the Pod: its SELinux type is spc_t',
    'baseline, SELinux: the Pod: its SELinux user is u',
    'baseline, SELinux: the Pod: its SELinux role is r',
    'baseline, /proc Mount Type: app: its /proc is Unmasked (procMount)',
    'baseline, Seccomp: the Pod: its seccompProfile is Unconfined',
    'baseline, Seccomp: app: its seccompProfile has no type',
    'baseline, Sysctls: the Pod: it sets the sysctl kernel.msgmax',
    'baseline, Sysctls: the Pod: it sets the sysctl net.ipv4.tcp_notsent_lowat, which only counts as safe since 1.37',
    'baseline, Sysctls: the Pod: it sets the sysctl kernel.msgmnb',
    'restricted, Volume Types: the Pod: volume "share" is of type nfs',
    'restricted, Privilege Escalation: init: it does not rule out more privileges (allowPrivilegeEscalation)',
    'restricted, Privilege Escalation: app: it does not rule out more privileges (allowPrivilegeEscalation)',
    'restricted, Running as Non-root: the Pod: it may run as root (runAsNonRoot: false)',
    'restricted, Running as Non-root: app: it may run as root (runAsNonRoot: false)',
    'restricted, Running as Non-root user: the Pod: it is to run as user 0, which is root',
    'restricted, Running as Non-root user: app: it is to run as user 0, which is root',
    'restricted, Capabilities: init: it drops all, and not ALL',
    'restricted, Capabilities: app: it does not drop ALL capabilities',
    'restricted, Capabilities: app: it adds capabilities: CHOWN',
  ]);
});

function pathOf(text: string): Path {
  return [...text.matchAll(/\['([^']+)'\]|\[(\d+)\]|[^.[\]]+/g)].map(([whole, key, index]) =>
    index === undefined ? (key ?? whole) : Number(index),
  );
}

function valueAt(manifest: Manifest, path: Path): Manifest {
  return path.reduce((value, key) => value?.[key], manifest);
}

/** Does to a manifest what the fix says. */
function fixed(manifest: Manifest, fix: string): Manifest {
  const [, verb, place, rest] = /^(set|remove|replace) (.+?)(?:(?:: | from | by )(.+))?$/.exec(fix)!;
  const path = pathOf(verb === 'remove' && rest ? rest : place);
  const parent = path.slice(0, -1);
  switch (verb) {
    case 'set':
      return replaced(manifest, path, parse(rest.replace(/, or .*$/, '')));
    case 'remove': {
      if (rest) {
        const names = place.split(', ');
        const left = valueAt(manifest, path).filter((name: string) => !names.includes(name));
        return replaced(manifest, path, left);
      }
      const list = valueAt(manifest, parent);
      if (!Array.isArray(list)) return replaced(manifest, path, undefined);
      return replaced(manifest, parent, list.toSpliced(Number(path.at(-1)), 1));
    }
    default: {
      const { name } = valueAt(manifest, parent);
      return replaced(manifest, parent, { name, [rest.split(' ')[0]]: {} });
    }
  }
}

test.each(['1.29', '1.33', '1.34', '1.36'])('who does all that is said reaches restricted in %s', (version) => {
  const template = { metadata: { annotations: { [ANNOTATION]: 'unconfined' } }, spec: WORST };
  let manifest: Manifest = { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template } };
  const { level, kept } = securityOf(manifest, version);
  expect(level).toBe('privileged');
  // From behind, so that the places of a list stay what they are.
  for (const { fix } of kept.toReversed()) manifest = fixed(manifest, fix);
  expect(securityOf(manifest, version)).toEqual({ level: 'restricted', kept: [] });
});

test('who only does what baseline asks for reaches baseline', () => {
  let manifest = podOf(WORST);
  const ofBaseline = securityOf(manifest).kept.filter(({ level }) => level === 'baseline');
  for (const { fix } of ofBaseline.toReversed()) manifest = fixed(manifest, fix);
  expect(securityOf(manifest).level).toBe('baseline');
});
