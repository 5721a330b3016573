import { findingsOf, placesOf } from '../../../test/checks';
import { KubernetesVersion } from '../../kubernetes-version';
import { namespaceRefusesPod as rule } from './namespace-refuses-pod';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

const SECURE = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
const app = (securityContext?: object) => ({ name: 'app', image: 'registry.example.com/app:1', securityContext });
const spec = (container: object, more: object = {}) => ({
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [container],
  ...more,
});
const SAFE = spec(app(SECURE));
const PLAIN = { containers: [app()] };
const PRIVILEGED = spec(app({ ...SECURE, privileged: true }));

function namespace(level?: string, version?: string, name = 'shop') {
  const labels = { [ENFORCE]: level, [`${ENFORCE}-version`]: version };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

function pod(spec: object, namespace: string | undefined = 'shop') {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace }, spec };
}

function workload(apiVersion: string, kind: string, spec: object) {
  return { apiVersion, kind, metadata: { name: 'web', namespace: 'shop' }, spec };
}

const yaml = (...objects: object[]) => objects.map((each) => JSON.stringify(each)).join('\n---\n');
const count = (...objects: object[]) => findingsOf(rule, yaml(...objects)).length;

test('says what the Namespace asks for, what violates it and what to write', () => {
  expect(findingsOf(rule, yaml(namespace('restricted'), pod(PLAIN)))).toMatchObject([
    {
      severity: 'error',
      what: 'the Namespace shop enforces the Pod Security level restricted, and the Pod violates Privilege Escalation, Running as Non-root, Seccomp, Capabilities',
      happens: 'The API server rejects it: pods "web" is forbidden: violates PodSecurity "restricted:latest"',
      fix:
        'set spec.containers[0].securityContext.allowPrivilegeEscalation: false, set spec.securityContext.runAsNonRoot: true, ' +
        'set spec.securityContext.seccompProfile.type: RuntimeDefault, ' +
        'set spec.containers[0].securityContext.capabilities.drop: [ALL]; or label the Namespace shop ' +
        'pod-security.kubernetes.io/enforce: baseline',
    },
  ]);
});

test.each([
  ['restricted', SAFE, 0],
  ['restricted', PLAIN, 1],
  ['restricted', PRIVILEGED, 1],
  ['baseline', SAFE, 0],
  ['baseline', PLAIN, 0],
  ['baseline', PRIVILEGED, 1],
  ['privileged', PRIVILEGED, 0],
])('the level %s of %j: %d', (level, spec, findings) => {
  expect(count(namespace(level), pod(spec))).toBe(findings);
});

test('names a few of what is wrong where it is much', () => {
  const containers = ['a', 'b', 'c'].map((name) => ({ ...app(), name, ports: [{ hostPort: 1 }] }));
  const [{ what, fix }] = findingsOf(rule, yaml(namespace('restricted'), pod({ containers, hostNetwork: true })));
  expect(what).toMatch(/ violates Host Namespaces, Host Ports, Privilege Escalation, Running as Non-root and 2 more$/);
  expect(fix).toMatch(/^set spec\.hostNetwork: false, .* and \d more; or label .*: privileged$/);
});

test('a workload is accepted, and its Pods are not', () => {
  const template = { spec: PLAIN };
  const workloads = [
    workload('apps/v1', 'Deployment', { template }),
    workload('apps/v1', 'StatefulSet', { template }),
    workload('apps/v1', 'DaemonSet', { template }),
    workload('batch/v1', 'Job', { template }),
    workload('batch/v1', 'CronJob', { jobTemplate: { spec: { template } } }),
  ];
  const text = yaml(namespace('restricted'), ...workloads);
  expect(placesOf(rule, text)).toEqual([
    ...['Deployment', 'StatefulSet', 'DaemonSet', 'Job'].map(
      (kind) => `error ${kind} shop/web spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation`,
    ),
    'error CronJob shop/web spec.jobTemplate.spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation',
  ]);
  expect(findingsOf(rule, text)[0].happens).toBe(
    'FailedCreate: pods "web-..." is forbidden: violates PodSecurity "restricted:latest"; the Deployment is accepted, and ' +
      'there are no Pods',
  );
});

test('nothing makes Pods of a PodTemplate', () => {
  const template = { apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'web', namespace: 'shop' } };
  expect(count(namespace('restricted'), { ...template, template: { spec: PLAIN } })).toBe(0);
});

describe('the version of the standard', () => {
  const probed = spec({ ...app(SECURE), livenessProbe: { tcpSocket: { port: 1, host: '10.0.0.1' } } });
  const found = (version: string | undefined, target: string) =>
    findingsOf(rule, yaml(namespace('baseline', version), pod(probed)), {
      version: KubernetesVersion.parse(target, 'test'),
    }).map(({ happens }) => /"baseline:.*"/.exec(happens)?.[0]);

  test('is that of the label', () => {
    expect(found('v1.34', '1.29')).toEqual(['"baseline:v1.34"']);
    expect(found('v1.33', '1.36')).toEqual([]);
    expect(found('v1.99', '1.29')).toEqual(['"baseline:v1.99"']);
  });

  test('is else that of the target', () => {
    for (const version of ['latest', undefined]) {
      expect(found(version, '1.34')).toEqual(['"baseline:latest"']);
      expect(found(version, '1.33')).toEqual([]);
    }
  });

  test.each(['1.34', 'v1.34.1', 'v2.0', 'newest', '', 'v1.24', 'v1.0'])('is not known for %j', (version) => {
    expect(count(namespace('restricted', version), pod(PLAIN))).toBe(0);
  });
});

test.each([undefined, 'Restricted', 'strict', '', '{{ .Values.level }}'])('the level %j says nothing', (level) => {
  expect(count(namespace(level), pod(PRIVILEGED))).toBe(0);
});

test('levels that only warn refuse nothing', () => {
  const labels = { 'pod-security.kubernetes.io/warn': 'restricted', 'pod-security.kubernetes.io/audit': 'restricted' };
  expect(count({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } }, pod(PLAIN))).toBe(0);
});

test('another namespace, or none that is written, is not known', () => {
  expect(count(namespace('restricted'), pod(PLAIN, 'other'))).toBe(0);
  expect(count(pod(PLAIN))).toBe(0);
  const { metadata, ...rest } = pod(PLAIN);
  expect(count(namespace('restricted'), { ...rest, metadata: { name: metadata.name } })).toBe(0);
});

describe('Namespaces of one name in several files', () => {
  /** The file of each object is the annotation of it. */
  const inFile = <T extends { metadata: object }>(file: string, object: T) => ({
    ...object,
    metadata: { ...object.metadata, annotations: { file } },
  });
  const found = (...objects: object[]) =>
    findingsOf(rule, yaml(...objects), { unitOf: ({ annotations }) => annotations.get('file') }).length;

  test('are alternatives, of which each has to refuse the Pod', () => {
    const [strict, loose] = [inFile('a', namespace('restricted')), inFile('b', namespace('baseline'))];
    const web = inFile('c', pod(PLAIN));
    expect(found(strict, loose, web)).toBe(0);
    expect(found(loose, strict, web)).toBe(0);
    expect(found(strict, inFile('b', namespace('restricted', 'v1.30')), web)).toBe(1);
  });

  test('give way to that of the file of the Pod', () => {
    const [strict, loose] = [inFile('a', namespace('restricted')), inFile('b', namespace('baseline'))];
    expect(found(strict, loose, inFile('a', pod(PLAIN)))).toBe(1);
    expect(found(strict, loose, inFile('b', pod(PLAIN)))).toBe(0);
  });
});
