import { findingsOf, placesOf } from '../../../test/checks';
import { KubernetesVersion } from '../../kubernetes-version';
import { jobNeverCompletes as rule } from './job-never-completes';

const TASK = { name: 'task', image: 'busybox:1.36', command: ['sh', '-c', 'echo done'] };
const PROXY = {
  name: 'proxy',
  image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.25.3',
  args: ['--port=5432', 'project:region:db'],
};

function job(spec: object): string {
  return JSON.stringify({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'job' },
    spec: { template: { spec } },
  });
}

test('finds a helper that its image keeps running', () => {
  expect(placesOf(rule, job({ containers: [TASK, PROXY] }))).toEqual([
    'error proxy spec.template.spec.containers[1].image',
  ]);
  const [finding] = findingsOf(rule, job({ containers: [TASK, PROXY] }));
  expect(finding).toMatchObject({
    what: 'the command of gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.25.3 never ends, and the Job waits for it',
    happens: 'The Pod stays at 1/2 NotReady when the others have ended, and the Job is never Complete',
    fix: 'move proxy to spec.template.spec.initContainers and give it restartPolicy: Always',
  });
});

test('finds a script that loops, and names the script', () => {
  const helper = {
    name: 'logs',
    image: 'example.com/a:1',
    command: ['sh', '-c'],
    args: ['while true; do sleep 5; done'],
  };
  expect(placesOf(rule, job({ containers: [TASK, helper] }))).toEqual([
    'error logs spec.template.spec.containers[1].args[0]',
  ]);
});

test('finds the only container of a CronJob when it does not end', () => {
  const spec = {
    jobTemplate: { spec: { template: { spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] } } } },
  };
  const cron = JSON.stringify({ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'cron' }, spec });
  const [finding] = findingsOf(rule, cron);
  expect(finding).toMatchObject({
    container: 'web',
    fix: 'let web end when its work is done, or run it in a Deployment',
  });
  expect(finding?.happens).toContain('Jobs pile up');
});

test('only warns where the image has no more than the name of a known one', () => {
  const copy = { name: 'web', image: 'registry.example.com/nginx:1.27' };
  expect(placesOf(rule, job({ containers: [TASK, copy] }))).toEqual([
    'warning web spec.template.spec.containers[1].image',
  ]);
});

test('offers no native sidecar to a cluster that has none', () => {
  const context = { version: KubernetesVersion.parse('1.28', 'test') };
  const [finding] = findingsOf(rule, job({ containers: [TASK, PROXY] }), context);
  expect(finding?.fix).toBe('let proxy end when the work is done: Kubernetes 1.28 has no native sidecars yet');
});

test.each<[string, object]>([
  ['the helper is a native sidecar', { initContainers: [{ ...PROXY, restartPolicy: 'Always' }], containers: [TASK] }],
  ['nothing is known about the image', { containers: [TASK, { name: 'app', image: 'example.com/app:1' }] }],
  ['the proxy can be told to quit', { containers: [TASK, { ...PROXY, args: ['--quitquitquit', 'p:r:db'] }] }],
  [
    'another container tells it to quit',
    {
      containers: [
        { ...TASK, command: ['sh', '-c', 'task; wget -q --post-data= -O- localhost:9901/quitquitquit'] },
        { name: 'envoy', image: 'envoyproxy/envoy:v1.31.0' },
      ],
    },
  ],
  ['processes are shared, and can be killed', { shareProcessNamespace: true, containers: [TASK, PROXY] }],
  [
    'its loop waits for a file that says it is done',
    {
      containers: [
        TASK,
        {
          name: 'logs',
          image: 'busybox:1.36',
          command: ['sh', '-c', 'while true; do [ -f /d ] && break; sleep 1; done'],
        },
      ],
    },
  ],
  [
    'the arguments make something else of the image',
    { containers: [{ name: 'dump', image: 'postgres:17', args: ['pg_dump', '-h', 'db'] }] },
  ],
  [
    'git-sync runs once',
    { containers: [{ name: 'git', image: 'registry.k8s.io/git-sync/git-sync:v4.7.1', args: ['--one-time'] }] },
  ],
])('is content where %s', (_, spec) => expect(placesOf(rule, job(spec))).toEqual([]));

test('is about Jobs only', () => {
  const spec = { template: { spec: { containers: [TASK, PROXY] } } };
  const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec };
  expect(placesOf(rule, JSON.stringify(deployment))).toEqual([]);
});
