import { KubeObject } from '../../../lib/model/kube-object';
import { Workload } from '../../../lib/model/workload';
import { objectOf, Spec } from '../../../test/manifest-pods';
import { limitsOf } from './limits';

/** Said of every Pod that does not say that it wants no token. */
const QUIET = { automountServiceAccountToken: false };

function limits(...objects: KubeObject[]): string[] {
  return limitsOf(
    objects,
    objects.flatMap((object) => Workload.of(object) ?? []),
  );
}

function template(spec: Spec = {}, container: Spec = {}) {
  const pod = { ...QUIET, containers: [{ name: 'app', image: 'x', ...container }], ...spec };
  return { metadata: { labels: { app: 'web' } }, spec: pod };
}

const pod = (spec: Spec = {}, container: Spec = {}) => objectOf('Pod', 'web', template(spec, container));
const deployment = (spec: Spec) => objectOf('Deployment', 'web', { apiVersion: 'apps/v1', spec });

test('nothing is said of what is done', () => {
  const resources = { limits: { cpu: '1', memory: '1Gi' }, requests: { 'ephemeral-storage': '1Gi' } };
  const volumes = [
    { name: 'a', emptyDir: {} },
    { name: 'b', configMap: { name: 'x' } },
    // Nobody mounts it.
    { name: 'c', hostPath: { path: '/etc' } },
  ];
  const volumeMounts = ['a', 'b'].map((name) => ({ name, mountPath: `/${name}` }));
  expect(limits(pod({ volumes }, { resources, volumeMounts }), objectOf('ConfigMap', 'x'))).toEqual([]);
  expect(limits(deployment({ template: template() }))).toEqual([]);
});

test.each<[KubeObject, string]>([
  [
    objectOf('Pod', 'web', { spec: { containers: [] } }),
    'There is no API server, and no service account token to talk to it',
  ],
  [deployment({ replicas: 3, template: template() }), 'Deployment web runs as one Pod, not 3'],
  [
    objectOf('DaemonSet', 'web', { apiVersion: 'apps/v1', spec: { template: template() } }),
    'DaemonSet web runs as one Pod',
  ],
  [
    objectOf('CronJob', 'web', { apiVersion: 'batch/v1', spec: { jobTemplate: { spec: { template: template() } } } }),
    'CronJob web runs once, now, and not by its schedule',
  ],
  [
    objectOf('Job', 'web', { apiVersion: 'batch/v1', spec: { completions: 5, template: template() } }),
    'Job web runs as one Pod, not 5',
  ],
  [pod({ hostNetwork: true }), 'Pod web gets a network of its own, not that of the node'],
  [pod({ hostPID: true }), 'Pod web runs without hostPID'],
  [pod({ nodeSelector: { disk: 'ssd' } }), 'Pod web runs on this machine, whatever its nodeSelector asks for'],
  [pod({ hostUsers: false }), 'Pod web runs without a user namespace of its own'],
  [pod({ readinessGates: [{ conditionType: 'x' }] }), 'Pod web is ready without its readinessGates'],
  [pod({ resources: { limits: { cpu: '1' } } }), 'Pod web runs without the resources of the Pod as a whole'],
  [pod({ imagePullSecrets: [{ name: 'x' }] }), 'Pod web has its images pulled with the logins of podman, not its own'],
  [
    pod({ volumes: [{ name: 'a', hostPath: { path: '/etc' } }] }, { volumeMounts: [{ name: 'a', mountPath: '/a' }] }),
    'Pod web, volume a: an empty folder stands for the hostPath',
  ],
  [
    pod(
      { volumes: [{ name: 'a', projected: { sources: [{ serviceAccountToken: { path: 'x' } }] } }] },
      { volumeMounts: [{ name: 'a', mountPath: '/a' }] },
    ),
    'Pod web, volume a: there is no service account token in it',
  ],
  [pod({}, { resources: { limits: { 'nvidia.com/gpu': 1 } } }), 'Pod web, container app runs without nvidia.com/gpu'],
  [
    pod({}, { resources: { claims: [{ name: 'x' }] } }),
    'Pod web, container app runs without the devices that it claims',
  ],
  [pod({}, { resources: { limits: { 'ephemeral-storage': '1Gi' } } }), 'Limits of ephemeral-storage are not applied'],
  [
    pod({}, { resources: { requests: { cpu: '20000' } } }),
    'Pod web runs here all the same, though it requests more cpu than this machine has',
  ],
  [pod({}, { restartPolicy: 'Never' }), "Pod web, container app restarts by the Pod's restartPolicy"],
  [pod({}, { ports: [{ containerPort: 80, hostPort: 80 }] }), 'Pod web, container app has no port on the node'],
  [
    pod({}, { securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' } } }),
    'Pod web, container app runs with the default profile instead of a.json',
  ],
  [pod({}, { securityContext: { seLinuxOptions: {} } }), 'Pod web, container app runs without its seLinuxOptions'],
])('%s: %s', (object, limit) => expect(limits(object)).toContain(limit));

test('the claims of a StatefulSet', () => {
  const spec = {
    template: template({}, { volumeMounts: [{ name: 'data', mountPath: '/data' }] }),
    volumeClaimTemplates: [{ metadata: { name: 'data' } }],
  };
  expect(limits(objectOf('StatefulSet', 'db', { apiVersion: 'apps/v1', spec }))).toEqual([
    'StatefulSet db, volume data: an empty folder stands for the persistentVolumeClaim',
  ]);
});

test('of Services, what is not done', () => {
  const service = (name: string, spec: Spec) => objectOf('Service', name, { spec });
  const ports = [{ port: 53, protocol: 'UDP' }, { port: 80 }];
  const own = service('own', { selector: { app: 'web' }, type: 'NodePort', sessionAffinity: 'ClientIP', ports });
  const other = service('other', { selector: { app: 'db' }, ports: [{ port: 80 }] });
  const web = objectOf('Pod', 'web', { metadata: { labels: { app: 'web' } }, spec: template().spec });
  expect(limits(web, own, other)).toEqual([
    'Service own forwards no UDP',
    'Service own is there for the Pods, not from outside',
    'Service own has no session affinity',
    'Names of Services are in /etc/hosts, where programs with a resolver of their own do not look',
    'Services that lead to no Pod of this run are not there: other',
  ]);
});

test('what nothing here reads', () => {
  const ingress = objectOf('Ingress', 'site', { apiVersion: 'networking.k8s.io/v1' });
  const policy = objectOf('NetworkPolicy', 'none', {
    apiVersion: 'networking.k8s.io/v1',
    spec: { podSelector: {}, policyTypes: ['Ingress'] },
  });
  expect(limits(pod(), ingress, policy)).toEqual([
    'Network policies are not enforced: none',
    'Of no effect here: Ingress site',
  ]);
});
