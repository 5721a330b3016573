import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { KubernetesVersion } from '../../kubernetes-version';
import { sidecarStartRace as rule } from './sidecar-start-race';

const env = (name: string, value: string) => ({ name, value });
const PROXY = {
  name: 'db-proxy',
  image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.25.3',
  args: ['--port=5432', 'project:region:db'],
};
const app = (...variables: object[]) => ({ name: 'app', image: 'example.com/app:1', env: variables });
const APP = app(env('DATABASE_URL', 'postgres://app@localhost:5432/app'));
const NATIVE = { ...PROXY, restartPolicy: 'Always' };

test('finds a regular container that another one needs', () => {
  const pod = podOf({ containers: [APP, PROXY] });
  expect(placesOf(rule, pod)).toEqual(['warning db-proxy spec.containers[1]']);
  expect(findingsOf(rule, pod)[0]).toMatchObject({
    what: 'app connects to it at localhost:5432, and regular containers start in no order',
    fix:
      'move db-proxy to spec.initContainers, with restartPolicy: Always and ' +
      'a startupProbe that succeeds when it accepts connections',
  });
});

test('finds a native sidecar without a startup probe', () => {
  const pod = podOf({ initContainers: [NATIVE], containers: [APP] });
  expect(placesOf(rule, pod)).toEqual(['warning db-proxy spec.initContainers[0]']);
  const ready = { ...NATIVE, readinessProbe: { tcpSocket: { port: 5432 } } };
  expect(findingsOf(rule, podOf({ initContainers: [ready], containers: [APP] }))[0]).toMatchObject({
    what: 'app connects to it at localhost:5432, and it has no startupProbe: its readinessProbe does not hold the others back',
    fix: 'give db-proxy a startupProbe that succeeds when it accepts connections',
  });
});

test('puts host and port together', () => {
  const split = app(env('DB_HOST', '127.0.0.1'), env('DB_PORT', '5432'));
  expect(placesOf(rule, podOf({ containers: [split, PROXY] }))).toHaveLength(1);
  expect(placesOf(rule, podOf({ containers: [app(env('DB_HOST', '127.0.0.1')), PROXY] }))).toHaveLength(1);
});

test('finds any address of a native sidecar, but telemetry', () => {
  const initContainers = [
    { name: 'vault', image: 'example.com/v:1', restartPolicy: 'Always', ports: [{ containerPort: 8200 }] },
  ];
  const calls = app(env('VAULT_ADDR', 'http://127.0.0.1:8200'));
  expect(placesOf(rule, podOf({ initContainers, containers: [calls] }))).toHaveLength(1);
  const traces = app(env('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://127.0.0.1:8200'));
  expect(placesOf(rule, podOf({ initContainers, containers: [traces] }))).toEqual([]);
});

test('offers no native sidecar to a cluster that has none', () => {
  const context = { version: KubernetesVersion.parse('1.28', 'test') };
  const [finding] = findingsOf(rule, podOf({ containers: [APP, PROXY] }), context);
  expect(finding?.fix).toBe('let app try again until db-proxy answers');
});

const DB = { name: 'db', image: 'postgres:17', env: [env('POSTGRES_PASSWORD', 'x')] };

test.each<[string, object]>([
  [
    'the sidecar has a startup probe',
    { initContainers: [{ ...NATIVE, startupProbe: { tcpSocket: { port: 5432 } } }], containers: [APP] },
  ],
  [
    'a postStart hook holds back',
    { containers: [{ ...PROXY, lifecycle: { postStart: { exec: { command: ['/wait'] } } } }, APP] },
  ],
  ['an exporter tries again', { containers: [DB, { ...APP, image: 'prometheuscommunity/postgres-exporter:v0.16.0' }] }],
  [
    'a proxy tries again',
    {
      containers: [
        { ...DB, name: 'app' },
        { ...APP, name: 'auth-proxy' },
      ],
    },
  ],
  [
    'the script waits',
    {
      containers: [{ ...APP, command: ['sh', '-c', 'until nc -z localhost 5432; do sleep 1; done; exec app'] }, PROXY],
    },
  ],
  ['the database is elsewhere', { containers: [app(env('DB_HOST', 'db'), env('DB_PORT', '5432')), PROXY] }],
  [
    'it is an address for others',
    {
      containers: [
        app(env('BASE_URL', 'http://localhost:8080')),
        { ...APP, name: 'b', ports: [{ containerPort: 8080 }] },
      ],
    },
  ],
  [
    'a web server is needed for requests only',
    {
      containers: [
        app(env('API', 'http://localhost:8080')),
        { name: 'api', image: 'x', ports: [{ containerPort: 8080 }] },
      ],
    },
  ],
  ['nobody calls it', { initContainers: [NATIVE], containers: [app()] }],
])('is content where %s', (_, spec) => expect(placesOf(rule, podOf(spec))).toEqual([]));

describe('a web server before there is a page', () => {
  const volumes = [
    { name: 'content', emptyDir: {} },
    { name: 'sites', configMap: { name: 'sites' } },
  ];
  const at = (mountPath: string) => [{ name: 'content', mountPath }];
  const SERVER = { name: 'web', image: 'nginx:1.27', volumeMounts: at('/usr/share/nginx/html') };
  const WRITER = {
    name: 'writer',
    image: 'busybox:1.36',
    command: ['sh', '-c', 'while true; do date > /content/index.html; sleep 5; done'],
    volumeMounts: at('/content'),
  };
  const places = (spec: object) => placesOf(rule, podOf({ volumes, ...spec }));

  test('is found where both are regular containers', () => {
    const pod = podOf({ volumes, containers: [SERVER, WRITER] });
    expect(placesOf(rule, pod)).toEqual(['warning writer spec.containers[1]']);
    expect(findingsOf(rule, pod)[0]).toMatchObject({
      what: 'web serves what it writes, and regular containers start in no order',
      fix:
        'move writer to spec.initContainers, with restartPolicy: Always and ' +
        'a startupProbe that succeeds when the page is there',
    });
    const context = { version: KubernetesVersion.parse('1.28', 'test') };
    expect(findingsOf(rule, pod, context)[0].fix).toBe('give web a readinessProbe that asks it for the page');
  });

  test('is written by an init container where the writer ends', () => {
    // As in https://kubernetes.io/docs/tasks/access-application-cluster/communicate-containers-same-pod-shared-volume/
    const command = ['/bin/sh'];
    const args = ['-c', 'echo Hello from the debian container > /content/index.html'];
    const once = { ...WRITER, command, args };
    const fix = (spec: object) => findingsOf(rule, podOf({ volumes, ...spec })).map((finding) => finding.fix);
    expect(fix({ restartPolicy: 'Never', containers: [SERVER, once] })).toEqual([
      'move writer to spec.initContainers, without a restartPolicy, as its command ends: the others then wait for that',
    ]);
    expect(places({ initContainers: [once], containers: [SERVER] })).toEqual([]);
    expect(fix({ initContainers: [{ ...once, restartPolicy: 'Always' }], containers: [SERVER] })).toEqual([
      'leave out the restartPolicy of writer, as its command ends: the others then wait for that',
    ]);
  });

  test('is found where the writer only begins earlier', () => {
    const initContainers = [{ ...WRITER, restartPolicy: 'Always' }];
    expect(places({ initContainers, containers: [SERVER] })).toEqual(['warning writer spec.initContainers[0]']);
  });

  test.each<[string, object]>([
    ['asked for a page before it is ready', { ...SERVER, readinessProbe: { httpGet: { port: 80 } } }],
    ['that serves another folder', { ...SERVER, volumeMounts: at('/usr/share/nginx/other') }],
    [
      'with a configuration of its own',
      { ...SERVER, volumeMounts: [...at('/usr/share/nginx/html'), { name: 'sites', mountPath: '/etc/nginx/conf.d' }] },
    ],
  ])('is no finding for one %s', (_, server) => {
    expect(places({ containers: [server, WRITER] })).toEqual([]);
  });

  test.each<[string, object]>([
    ['an init container', WRITER],
    ['a sidecar that says when it has begun', { ...WRITER, restartPolicy: 'Always', startupProbe: { exec: {} } }],
  ])('is no finding behind %s', (_, writer) => {
    expect(places({ initContainers: [writer], containers: [SERVER] })).toEqual([]);
  });

  test('is no finding where nobody is known to write pages, or where they outlive the Pod', () => {
    const silent = { ...WRITER, command: ['sleep', '3600'] };
    expect(places({ containers: [SERVER, silent] })).toEqual([]);
    const claim = [{ name: 'content', persistentVolumeClaim: { claimName: 'content' } }];
    expect(places({ volumes: claim, containers: [SERVER, WRITER] })).toEqual([]);
  });
});
