import { Testing } from 'cdk8s';
import fc from 'fast-check';
import { replaced } from '../../../test/anything';
import { podSpecIn } from '../../../test/api-server';
import { build } from '../../../test/build';
import { attempt, Composition } from '../../../test/compositions';
import { restrictedViolations } from '../../../test/pod-security-standard';
import { brief, idle, OWN } from '../../../test/pods';
import { Manifest, manifestOf } from '../../../test/synth';
import { Kind, KINDS, WORKLOADS } from '../../../test/workloads';
import { SecurityProfile } from '../..';
import { KubernetesVersion } from '../../kubernetes-version';
import { KubeObject } from '../kube-object';
import { Path } from '../values';
import { Workload } from '../workload';
import { PodSecurity, podSecurityOf } from './pod-security';

const VERSIONS = ['1.28', '1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'];
const RUNS = 200;
const RESTRICTED: PodSecurity = { level: 'restricted', kept: [] };

function securityOf(manifest: Manifest, version: string): PodSecurity {
  return podSecurityOf(Workload.of(new KubeObject(manifest))!.pod, KubernetesVersion.parse(version, 'test'));
}

/** The Pod or workload of a composition, undefined where it is refused. */
function madeOf(spec: Composition): Manifest {
  try {
    const { chart, workload } = build(spec);
    return Testing.synth(chart).find(
      ({ kind, metadata }: Manifest) => kind === workload.kind && metadata.name === workload.name,
    );
  } catch {
    return undefined;
  }
}

function isRestricted({ profile, containers }: Composition): boolean {
  return profile !== SecurityProfile.STOCK && containers.every((one) => one.profile !== SecurityProfile.STOCK);
}

let silence: jest.SpyInstance;
beforeAll(() => (silence = jest.spyOn(process.stderr, 'write').mockReturnValue(true)));
afterAll(() => silence.mockRestore());

function sample(kind: Kind, securityProfile?: SecurityProfile): Manifest {
  const main = { name: 'app', image: OWN, portNumber: 8080 };
  const workload = WORKLOADS[kind](Testing.chart(), 'web', { main, securityProfile });
  workload.addInitContainer({ name: 'init', ...brief });
  workload.addSidecar({ name: 'helper', ...idle });
  return manifestOf(workload);
}

test.each(KINDS)('our %s is restricted, unless STOCK is asked for', (kind) => {
  for (const version of VERSIONS) {
    expect(securityOf(sample(kind), version)).toEqual(RESTRICTED);
    expect(securityOf(sample(kind, SecurityProfile.STOCK), version).level).toBe('baseline');
  }
});

const ofContainer: [string, unknown][] = [
  ['securityContext', {}],
  ['securityContext.privileged', true],
  ['securityContext.privileged', false],
  ['securityContext.allowPrivilegeEscalation', true],
  ['securityContext.runAsNonRoot', true],
  ['securityContext.runAsNonRoot', false],
  ['securityContext.runAsNonRoot', undefined],
  ['securityContext.runAsUser', 0],
  ['securityContext.runAsUser', 1000],
  ['securityContext.seccompProfile', undefined],
  ['securityContext.seccompProfile', { type: 'Localhost' }],
  ['securityContext.seccompProfile', { type: 'Unconfined' }],
  ['securityContext.capabilities', { drop: ['KILL'] }],
  ['securityContext.capabilities', { drop: ['ALL'], add: ['NET_BIND_SERVICE'] }],
  ['securityContext.capabilities', { drop: ['ALL'], add: ['CHOWN'] }],
  ['securityContext.capabilities', { drop: ['ALL'], add: ['SYS_ADMIN'] }],
  ['securityContext.procMount', 'Default'],
  ['securityContext.procMount', 'Unmasked'],
  ['securityContext.windowsOptions', { hostProcess: true }],
  ['securityContext.seLinuxOptions', { type: 'spc_t' }],
  ['securityContext.appArmorProfile', { type: 'RuntimeDefault' }],
  ['securityContext.appArmorProfile', { type: 'Unconfined' }],
  ['ports', [{ containerPort: 80, hostPort: 0 }]],
  ['ports', [{ containerPort: 80, hostPort: 80 }]],
  ['livenessProbe', { httpGet: { port: 80, host: '10.0.0.1' } }],
  ['lifecycle', { preStop: { tcpSocket: { port: 80, host: '10.0.0.1' } } }],
];

const ofPod: [string, unknown][] = [
  ['hostNetwork', true],
  ['hostPID', false],
  ['hostIPC', true],
  ['volumes', [{ name: 'a', nfs: {} }]],
  ['volumes', [{ name: 'a', secret: {} }]],
  ['ephemeralContainers', [{ name: 'debugger' }]],
  ['securityContext', undefined],
  ['securityContext.runAsNonRoot', false],
  ['securityContext.runAsNonRoot', true],
  ['securityContext.runAsUser', 0],
  ['securityContext.seccompProfile', { type: 'Unconfined' }],
  ['securityContext.seccompProfile', { type: 'RuntimeDefault' }],
  ['securityContext.sysctls', [{ name: 'kernel.msgmax', value: '1' }]],
  ['securityContext.sysctls', [{ name: 'net.ipv4.tcp_syncookies', value: '1' }]],
  ['securityContext.appArmorProfile', { type: 'Unconfined' }],
  ['securityContext.seLinuxOptions', { user: 'u' }],
  ['securityContext.windowsOptions', { hostProcess: true }],
];

const change = fc.oneof(
  fc.tuple(fc.constantFrom('containers', 'initContainers'), fc.nat(4), fc.constantFrom(...ofContainer)),
  fc.tuple(fc.constant(''), fc.constant(0), fc.constantFrom(...ofPod)),
);

function changed(spec: Manifest, [list, at, [field, value]]: [string, number, [string, unknown]]): Manifest {
  if (list !== '' && !spec[list]?.length) return spec;
  const base: Path = list === '' ? [] : [list, at % spec[list].length];
  return replaced(spec, [...base, ...field.split('.')], value);
}

test('what RESTRICTED makes is restricted, and of that and changes of it, another reading of the standard says the same', () => {
  const verdicts = { restricted: 0, not: 0 };
  const edits = fc.array(fc.array(change, { minLength: 1, maxLength: 2 }), { minLength: 4, maxLength: 8 });
  fc.assert(
    fc.property(attempt, edits, ({ spec }, edits) => {
      const manifest = madeOf(spec);
      if (!manifest) return;
      if (isRestricted(spec)) {
        for (const version of VERSIONS) expect(securityOf(manifest, version)).toEqual(RESTRICTED);
      }
      for (const changes of [[], ...edits]) {
        const podSpec = changes.reduce<Manifest>(changed, podSpecIn(manifest));
        const violations = restrictedViolations(podSpec);
        const pod = { apiVersion: 'v1', kind: 'Pod', metadata: manifest.metadata, spec: podSpec };
        // The first version with all that the other one looks at.
        const { level, kept } = securityOf(pod, '1.34');
        verdicts[violations.length === 0 ? 'restricted' : 'not']++;
        const agreed = (level === 'restricted') === (violations.length === 0);
        expect({ agreed, changes, violations, kept }).toMatchObject({ agreed: true });
      }
    }),
    { seed: 48, numRuns: RUNS },
  );
  expect(Math.min(verdicts.restricted, verdicts.not)).toBeGreaterThan(RUNS / 2);
}, 60_000);
