import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { localhostWithoutListener as rule } from './localhost-without-listener';

const NGINX = { name: 'nginx', image: 'nginx:1.27' };
const EXPORTER = 'nginx/nginx-prometheus-exporter:1.5.3';
const PROXY = {
  name: 'proxy',
  image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1',
  args: ['--port=5432', 'a:b:c'],
};
const env = (name: string, value: string) => ({ env: [{ name, value }] });
const app = (more: object) => ({ name: 'app', image: 'example.com/app:1', ...more });
const DATABASE = env('DATABASE_URL', 'postgres://localhost:5432/shop');

test('warns of a database that is not in the Pod', () => {
  const pod = podOf({ containers: [app(DATABASE), NGINX] });
  expect(placesOf(rule, pod)).toEqual(['warning app spec.containers[0].env[0].value']);
  const [finding] = findingsOf(rule, pod);
  expect(finding.what).toBe('it connects to localhost:5432, where no container of the Pod listens');
  expect(finding.fix).toBe(
    'name the Service that has it instead of localhost, or add a container that listens on port 5432',
  );
});

test.each([
  [
    'host and port apart',
    {
      env: [
        { name: 'DB_HOST', value: '127.0.0.1' },
        { name: 'DB_PORT', value: '5432' },
      ],
    },
  ],
  ['an argument', { args: ['--database=localhost:5432'] }],
  ['a script', { command: ['sh', '-c', 'until nc -z localhost 5432; do sleep 1; done; exec app'] }],
  [
    'a web service, beside ports that it declares',
    { ...env('API_URL', 'http://127.0.0.1:9000/v1'), ports: [{ containerPort: 8080 }] },
  ],
])('reads %s', (_, more) => {
  expect(placesOf(rule, podOf({ containers: [app(more)] }))).toHaveLength(1);
});

test.each([
  ['a script of a shell', { image: 'busybox:1.36', command: ['sh', '-c', 'wget -q -O - http://localhost:8080'] }],
  ['a program whose port is known', { image: EXPORTER, args: ['--nginx.scrape-uri=http://localhost:8080'] }],
])('need not see ports declared by %s', (_, more) => {
  expect(placesOf(rule, podOf({ containers: [{ ...app(more), ...more }, NGINX] }))).toHaveLength(1);
});

test('takes the word of the code for what is on 127.0.0.1', () => {
  const yaml = podOf({ containers: [app(DATABASE), NGINX] });
  const told = (name: string, port: number) => ({
    loopbackPortsOf: (_: unknown, container: string) => (container === name ? [{ number: port, protocol: 'TCP' }] : []),
  });
  expect(findingsOf(rule, yaml, told('nginx', 5432))).toEqual([]);
  expect(findingsOf(rule, yaml, told('app', 5432))).toEqual([]);
  expect(findingsOf(rule, yaml, told('nginx', 5433))).toHaveLength(1);
  const wait = { name: 'wait', image: 'busybox:1.36', command: ['sh', '-c', 'nc -z localhost 5432'] };
  const waiting = podOf({ initContainers: [wait], containers: [NGINX] });
  expect(findingsOf(rule, waiting, told('nginx', 5432))[0].what).toBe(
    'it waits for localhost:5432, where container "nginx" listens, which starts after it',
  );
});

test('sees native sidecars, as clients and as servers', () => {
  const native = { ...PROXY, restartPolicy: 'Always' };
  expect(
    placesOf(rule, podOf({ initContainers: [{ ...app(DATABASE), restartPolicy: 'Always' }], containers: [NGINX] })),
  ).toHaveLength(1);
  expect(placesOf(rule, podOf({ initContainers: [native], containers: [app(DATABASE)] }))).toEqual([]);
  expect(placesOf(rule, podOf({ containers: [app(DATABASE), PROXY] }))).toEqual([]);
});

test('finds an init container that waits for what starts after it', () => {
  const wait = {
    name: 'wait',
    image: 'busybox:1.36',
    command: ['sh', '-c', 'until nc -z localhost 5432; do sleep 1; done'],
  };
  const pod = podOf({ initContainers: [wait], containers: [PROXY] });
  expect(findingsOf(rule, pod)[0].what).toBe(
    'it waits for localhost:5432, where container "proxy" listens, which starts after it',
  );
  expect(
    placesOf(rule, podOf({ initContainers: [{ ...PROXY, restartPolicy: 'Always' }, wait], containers: [NGINX] })),
  ).toEqual([]);
});

test.each([
  [
    'a sibling listens there by itself',
    { containers: [app(env('CACHE', 'redis://localhost:6379')), { name: 'redis', image: 'redis:7.4' }] },
  ],
  ['a sibling declares it', { containers: [app(DATABASE), app({ name: 'db', ports: [{ containerPort: 5432 }] })] }],
  ['nothing is known of a sibling', { containers: [app(DATABASE), app({ name: 'other' })] }],
  [
    'a sibling has the number among its words',
    {
      containers: [
        app(DATABASE),
        app({ name: 'other', ports: [{ containerPort: 80 }], args: ['-instances=a=tcp:5432'] }),
      ],
    },
  ],
  [
    'a sibling is configured by a mount',
    {
      containers: [
        app(env('A', 'http://localhost:81')),
        { ...NGINX, volumeMounts: [{ name: 'c', mountPath: '/etc/nginx' }] },
      ],
    },
  ],
  [
    'a sibling need not declare what is for localhost',
    {
      containers: [
        app({ ...env('API', 'http://localhost:9000'), ports: [{ containerPort: 80 }] }),
        app({ name: 'other', ports: [{ containerPort: 81 }] }),
      ],
    },
  ],
  [
    'its image may listen there, told in a file',
    {
      containers: [
        {
          ...NGINX,
          ...env('SELF', 'http://localhost:80'),
          ports: [{ containerPort: 8080 }],
          volumeMounts: [{ name: 'c', mountPath: '/etc/nginx' }],
        },
      ],
    },
  ],
  ['it may listen there itself', { containers: [app(env('SELF', 'http://localhost:8080'))] }],
  [
    'it is told to listen there',
    {
      containers: [
        app({ args: ['--pprof-addr=localhost:6060', '--bind=127.0.0.1:7000'], ports: [{ containerPort: 80 }] }),
      ],
    },
  ],
  [
    'the address is for browsers',
    { containers: [app({ ...env('CORS_ORIGIN', 'http://localhost:3000'), ports: [{ containerPort: 80 }] })] },
  ],
  ["it is on the node's network", { hostNetwork: true, containers: [app(DATABASE)] }],
  [
    'a mesh puts it there',
    {
      containers: [
        app({ ...env('READY_URL', 'http://localhost:15021/healthz/ready'), ports: [{ containerPort: 80 }] }),
      ],
    },
  ],
])('is content where %s', (_, spec) => {
  expect(placesOf(rule, podOf(spec))).toEqual([]);
});

test('is content where a sidecar is to be injected', () => {
  const pod = JSON.parse(podOf({ containers: [app(DATABASE)] }));
  pod.metadata.annotations = { 'dapr.io/enabled': 'true' };
  expect(placesOf(rule, JSON.stringify(pod))).toEqual([]);
});

describe('the startup probe of a native sidecar', () => {
  const pod = (command: string[], more: object = {}) =>
    podOf({
      initContainers: [
        {
          name: 'helper',
          image: 'busybox:1.36',
          command: ['sh', '-c', 'while true; do date; sleep 5; done'],
          restartPolicy: 'Always',
          startupProbe: { exec: { command } },
          ...more,
        },
      ],
      containers: [NGINX],
    });
  const place = 'helper spec.initContainers[0].startupProbe.exec.command';

  test.each([
    [['nc', '-z', '127.0.0.1', '80'], `error ${place}[2]`],
    [['wget', '-qO-', 'http://localhost/'], `error ${place}[2]`],
    [['sh', '-c', 'wget -qO- http://localhost:80/ | grep ok'], `warning ${place}[2]`],
  ])('does not wait for a container that it holds back: %j', (command, found) => {
    expect(placesOf(rule, pod(command))).toEqual([found]);
    const [finding] = findingsOf(rule, pod(command));
    expect(finding.what).toContain('where container "nginx" listens, which starts when the probe has succeeded');
    expect(finding.happens).toContain('Init:0/1, for ever');
  });

  test.each([
    ['a port that nobody is known to open', ['nc', '-z', '127.0.0.1', '8080'], {}],
    ['a port of its own', ['wget', '-qO-', 'http://localhost/'], { image: 'nginx:1.27', command: undefined }],
    ['what it has made', ['test', '-s', '/content/index.html'], {}],
    ['another host', ['nc', '-z', 'database', '80'], {}],
  ])('may look at %s', (_, command, more) => {
    expect(placesOf(rule, pod(command, more))).toEqual([]);
  });

  test('may wait for a sidecar before it', () => {
    const before = { name: 'proxy', image: 'nginx:1.27', restartPolicy: 'Always' };
    const spec = {
      initContainers: [
        before,
        { ...app({}), restartPolicy: 'Always', startupProbe: { exec: { command: ['nc', '-z', 'localhost', '80'] } } },
      ],
      containers: [app({})],
    };
    expect(placesOf(rule, podOf(spec))).toEqual([]);
  });
});
