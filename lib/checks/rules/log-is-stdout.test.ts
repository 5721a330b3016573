import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { logIsStdout as rule } from './log-is-stdout';

const WEB = { name: 'web', image: 'nginx:1.27' };
const LOGS = { name: 'logs', mountPath: '/var/log/nginx' };
const TAIL = { name: 'tail', image: 'busybox:1.36', command: ['sh', '-c', 'tail -F /var/log/nginx/access.log'] };
const volumes = [{ name: 'logs', emptyDir: {} }];

test('finds a helper that reads a link, wherever it names it', () => {
  expect(placesOf(rule, podOf({ containers: [WEB, TAIL] }))).toEqual(['warning tail spec.containers[1].command[2]']);
  const shipper = {
    name: 'ship',
    image: 'example.com/ship:1',
    env: [{ name: 'LOG', value: '/var/log/nginx/error.log' }],
  };
  expect(placesOf(rule, podOf({ containers: [WEB, shipper] }))).toEqual([
    'warning ship spec.containers[1].env[0].value',
  ]);
});

test('says where the log is, and how to make a file of it', () => {
  expect(findingsOf(rule, podOf({ containers: [WEB, TAIL] }))[0]).toMatchObject({
    what: 'it reads /var/log/nginx/access.log, which is a link to the output of web in nginx:1.27',
    fix: 'mount one emptyDir at /var/log/nginx in web and tail: it hides the link, so that there is a file',
  });
});

test('sees native sidecars on either side', () => {
  const asSidecar = (container: object) => [{ ...container, restartPolicy: 'Always' }];
  expect(placesOf(rule, podOf({ initContainers: asSidecar(TAIL), containers: [WEB] }))).toEqual([
    'warning tail spec.initContainers[0].command[2]',
  ]);
  expect(placesOf(rule, podOf({ initContainers: asSidecar(WEB), containers: [TAIL] }))).toEqual([
    'warning tail spec.containers[0].command[2]',
  ]);
});

test('finds a helper whose volume is not the one of the server', () => {
  const tail = { ...TAIL, volumeMounts: [LOGS] };
  expect(placesOf(rule, podOf({ volumes, containers: [WEB, tail] }))).toHaveLength(1);
});

test('finds a volume that silences the server for nobody', () => {
  const containers = [{ ...WEB, volumeMounts: [LOGS] }];
  expect(placesOf(rule, podOf({ volumes, containers }))).toEqual([
    'warning web spec.containers[0].volumeMounts[0].mountPath',
  ]);
});

test('finds a volume at the logs of httpd, which writes none', () => {
  const httpd = {
    name: 'web',
    image: 'httpd:2.4',
    volumeMounts: [{ name: 'logs', mountPath: '/usr/local/apache2/logs' }],
  };
  const tail = {
    ...TAIL,
    command: ['tail', '-F', '/logs/access_log'],
    volumeMounts: [{ name: 'logs', mountPath: '/logs' }],
  };
  const yaml = podOf({ volumes, containers: [httpd, tail] });
  expect(placesOf(rule, yaml)).toEqual(['warning tail spec.containers[1].volumeMounts[0].mountPath']);
  const conf = { name: 'conf', mountPath: '/usr/local/apache2/conf/httpd.conf', subPath: 'httpd.conf' };
  const configured = { ...httpd, volumeMounts: [...httpd.volumeMounts, conf] };
  expect(placesOf(rule, podOf({ volumes, containers: [configured, tail] }))).toEqual([]);
});

const SHARED = { volumeMounts: [LOGS] };

test.each([
  [
    'both share the folder of the logs',
    [
      { ...WEB, ...SHARED },
      { ...TAIL, ...SHARED },
    ],
  ],
  ['nobody reads the logs', [WEB, { ...TAIL, command: ['sleep', 'infinity'] }]],
  ['another program writes the file', [{ ...WEB, command: ['sh', '-c', 'cat >> /var/log/nginx/access.log'] }, TAIL]],
  ['the server is none that is known', [{ name: 'web', image: 'example.com/web:1' }, TAIL]],
  [
    'the configuration may log to the output by itself',
    [{ ...WEB, volumeMounts: [LOGS, { name: 'conf', mountPath: '/etc/nginx/nginx.conf', subPath: 'nginx.conf' }] }],
  ],
])('is content where %s', (_, containers) => {
  expect(placesOf(rule, podOf({ volumes, containers }))).toEqual([]);
});
