import { crashing, event, listed, livePod, START, terminated, waiting } from '../../test/live';
import { Diagnose } from './diagnose-objects';

const APP = { name: 'web', image: 'example.com/app:1' };
const crashed = livePod({ containers: [APP] }, { told: { web: crashing('web', terminated(1)) } });
const fine = livePod({ containers: [APP] }, { metadata: { name: 'fine', uid: 'f' } });

function causes(...args: Parameters<typeof Diagnose.find>): string[] {
  return Diagnose.find(...args).map(({ name, container, cause }) => `${name}/${container}: ${cause}`);
}

test('takes lists, and says nothing of what is fine', () => {
  const list = JSON.parse(
    listed([fine, crashed, event('BackOff', 'Back-off restarting failed container web in pod web')]),
  );
  expect(causes([list])).toEqual(['web/web: its program ended with exit code 1, again and again']);
  expect(causes([fine])).toEqual([]);
  expect(causes([null, 5, {}, { kind: 'Pod' }])).toEqual([]);
});

test('a manifest is no Pod that runs', () => {
  expect(causes([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [APP] } }])).toEqual([]);
});

test('takes logs by Pod, and by namespace where that is said', () => {
  const line = 'listen tcp :9090: bind: address already in use';
  const cause = 'web/web: it cannot listen on port 9090: something else in the Pod listens there already';
  expect(causes([crashed], { logs: { 'web/web': line } })).toEqual([cause]);
  expect(causes([crashed], { logs: { 'web/web': 'x', 'shop/web/web': line } })).toEqual([cause]);
  expect(causes([crashed], { logs: { 'fine/web': line, 'other/web/web': line } })).not.toEqual([cause]);
});

test('takes the events about each Pod only', () => {
  const told = { web: { state: waiting('CreateContainerConfigError'), ready: false } };
  const waitsFor = livePod({ containers: [APP] }, { told });
  const failed = (about: object) => event('Failed', 'Error: secret "login" not found', { container: 'web', about });
  expect(Diagnose.find([waitsFor, failed({})])[0].rule).toBe('missing-reference');
  for (const other of [
    { name: 'fine' },
    { namespace: 'other' },
    { uid: 'an earlier Pod of the name' },
    { kind: 'Job' },
  ]) {
    expect(Diagnose.find([waitsFor, failed(other)])[0].rule).toBeUndefined();
  }
});

test('reads the newer API of events as well', () => {
  const told = { web: { state: waiting('CreateContainerConfigError'), ready: false } };
  const { involvedObject, message, count, ...rest } = event('Failed', 'Error: secret "login" not found', {
    container: 'web',
  });
  const newer = {
    ...rest,
    apiVersion: 'events.k8s.io/v1',
    regarding: involvedObject,
    note: message,
    deprecatedCount: count,
  };
  expect(Diagnose.find([livePod({ containers: [APP] }, { told }), newer])[0].rule).toBe('missing-reference');
});

test('looks at what the Pod was made of, in whose terms it speaks', () => {
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { template: { spec: { containers: [{ name: 'first', image: 'a' }, APP] } } },
  };
  const metadata = {
    labels: { 'pod-template-hash': '7d9c5b6f4d' },
    ownerReferences: [
      { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-7d9c5b6f4d', uid: 'r', controller: true },
    ],
  };
  const pod = livePod({ containers: [APP] }, { metadata, told: { web: crashing('web', terminated(1)) } });
  expect(Diagnose.find([pod, deployment])).toMatchObject([
    { object: 'Deployment web', path: 'spec.template.spec.containers[1]' },
  ]);
  expect(Diagnose.find([pod])).toMatchObject([{ object: 'Deployment web', path: 'spec.template.spec.containers[0]' }]);
});

test('gives what starts its time where it is told the time', () => {
  const probe = { exec: { command: ['check'] } };
  const pod = livePod({ containers: [{ ...APP, readinessProbe: probe }] }, { told: { web: { ready: false } } });
  expect(Diagnose.find([pod])).toHaveLength(1);
  expect(Diagnose.find([pod], { now: new Date(START + 5000) })).toEqual([]);
});

describe('a workload without Pods', () => {
  const about = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-7d9c5b6f4d', uid: 'r', fieldPath: undefined };
  const failed = (message: string, seconds = 60) => event('FailedCreate', message, { about, seconds });
  const SECURITY =
    'Error creating: pods "web-7d9c5b6f4d-abcde" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "web" must set securityContext.allowPrivilegeEscalation=false)';

  test('whose Pods the namespace does not take', () => {
    expect(Diagnose.find([failed(SECURITY)])).toEqual([
      {
        kind: 'ReplicaSet',
        name: 'web-7d9c5b6f4d',
        namespace: 'shop',
        state: 'FailedCreate',
        cause: expect.stringContaining('enforces the Pod Security Standard restricted:latest'),
        evidence: [expect.stringContaining('FailedCreate (x5): Error creating: pods')],
        rule: 'namespace-refuses-pod',
        fix: expect.any(String),
        object: 'Deployment web',
        path: 'spec.template.spec.securityContext',
      },
    ]);
  });

  test.each([
    [
      'Error creating: pods "web-x" is forbidden: error looking up service account shop/robot: serviceaccount "robot" not found',
      'missing-reference',
      'it runs as ServiceAccount "robot", which is not there',
    ],
    [
      'Error creating: pods "web-x" is forbidden: exceeded quota: small, requested: requests.cpu=2, used: requests.cpu=1, limited: requests.cpu=2',
      undefined,
      'it would use more than ResourceQuota "small" leaves',
    ],
    [
      'Error creating: pods "web-x" is forbidden: failed quota: small: must specify limits.cpu for: web',
      undefined,
      'ResourceQuota "small" wants each container to say limits cpu',
    ],
    [
      'Error creating: admission webhook "policy" denied the request: no',
      undefined,
      'the API server refuses its Pods: admission webhook "policy" denied the request: no',
    ],
  ])('%s', (message, rule, cause) => {
    const [found] = Diagnose.find([failed(message)]);
    expect(found.rule).toBe(rule);
    expect(found.cause).toContain(cause);
  });

  test('is fine when it could make them after all', () => {
    const made = event('SuccessfulCreate', 'Created pod: web-7d9c5b6f4d-abcde', { about, seconds: 90 });
    expect(Diagnose.find([failed(SECURITY), made])).toEqual([]);
    const ownerReferences = [{ kind: 'ReplicaSet', name: 'web-7d9c5b6f4d' }];
    const later = livePod(
      { containers: [APP] },
      { metadata: { ownerReferences, creationTimestamp: '2025-03-04T11:00:00Z' } },
    );
    expect(Diagnose.find([failed(SECURITY), later])).toEqual([]);
  });
});
