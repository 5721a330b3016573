import { crashing, event, live, LiveOptions, running, START, terminated } from '../../../test/live';
import { diagnose } from '../diagnose';
import { Diagnosis } from '../diagnosis';
import { Knowledge } from '../observed-pod';

const APP = { name: 'web', image: 'example.com/app:1' };
const http = (port: number | string, path = '/healthz') => ({ httpGet: { path, port, scheme: 'HTTP' } });
const exec = (...command: string[]) => ({ exec: { command } });

/** What is said of a container whose readiness probe fails in these words. */
function notReady(
  probe: object,
  message: string | undefined,
  container: object = {},
  knowledge: Knowledge = {},
  pod: object = {},
) {
  const events =
    message === undefined ? [] : [event('Unhealthy', `Readiness probe failed: ${message}`, { container: 'web' })];
  const spec = { containers: [{ ...APP, readinessProbe: probe, ...container }], ...pod };
  return only(diagnose(live(spec, { told: { web: { ready: false } }, events }), knowledge));
}

function only(found: readonly Diagnosis[]): Diagnosis {
  expect(found).toHaveLength(1);
  return found[0];
}

const refused = (port: number) =>
  `Get "http://10.244.0.7:${port}/healthz": dial tcp 10.244.0.7:${port}: connect: connection refused`;

describe('a readiness probe that is refused', () => {
  test('of a program that is known to listen on 127.0.0.1: the finding of the rule', () => {
    const proxy = { image: 'quay.io/oauth2-proxy/oauth2-proxy:v7.6.0', args: ['--cookie-secret=x'] };
    expect(notReady(http(4180, '/ping'), refused(4180), proxy)).toEqual({
      kind: 'Pod',
      name: 'web',
      namespace: 'shop',
      container: 'web',
      state: 'Running',
      cause: 'its readinessProbe dials port 4180, where it listens on 127.0.0.1 only',
      evidence: [`Unhealthy (x5): Readiness probe failed: ${refused(4180)}`],
      rule: 'loopback-from-outside',
      fix: expect.stringContaining('0.0.0.0:4180'),
      object: 'Pod web',
      path: 'spec.containers[0].readinessProbe.httpGet.port',
    });
  });

  test('of a program that says in its log where it listens', () => {
    const logs = { web: ' * Running on http://127.0.0.1:5000\n' };
    expect(notReady(http(5000), refused(5000), {}, { logs })).toMatchObject({
      cause:
        "its readinessProbe (GET http://10.244.0.7:5000/healthz) dials the Pod's address, and the container listens on 127.0.0.1:5000 only",
      evidence: [expect.anything(), 'log: * Running on http://127.0.0.1:5000'],
      rule: 'loopback-from-outside',
    });
  });

  test('of a program that is known to listen elsewhere', () => {
    expect(notReady(http(8080), refused(8080), { image: 'nginx:1.27-alpine' })).toMatchObject({
      rule: 'probe-port-number',
    });
  });

  test('of a program that declares another port', () => {
    const ports = [{ containerPort: 3000 }];
    expect(notReady(http(3001), refused(3001), { ports })).toMatchObject({
      rule: 'probe-port-number',
      fix: 'dial the port that it declares: 3000',
    });
  });

  test('of any other program hints at what it may be', () => {
    const found = notReady({ tcpSocket: { port: 3000 } }, 'dial tcp 10.244.0.7:3000: connect: connection refused');
    expect(found).toMatchObject({
      cause:
        'its readinessProbe (TCP to port 3000 of 10.244.0.7) finds nobody who listens: the program listens on another port, on 127.0.0.1 only, or not yet',
      rule: 'loopback-from-outside',
      path: 'spec.containers[0].readinessProbe.tcpSocket.port',
    });
  });

  test('at a host of its own', () => {
    const probe = { httpGet: { path: '/', port: 80, host: '127.0.0.1' } };
    const found = notReady(probe, 'Get "http://127.0.0.1:80/": dial tcp 127.0.0.1:80: connect: connection refused');
    expect(found).toMatchObject({ rule: 'probe-host' });
  });
});

test.each([
  [
    'a name that no port has',
    http('http'),
    'Readiness probe errored and resulted in unknown state: strconv.Atoi: parsing "http": invalid syntax',
    'probe-port-name',
    'readinessProbe.httpGet.port',
  ],
  [
    'a tool that is not there',
    exec('curl', '-f', 'localhost'),
    'Readiness probe errored and resulted in unknown state: rpc error: code = Unknown desc = failed to exec in container: failed to start exec "3f": OCI runtime exec failed: exec failed: unable to start container process: exec: "curl": executable file not found in $PATH: unknown',
    'tool-missing',
    'readinessProbe.exec.command',
  ],
  [
    'a tool that is not there, as before Kubernetes 1.33',
    exec('sh', '-c', 'curl -f localhost'),
    'Readiness probe failed: sh: curl: not found\n',
    'tool-missing',
    'readinessProbe.exec.command',
  ],
  [
    'a time-out',
    http(3000),
    'Readiness probe failed: Get "http://10.244.0.7:3000/healthz": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    'probe-timing',
    'readinessProbe.timeoutSeconds',
  ],
  [
    'a command that takes too long',
    exec('check'),
    'Readiness probe failed: command timed out: "check" timed out after 1s',
    'probe-timing',
    'readinessProbe.timeoutSeconds',
  ],
  [
    'TLS on one side only',
    http(8443),
    'Readiness probe failed: Get "http://10.244.0.7:8443/healthz": net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x15\\x03\\x01"',
    undefined,
    'readinessProbe.httpGet.scheme',
  ],
  [
    'a path that is not there',
    http(3000),
    'Readiness probe failed: HTTP probe failed with statuscode: 404',
    undefined,
    'readinessProbe.httpGet.path',
  ],
  [
    'no service of gRPC',
    { grpc: { port: 9000 } },
    'Readiness probe failed: error: this server does not implement the grpc health protocol (grpc.health.v1.Health): unknown service grpc.health.v1.Health',
    undefined,
    'readinessProbe.grpc',
  ],
  ['a command that fails', exec('test', '-f', '/ready'), 'Readiness probe failed: ', undefined, 'readinessProbe'],
])('%s', (_, readinessProbe, message, rule, path) => {
  const events = [event('Unhealthy', message, { container: 'web' })];
  const spec = { containers: [{ ...APP, readinessProbe }] };
  const found = only(diagnose(live(spec, { told: { web: { ready: false } }, events })));
  expect([found.rule, found.path]).toEqual([rule, `spec.containers[0].${path}`]);
});

test('the finding of the rule tells what to call in place of a tool', () => {
  const message = 'sh: curl: not found';
  const found = notReady(exec('sh', '-c', 'curl -f localhost'), message, {
    image: 'busybox:1.36',
    command: ['httpd', '-f'],
  });
  expect(found.fix).toBe(
    'use an httpGet or tcpSocket probe, or call wget -q -O - in its place, or an image with curl in it',
  );
});

test('an answer of a server is told with what to do about it', () => {
  expect(notReady(http(3000), 'HTTP probe failed with statuscode: 503')).toMatchObject({
    cause:
      'its readinessProbe (GET http://10.244.0.7:3000/healthz) is answered with status 503, and only 200 to 399 is success',
    fix: 'see in the log of web what it lacks',
  });
  const nginx = { image: 'nginx:1.27-alpine', volumeMounts: [{ name: 'html', mountPath: '/usr/share/nginx/html' }] };
  const pod = { volumes: [{ name: 'html', emptyDir: {} }] };
  expect(notReady(http(80, '/'), 'HTTP probe failed with statuscode: 403', nginx, {}, pod).rule).toBe(
    'shared-volume-one-sided',
  );
});

test('the log of a program that is not well tells what it lacks', () => {
  const logs = { web: 'psql: error: could not translate host name "db" to address: Name or service not known\n' };
  for (const message of ['HTTP probe failed with statuscode: 503', 'EOF']) {
    expect(notReady(http(3000), message, {}, { logs }).cause).toMatch(
      /, and its log tells why: there is no host "db"$/,
    );
  }
});

describe('time', () => {
  const seen = (seconds: number, count?: number) => {
    const told = { web: { state: running(0), ready: false } };
    const events =
      count === undefined ? [] : [event('Unhealthy', 'Readiness probe failed: x', { container: 'web', count })];
    const readinessProbe = { ...exec('check'), initialDelaySeconds: 10, periodSeconds: 10, failureThreshold: 3 };
    return diagnose(live({ containers: [{ ...APP, readinessProbe }] }, { told, events }), {
      now: START + seconds * 1000,
    });
  };

  test('a container that has just started is left alone', () => {
    expect([seen(20), seen(39, 2)]).toEqual([[], []]);
  });

  test('one that had its time, or failed as often as it may, is not', () => {
    expect([seen(41), seen(20, 3), seen(41, 1)].map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  test('without a clock, it counts as overdue', () => {
    expect(notReady(exec('check'), undefined).cause).toBe('its readinessProbe (check) fails');
  });
});

describe('a sidecar that does not start', () => {
  const sidecar = {
    name: 'writer',
    image: 'busybox:1.36',
    restartPolicy: 'Always',
    command: ['sh', '-c', 'sleep infinity'],
    startupProbe: exec('test', '-s', '/content/index.html'),
  };
  const told: LiveOptions['told'] = {
    writer: { ready: false, started: false },
    web: { state: { waiting: { reason: 'PodInitializing' } }, ready: false, started: false },
  };
  const pod = { containers: [APP], initContainers: [sidecar] };

  test('is the one that is named, and not those who wait for it', () => {
    const events = [event('Unhealthy', 'Startup probe failed: ', { container: 'writer', init: true, count: 60 })];
    expect(diagnose(live(pod, { told, events }))).toEqual([
      {
        kind: 'Pod',
        name: 'web',
        namespace: 'shop',
        container: 'writer',
        state: 'Init:0/1',
        cause: 'its startupProbe (test -s /content/index.html) has not succeeded yet, and the containers after it wait',
        evidence: ['Unhealthy (x60): Startup probe failed:'],
        rule: 'probe-timing',
        fix: expect.stringMatching(/^run the command in the container/),
        object: 'Pod web',
        path: 'spec.initContainers[0].startupProbe',
      },
    ]);
  });

  test('gives the finding of a rule where there is one', () => {
    const startupProbe = { tcpSocket: { port: 8080 } };
    const server = { ...sidecar, image: 'nginx:1.27-alpine', command: undefined, startupProbe };
    const message = 'Startup probe failed: dial tcp 10.244.0.7:8080: connect: connection refused';
    const events = [event('Unhealthy', message, { container: 'writer', init: true, count: 60 })];
    expect(diagnose(live({ ...pod, initContainers: [server] }, { told, events }))).toMatchObject([
      { container: 'writer', rule: 'probe-port-number' },
    ]);
  });
});

describe('a probe that kills', () => {
  const killed = (kind: 'liveness' | 'startup', message: string, exitCode: number, more: { seconds?: number } = {}) => {
    const probe = { [`${kind}Probe`]: http(3000) };
    const title = kind === 'liveness' ? 'Liveness' : 'Startup';
    const events = [
      event('Unhealthy', `${title} probe failed: ${message}`, { container: 'web', count: 12 }),
      event('Killing', `Container web failed ${kind} probe, will be restarted`, {
        container: 'web',
        type: 'Normal',
        ...more,
      }),
    ];
    const told = { web: crashing('web', terminated(exitCode)) };
    return only(diagnose(live({ containers: [{ ...APP, ...probe }] }, { told, events })));
  };

  test.each(['liveness', 'startup'] as const)('%s', (kind) => {
    expect(killed(kind, refused(3000), 137)).toMatchObject({
      state: 'CrashLoopBackOff',
      cause: expect.stringMatching(
        new RegExp(
          `^its ${kind}Probe \\(GET http://10.244.0.7:3000/healthz\\) finds nobody who listens.*, so that the kubelet ends it`,
        ),
      ),
      evidence: expect.arrayContaining([
        'last state: Error, exit code 137',
        `Killing (x5): Container web failed ${kind} probe, will be restarted`,
      ]),
      rule: 'probe-timing',
      path: `spec.containers[0].${kind}Probe.httpGet.port`,
    });
  });

  test('also a program that ends well when it is told to', () => {
    expect(killed('liveness', 'HTTP probe failed with statuscode: 500', 0).cause).toContain(
      'is answered with status 500',
    );
  });

  test('is not to blame for what happened after it', () => {
    expect(killed('liveness', 'x', 1, { seconds: -60 }).cause).toBe(
      'its program ended with exit code 1, again and again',
    );
  });
});
