import * as fc from 'fast-check';
import { ANYTHING, places, replaced } from '../../../test/anything';
import { KubernetesVersion } from '../../kubernetes-version';
import { objectsOf } from '../kube-object';
import { Workload } from '../workload';
import { podSecurityOf } from './pod-security';

const RUNS = 1500;

const action = { httpGet: { port: 80, host: 'a' }, tcpSocket: { port: 80, host: 'a' } };

const securityContext = {
  runAsNonRoot: false,
  runAsUser: 0,
  privileged: true,
  allowPrivilegeEscalation: true,
  procMount: 'Unmasked',
  capabilities: { add: ['SYS_ADMIN', 'CHOWN'], drop: ['KILL'] },
  seccompProfile: { type: 'Unconfined' },
  appArmorProfile: { type: 'Unconfined' },
  seLinuxOptions: { type: 'spc_t', user: 'u', role: 'r' },
  windowsOptions: { hostProcess: true },
  sysctls: [{ name: 'kernel.msgmax', value: '1' }],
};

const container = {
  name: 'app',
  image: 'redis:7.4',
  ports: [{ containerPort: 80, hostPort: 80 }],
  livenessProbe: action,
  lifecycle: { preStop: action },
  securityContext,
};

/** With every field that a control looks at. */
const template = {
  metadata: { annotations: { 'container.apparmor.security.beta.kubernetes.io/app': 'unconfined' } },
  spec: {
    os: { name: 'linux' },
    hostUsers: false,
    hostNetwork: true,
    securityContext,
    volumes: [{ name: 'node', hostPath: { path: '/' } }],
    initContainers: [container],
    containers: [container],
    ephemeralContainers: [container],
  },
};

const MANIFESTS = [
  { apiVersion: 'v1', kind: 'Pod', ...template },
  { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template } },
  { apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate: { spec: { template } } } },
];

/** Whether a verdict can be told, and fits what keeps the Pod from more. */
function isTold(document: unknown, minor: number): boolean {
  const version = KubernetesVersion.parse(`1.${minor}`, 'test');
  return objectsOf(document).every((object) => {
    const pod = Workload.of(object)?.pod;
    if (!pod) return true;
    const { level, kept } = podSecurityOf(pod, version);
    const levels = kept.map((violation) => violation.level);
    const expected = levels.includes('baseline') ? 'privileged' : levels.length > 0 ? 'baseline' : 'restricted';
    return level === expected && kept.every(({ path, what, fix }) => path.length > 0 && what !== '' && fix !== '');
  });
}

const minor = fc.integer({ min: 20, max: 40 });

test('a value of any type in any place of a manifest makes no control fail', () => {
  const mutant = fc.record({
    manifest: fc.constantFrom(...MANIFESTS),
    changes: fc.array(fc.tuple(fc.nat(), ANYTHING), { minLength: 1, maxLength: 4 }),
    minor,
  });
  fc.assert(
    fc.property(mutant, ({ manifest, changes, minor }) => {
      let document: unknown = manifest;
      for (const [index, value] of changes) {
        const all = places(document).slice(1);
        if (all.length === 0) break;
        document = replaced(document, all[index % all.length], value);
      }
      return isTold(document, minor);
    }),
    { seed: 45, numRuns: RUNS },
  );
});

test('a Pod of any shape makes no control fail', () => {
  const fields = (shape: object) =>
    fc.record(Object.fromEntries(Object.keys(shape).map((key) => [key, ANYTHING])), { requiredKeys: [] });
  const one = fc.oneof(ANYTHING, fields(container), fc.record({ securityContext: fields(securityContext) }));
  const spec = fc.oneof(
    fields(template.spec),
    fc.record({ securityContext: fields(securityContext), containers: fc.array(one), initContainers: fc.array(one) }),
  );
  fc.assert(
    fc.property(spec, ANYTHING, minor, (spec, metadata, minor) =>
      isTold({ apiVersion: 'v1', kind: 'Pod', metadata, spec }, minor),
    ),
    { seed: 46, numRuns: RUNS },
  );
});
