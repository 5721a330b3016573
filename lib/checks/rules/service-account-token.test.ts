import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { serviceAccountToken as rule } from './service-account-token';

const PLACE = 'spec.automountServiceAccountToken';
const OFF = { automountServiceAccountToken: false };
const SIDECAR = { name: 'rules', image: 'kiwigrid/k8s-sidecar:2.10.1' };
const KUBECTL = {
  name: 'kubectl',
  image: 'example.com/tools:1',
  command: ['sh', '-c', 'while true; do kubectl get pods; sleep 9; done'],
};

function documents(...objects: object[]): string {
  return objects.map((object) => JSON.stringify(object)).join('\n---\n');
}

const ACCOUNT = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'app' },
  automountServiceAccountToken: false,
};
const RBAC = { apiVersion: 'rbac.authorization.k8s.io/v1' };

function binding(roleRef: object) {
  const subjects = [{ kind: 'ServiceAccount', name: 'app' }];
  return { ...RBAC, kind: 'RoleBinding', metadata: { name: 'app' }, subjects, roleRef };
}

function boundPod(spec: object, ...others: object[]) {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' } };
  return documents({ ...pod, spec: { containers: [{ name: 'app' }], serviceAccountName: 'app', ...spec } }, ...others);
}

test('is sure of images that do nothing else, and sees kubectl in scripts', () => {
  const yaml = podOf({ ...OFF, containers: [SIDECAR, KUBECTL] });
  expect(placesOf(rule, yaml)).toEqual([`error rules ${PLACE}`, `warning kubectl ${PLACE}`]);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: 'kiwigrid/k8s-sidecar:2.10.1 calls the Kubernetes API, and automountServiceAccountToken is false',
    happens: 'CrashLoopBackOff: open /var/run/secrets/kubernetes.io/serviceaccount/token: no such file or directory',
    fix: 'set automountServiceAccountToken to true in the PodSpec',
  });
});

test('sees init containers and native sidecars', () => {
  const initContainers = [KUBECTL, { ...SIDECAR, restartPolicy: 'Always' }];
  expect(placesOf(rule, podOf({ ...OFF, initContainers, containers: [] }))).toEqual([
    `warning kubectl ${PLACE}`,
    `error rules ${PLACE}`,
  ]);
});

test('finds a program that is told of the token', () => {
  const env = [{ name: 'TOKEN_FILE', value: '/var/run/secrets/kubernetes.io/serviceaccount/token' }];
  expect(placesOf(rule, podOf({ ...OFF, containers: [{ name: 'app', env }] }))).toEqual([`warning app ${PLACE}`]);
});

test('hears what the ServiceAccount says where the Pod says nothing', () => {
  expect(placesOf(rule, boundPod({ containers: [SIDECAR] }, ACCOUNT))).toEqual(['error rules spec.serviceAccountName']);
  const own = boundPod({ containers: [SIDECAR], automountServiceAccountToken: true }, ACCOUNT);
  expect(placesOf(rule, own)).toEqual([]);
});

test('finds rights that nobody can use', () => {
  const yaml = boundPod(OFF, binding({ kind: 'Role', name: 'reader' }));
  expect(placesOf(rule, yaml)).toEqual([`warning Pod pod ${PLACE}`]);
  expect(findingsOf(rule, yaml)[0]?.what).toBe(
    'its ServiceAccount "app" is given rights by RoleBinding app, and its Pods get no token to use them with',
  );
});

test('does not take a security policy for such a right', () => {
  const role = { ...RBAC, kind: 'Role', metadata: { name: 'policy' }, rules: [{ verbs: ['use'] }] };
  expect(placesOf(rule, boundPod(OFF, role, binding({ kind: 'Role', name: 'policy' })))).toEqual([]);
  expect(placesOf(rule, boundPod(OFF, binding({ kind: 'ClusterRole', name: 'system:openshift:scc:anyuid' })))).toEqual(
    [],
  );
});

const TOKEN = { name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } };

test.each([
  ['the token is mounted', { containers: [SIDECAR] }],
  ['nobody calls the API', { ...OFF, containers: [{ name: 'web', image: 'nginx:1.27' }] }],
  [
    'a volume has a token',
    { ...OFF, volumes: [TOKEN], containers: [{ ...SIDECAR, volumeMounts: [{ name: 'token', mountPath: '/t' }] }] },
  ],
  ['it has other credentials', { ...OFF, containers: [{ ...KUBECTL, env: [{ name: 'KUBECONFIG', value: '/k' }] }] }],
  [
    'a flag names them',
    { ...OFF, containers: [{ name: 'app', command: ['kubectl', '--kubeconfig=/k', 'get', 'pods'] }] },
  ],
  ['kubectl calls nobody', { ...OFF, containers: [{ name: 'app', command: ['kubectl', 'kustomize', '/k'] }] }],
  ['the image runs something else', { ...OFF, containers: [{ ...SIDECAR, command: ['sleep', 'infinity'] }] }],
])('is content where %s', (_, spec) => {
  expect(placesOf(rule, podOf(spec))).toEqual([]);
});
