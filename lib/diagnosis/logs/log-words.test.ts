import { crashing, live, terminated } from '../../../test/live';
import { diagnose } from '../diagnose';
import { Diagnosis } from '../diagnosis';

interface Case {
  readonly exitCode?: number;
  /** The Pod's other fields. */
  readonly pod?: object;
  readonly others?: readonly ({ name: string } & object)[];
}

const IMAGE = { image: 'example.com/app:1' };

/** What is said of a container that wrote these lines and ended. */
function ended(lines: string | readonly string[], container: object = {}, more: Case = {}): Diagnosis {
  const { exitCode = 1, pod = {}, others = [] } = more;
  const spec = { containers: [{ name: 'web', ...IMAGE, ...container }, ...others], ...pod };
  const observed = live(spec, { told: { web: crashing('web', terminated(exitCode)) } });
  const found = diagnose(observed, { previousLogs: { web: [lines].flat().join('\n') } });
  return found.find((each) => each.container === 'web')!;
}

/** What is said of one that wrote these lines and runs. */
function goesOn(lines: readonly string[], container: object = {}, more: Case = {}): Diagnosis[] {
  const spec = { containers: [{ name: 'web', ...IMAGE, ...container }, ...(more.others ?? [])], ...more.pod };
  return diagnose(live(spec), { logs: { web: lines.join('\n') } });
}

const nginx = { image: 'nginx:1.27-alpine' };
const mounted = (...mounts: [string, string, object?][]) => ({
  volumeMounts: mounts.map(([name, mountPath, rest]) => ({ name, mountPath, ...rest })),
});

describe('a port that is taken', () => {
  const other = { name: 'other', image: 'nginx:1.27-alpine' };

  test('by a second nginx: the finding of the rule', () => {
    const found = ended(
      [
        '2025/03/04 10:00:00 [emerg] 1#1: bind() to 0.0.0.0:80 failed (98: Address already in use)',
        'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)',
        'nginx: [emerg] still could not bind()',
      ],
      nginx,
      { others: [other] },
    );
    expect(found).toMatchObject({
      cause: 'it cannot listen on port 80: container "other" of the same Pod listens there already',
      evidence: expect.arrayContaining([
        'log: nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)',
      ]),
      rule: 'port-listened-twice',
      fix: 'let one of them listen on another port than 80, by its flags, variables or configuration',
      path: 'spec.containers[0].image',
    });
  });

  test('and declared by both', () => {
    const ports = [{ containerPort: 8080, protocol: 'TCP' }];
    const more = { others: [{ name: 'other', ...IMAGE, ports }] };
    expect(ended('listen tcp :8080: bind: address already in use', { ports }, more)).toMatchObject({
      rule: 'port-declared-twice',
      path: 'spec.containers[0].ports[0]',
    });
  });

  test.each([
    ['Go', 'Error: listen tcp 0.0.0.0:9090: bind: address already in use'],
    ['Node', 'Error: listen EADDRINUSE: address already in use :::9090'],
    ['Apache', '(98)Address already in use: AH00072: make_sock: could not bind to address [::]:9090'],
    ['HAProxy', '[ALERT] (1) : Starting frontend web: cannot bind socket (Address already in use) [0.0.0.0:9090]'],
    ['Java', 'Web server failed to start. Port 9090 was already in use.'],
  ])('in the words of %s', (_, line) => {
    expect(ended(line)).toMatchObject({
      cause: 'it cannot listen on port 9090: something else in the Pod listens there already',
      rule: 'port-listened-twice',
    });
  });

  test('is not known by Python, and is one of the node with its network', () => {
    expect(ended('OSError: [Errno 98] Address already in use').cause).toContain('it cannot listen on its port');
    expect(ended('listen tcp :9090: bind: address already in use', {}, { pod: { hostNetwork: true } })).toMatchObject({
      cause: 'it cannot listen on port 9090: a process of its node listens there already',
      rule: 'host-port-twice',
    });
  });

  test('is told while nginx tries again, and not when it got it', () => {
    const lines = ['nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)'];
    expect(goesOn(lines, nginx, { others: [other] })).toMatchObject([
      { state: 'Running', rule: 'port-listened-twice' },
    ]);
    expect(goesOn([...lines, '1#1: start worker process 7'], nginx)).toEqual([]);
  });
});

test('a port below 1024 without root', () => {
  const found = ended('nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)', {
    ...nginx,
    securityContext: { runAsUser: 101 },
  });
  expect(found).toMatchObject({ rule: 'low-port-without-root' });
  expect(ended('listen tcp :443: bind: permission denied', { securityContext: { runAsUser: 7 } })).toMatchObject({
    cause: 'it runs as a user who may not listen on port 443',
    path: 'spec.securityContext.sysctls',
  });
});

test('a port below 1024 of a program that does not say which one it is', () => {
  const busybox = { image: 'busybox:1.36', securityContext: { runAsUser: 1000 } };
  const command = ['httpd', '-f', '-p', '80'];
  expect(ended('httpd: bind: Permission denied', { ...busybox, command })).toMatchObject({
    rule: 'low-port-without-root',
  });
  const high = { ...busybox, command: ['httpd', '-f', '-p', '8080'] };
  expect(ended('httpd: bind: Permission denied', high)).not.toMatchObject({ rule: 'low-port-without-root' });
});

describe('a read-only root', () => {
  const readOnly = { securityContext: { readOnlyRootFilesystem: true } };
  const line =
    '2025/03/04 10:00:00 [emerg] 1#1: mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)';

  test('under nginx: the finding of the rule', () => {
    expect(ended(line, { ...nginx, ...readOnly })).toMatchObject({
      rule: 'image-needs-writable-root',
      fix: 'mount an emptyDir at /var/cache/nginx and /run',
    });
  });

  test.each([
    ['Node', "Error: EROFS: read-only file system, open '/app/.cache/x'", '/app/.cache'],
    ['a shell', "sh: can't create /data/out: Read-only file system", '/data'],
    ['Python', "OSError: [Errno 30] Read-only file system: '/srv/db.sqlite'", '/srv'],
  ])('under another image, in the words of %s', (_, words, folder) => {
    expect(ended(words, readOnly)).toMatchObject({
      rule: 'image-needs-writable-root',
      fix: `mount an emptyDir at ${folder}, or leave out readOnlyRootFilesystem`,
      path: 'spec.containers[0].securityContext.readOnlyRootFilesystem',
    });
  });

  test('or a read-only mount', () => {
    const pod = {
      volumes: [
        { name: 'data', emptyDir: {} },
        { name: 'conf', configMap: { name: 'c' } },
      ],
    };
    const container = mounted(['data', '/data', { readOnly: true }], ['conf', '/conf']);
    const others = [{ name: 'other', ...IMAGE, ...mounted(['data', '/data']) }];
    expect(ended("EROFS: read-only file system, open '/data/x'", container, { pod, others })).toMatchObject({
      rule: 'write-to-read-only',
      path: 'spec.containers[0].volumeMounts[0].readOnly',
    });
    expect(ended("EROFS: read-only file system, open '/conf/x'", container, { pod, others })).toMatchObject({
      rule: 'write-to-read-only',
      fix: 'let it write to an emptyDir: a configMap cannot be written to',
    });
  });

  test('is nothing that the entrypoint of nginx asks about', () => {
    const asked =
      '10-listen-on-ipv6-by-default.sh: info: can not modify /etc/nginx/conf.d/default.conf (read-only file system?)';
    expect(ended([asked, 'nginx: [emerg] unknown directive "x"'], nginx).rule).toBeUndefined();
    expect(goesOn([asked], nginx)).toEqual([]);
  });
});

describe('permission denied', () => {
  test('in a folder of the image', () => {
    const user = { securityContext: { runAsUser: 101 } };
    const line = 'mkdir() "/var/cache/nginx/client_temp" failed (13: Permission denied)';
    expect(ended(line, { ...nginx, ...user })).toMatchObject({ rule: 'image-needs-writable-root' });
    expect(ended("PermissionError: [Errno 13] Permission denied: '/srv/data'", user)).toMatchObject({
      cause: 'it runs as user 101, who may not use /srv/data of the image',
      path: 'spec.containers[0].securityContext.runAsUser',
    });
  });

  test('in a volume that others write to', () => {
    const pod = { volumes: [{ name: 'data', emptyDir: {} }] };
    const container = { ...mounted(['data', '/data']), securityContext: { runAsUser: 101 } };
    const others = [{ name: 'writer', ...IMAGE, ...mounted(['data', '/data']) }];
    const expected = {
      cause: 'it runs as user 101, who may not use /data/x in volume "data", which belongs to writer or to root',
      rule: 'shared-volume-users',
      path: 'spec.securityContext.fsGroup',
    };
    expect(ended("open '/data/x': permission denied", container, { pod, others })).toMatchObject(expected);
    expect(goesOn(["sh: can't create /data/x: Permission denied"], container, { pod, others })).toMatchObject([
      expected,
    ]);
    expect(goesOn(['GET /admin: permission denied for user x'], container, { pod, others })).toEqual([]);
  });

  test('of a program', () => {
    const found = ended(
      '/bin/sh: /app/run.sh: Permission denied',
      { command: ['sh', '-c', '/app/run.sh'] },
      { exitCode: 126 },
    );
    expect(found.cause).toBe('/app/run.sh may not be run by the user of the container, or is no program');
  });

  test('for root without capabilities', () => {
    const dropped = { capabilities: { drop: ['ALL'] } };
    const line = 'nginx: [emerg] chown("/var/cache/nginx/client_temp", 101) failed (1: Operation not permitted)';
    expect(ended(line, { ...nginx, securityContext: dropped })).toMatchObject({ rule: 'dropped-capabilities' });
    expect(ended('chown: /data: Operation not permitted', { securityContext: dropped })).toMatchObject({
      rule: 'dropped-capabilities',
      path: 'spec.containers[0].securityContext.capabilities',
    });
    expect(ended('chown: /data: Operation not permitted', { securityContext: { runAsUser: 7 } })).toMatchObject({
      cause: 'it does what only root may, and runs as user 7',
    });
  });
});

describe('no space', () => {
  const volumes = [
    { name: 'memory', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
    { name: 'disk', emptyDir: { sizeLimit: '1Mi' } },
    { name: 'claim', persistentVolumeClaim: { claimName: 'c' } },
  ];
  const container = mounted(['memory', '/memory'], ['disk', '/disk'], ['claim', '/claim']);

  test.each([
    [
      "dd: error writing '/memory/x': No space left on device",
      'memory-volume-limit',
      'spec.volumes[0].emptyDir.sizeLimit',
    ],
    ['dd: writing: No space left on device', 'memory-volume-limit', 'spec.volumes[0].emptyDir.sizeLimit'],
    ["ENOSPC: no space left on device, write '/disk/x'", 'unbounded-volume', 'spec.volumes[1].emptyDir.sizeLimit'],
    ["ENOSPC: no space left on device, write '/claim/x'", undefined, 'spec.volumes[2]'],
    [
      "ENOSPC: no space left on device, write '/tmp/x'",
      'unbounded-volume',
      'spec.containers[0].resources.limits.ephemeral-storage',
    ],
  ])('%s', (line, rule, path) => {
    const found = ended(line, container, { pod: { volumes } });
    expect([found.rule, found.path]).toEqual([rule, path]);
  });

  test('is told while the writer goes on', () => {
    const line = "dd: error writing '/memory/x': No space left on device";
    expect(goesOn([line], container, { pod: { volumes } })).toMatchObject([
      { rule: 'memory-volume-limit', state: 'Running' },
    ]);
  });
});

describe('a program that is not there', () => {
  test.each([
    ['busybox', 'sh: curl: not found'],
    ['busybox, by its path', '/bin/sh: curl: not found'],
    ['dash', '/bin/sh: 1: curl: not found'],
    ['bash', 'bash: line 1: curl: command not found'],
    ['a script', '/scripts/run.sh: line 3: curl: command not found'],
    ['exec', 'sh: 1: exec: curl: not found'],
    ['env', "env: can't execute 'curl': No such file or directory"],
    ['Go', 'exec: "curl": executable file not found in $PATH'],
  ])('in the words of %s', (_, line) => {
    expect(ended(line, { command: ['sh', '-c', 'curl web'] }, { exitCode: 127 })).toMatchObject({
      cause: 'example.com/app:1 has no curl, which it calls',
      rule: 'tool-missing',
      path: 'spec.containers[0].command[2]',
    });
  });

  test('is told while a loop goes on: the finding of the rule', () => {
    const command = ['sh', '-c', 'while true; do curl -s web; sleep 5; done'];
    expect(goesOn(['sh: curl: not found', 'sh: curl: not found'], { image: 'busybox:1.36', command })).toMatchObject([
      {
        state: 'Running',
        cause: 'busybox:1.36 has no curl, which its command calls',
        rule: 'tool-missing',
        fix: 'call wget -q -O - in its place, or use an image with curl in it',
        path: 'spec.containers[0].command[2]',
      },
    ]);
  });

  test('is no trouble where a script of the image does without it', () => {
    expect(goesOn(['/docker-entrypoint.sh: line 3: envsubst: not found', 'started'], {})).toEqual([]);
  });

  test('is a variable that Kubernetes did not fill in', () => {
    const command = ['sh', '-c', 'echo $(TARGET); exit 3'];
    expect(ended('sh: TARGET: not found', { image: 'busybox:1.36', command }, { exitCode: 3 })).toMatchObject({
      rule: 'variable-not-expanded',
    });
  });
});

describe('an empty folder', () => {
  const line =
    '2025/03/04 10:00:09 [error] 30#30: *1 directory index of "/usr/share/nginx/html/" is forbidden, client: 10.244.0.1, server: localhost, request: "GET / HTTP/1.1", host: "10.244.0.7"';
  const reader = { ...nginx, ...mounted(['html', '/usr/share/nginx/html']) };
  const pod = { volumes: [{ name: 'html', emptyDir: {} }] };
  const writer = (script: string) => ({
    name: 'writer',
    image: 'busybox:1.36',
    command: ['sh', '-c', script],
    ...mounted(['html', '/content']),
  });
  const writes = writer('sleep 60; while true; do date > /content/index.html; sleep 5; done');

  test('that is served before its writer has written', () => {
    expect(goesOn([line], reader, { pod, others: [writes] })).toMatchObject([
      {
        container: 'web',
        cause: 'volume "html" is empty: it served before writer had written anything',
        evidence: [expect.stringMatching(/^log: .* directory index of/)],
        rule: 'sidecar-start-race',
        path: 'spec.containers[1]',
      },
    ]);
  });

  test('is no trouble when the page is there by now', () => {
    const later = '10.244.0.1 - - [04/Mar/2025:10:01:00 +0000] "GET / HTTP/1.1" 200 29 "-" "Wget"';
    expect(goesOn([line, later], reader, { pod, others: [writes] })).toEqual([]);
  });

  test('that nobody writes to', () => {
    expect(goesOn([line], reader, { pod })).toMatchObject([{ rule: 'shared-volume-one-sided' }]);
    const other = {
      ...writes,
      ...mounted(['html', '/content', { readOnly: true }]),
      command: ['sh', '-c', 'sleep infinity'],
    };
    const found = goesOn(
      [line],
      { ...reader, ...mounted(['html', '/usr/share/nginx/html', { readOnly: true }]) },
      { pod, others: [other] },
    );
    expect(found).toMatchObject([{ rule: 'shared-volume-one-sided' }]);
  });

  test('whose writer writes elsewhere', () => {
    const others = [writer('while true; do date > /contents/index.html; sleep 5; done')];
    expect(goesOn([line], reader, { pod, others })[0]).toMatchObject({ container: 'web', rule: 'path-outside-mounts' });
  });
});

describe('names and addresses', () => {
  test.each([
    'nginx: [emerg] host not found in upstream "api" in /etc/nginx/conf.d/default.conf:4',
    'curl: (6) Could not resolve host: api',
    "wget: bad address 'api'",
    'Error: getaddrinfo ENOTFOUND api',
    'dial tcp: lookup api on 10.96.0.10:53: no such host',
    'psql: error: could not translate host name "api" to address: Name or service not known',
    'java.net.UnknownHostException: api: Name or service not known',
  ])('%s', (line) => {
    expect(ended(line)).toMatchObject({ cause: 'there is no host "api"' });
    const others = [{ name: 'api', ...IMAGE }];
    expect(ended(line, {}, { others })).toMatchObject({
      cause: '"api" is the name of a container, which nobody can resolve',
      rule: 'sibling-as-host',
    });
  });

  test('DNS that does not answer', () => {
    for (const line of [
      'Temporary failure in name resolution',
      'Error: getaddrinfo EAI_AGAIN db',
      'dial tcp: lookup db on 10.96.0.10:53: read udp 10.244.0.7:4->10.96.0.10:53: i/o timeout',
    ]) {
      expect(ended(line)).toMatchObject({ rule: 'policy-blocks-dns' });
    }
  });

  const redis = { name: 'redis', image: 'redis:7' };

  test.each([
    'dial tcp 127.0.0.1:6379: connect: connection refused',
    'Error: connect ECONNREFUSED 127.0.0.1:6379',
    'Could not connect to Redis at 127.0.0.1:6379: Connection refused',
    'connection to server at "localhost" (127.0.0.1), port 6379 failed: Connection refused',
  ])('%s', (line) => {
    const command = ['/app/serve'];
    expect(ended(line, { command }, { others: [redis] })).toMatchObject({
      cause: 'it connects to redis on port 6379, which did not listen yet',
      rule: 'sidecar-start-race',
      path: 'spec.containers[1]',
    });
    expect(ended(line, { command })).toMatchObject({
      cause: 'it connects to port 6379 on localhost, where no container of the Pod listens',
      rule: 'localhost-without-listener',
    });
  });

  test('a variable of a Service that is taken for a port', () => {
    expect(ended("ValueError: invalid literal for int() with base 10: 'tcp://10.96.3.4:6379'")).toMatchObject({
      rule: 'service-link-collision',
      path: 'spec.enableServiceLinks',
    });
  });
});

test.each([
  ["tail: can't open '/logs/access.log': No such file or directory", 'tail-missing-file'],
  ['Error: Database is uninitialized and superuser password is not specified.', 'image-configuration-missing'],
  [
    '[ALERT] (1) : Cannot open configuration file/directory /usr/local/etc/haproxy/haproxy.cfg : No such file or directory',
    'image-configuration-missing',
  ],
  ['initdb: error: directory "/var/lib/postgresql/data" exists but is not empty', 'postgres-data-mount'],
  ['open /var/run/secrets/kubernetes.io/serviceaccount/token: no such file or directory', 'service-account-token'],
  ['s6-overlay-suexec: fatal: can only run as pid 1', 'shared-processes'],
  ['sh: syntax error: unexpected end of file (expecting "done")', 'shell-command-split'],
  ['exec /app/serve: exec format error', 'image-reference'],
  ["sh: can't create /out/x: nonexistent directory", 'path-outside-mounts'],
])('%s', (line, rule) => {
  expect(ended(line)).toMatchObject({ rule, evidence: expect.arrayContaining([`log: ${line}`]) });
});

/** In a time that grows with the square of the length, it would not come to an end. */
test('lines of any length and kind are read', () => {
  const lines = [
    'bind '.repeat(1e5),
    'x'.repeat(1e6),
    '/a'.repeat(1e5),
    'tcp://1.1.1.1:1 '.repeat(1e5),
    '\0\u001b[31m',
  ];
  expect(ended(lines).cause).toContain('its program ended');
});

test('a container that is fine is fine whatever else it writes', () => {
  const lines = [
    '10.244.0.1 - - [04/Mar/2025:10:01:00 +0000] "GET /missing HTTP/1.1" 404 153 "-" "curl"',
    'connect() failed (111: Connection refused) while connecting to upstream, upstream: "http://127.0.0.1:9000/"',
    'warning: permission denied for relation x',
  ];
  expect(goesOn(lines, nginx)).toEqual([]);
});
