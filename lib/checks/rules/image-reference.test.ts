import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { imageReference as rule } from './image-reference';

function pod(container: object) {
  return podOf({ containers: [{ name: 'app', ...container }] });
}

test.each([
  ['nginx: alpine', 'it has white space in it', 'leave that out: "nginx:alpine"'],
  ['Nginx:1.27', 'the repository has upper-case letters', 'write it in lower case: "nginx:1.27"'],
  ['https://nginx', 'it is a URL', 'leave "https://" out: "nginx"'],
  ['nginx:', 'nothing follows ":"', 'add a tag, or leave ":" out: "nginx"'],
])('finds that "%s" is no reference', (image, reason, fix) => {
  expect(findingsOf(rule, pod({ image }))[0]).toMatchObject({
    severity: 'error',
    path: ['spec', 'containers', 0, 'image'],
    what: `"${image}" is no image reference: ${reason}`,
    happens: `InvalidImageName: couldn't parse image name "${image}": invalid reference format`,
    fix,
  });
});

test('cuts texts that are too long for a message', () => {
  for (const image of [`x:${'. '.repeat(50_000)}`, 'a'.repeat(100_000), `x@${'. Fix: '.repeat(20_000)}`]) {
    const [{ what, fix } = { what: '', fix: '' }] = findingsOf(rule, pod({ image }));
    expect(what).toContain('is no image reference');
    expect(what.length + fix.length).toBeLessThan(800);
  }
});

test('finds a container without an image', () => {
  expect(placesOf(rule, pod({}))).toEqual(['error app spec.containers[0]']);
  expect(placesOf(rule, pod({ image: '' }))).toEqual(['error app spec.containers[0].image']);
});

test.each([
  ['ngnix:1.27', 'nginx:1.27'],
  ['nignx', 'nginx'],
  ['postgress:16', 'postgres:16'],
  ['postgresql:16', 'postgres:16'],
  ['busy-box:1.36', 'busybox:1.36'],
  ['busibox:1.36', 'busybox:1.36'],
  ['reddis:7', 'redis:7'],
  ['pyhton:3.12-slim', 'python:3.12-slim'],
  ['nodejs:22', 'node:22'],
  ['docker.io/library/mongodb:8', 'mongo:8'],
  ['nginx-1.27', 'nginx:1.27'],
])('takes %s for a slip', (image, meant) => {
  expect(findingsOf(rule, pod({ image }))[0]).toMatchObject({
    severity: 'error',
    what: `no well-known image is called "${image}", which looks like a slip for ${meant}`,
    fix: `write ${meant}`,
  });
});

test('only warns about slips for images that are not official ones, and about images that may be on the node', () => {
  expect(placesOf(rule, pod({ image: 'nginxinc/nginx-unpriviledged:1.27' }))).toEqual([
    'warning app spec.containers[0].image',
  ]);
  expect(placesOf(rule, pod({ image: 'ngnix:dev', imagePullPolicy: 'Never' }))).toEqual([
    'warning app spec.containers[0].image',
  ]);
});

test('finds an image that changes and is not pulled again', () => {
  expect(placesOf(rule, pod({ image: 'team/app', imagePullPolicy: 'IfNotPresent' }))).toEqual([
    'warning app spec.containers[0].imagePullPolicy',
  ]);
  expect(findingsOf(rule, pod({ image: 'team/app:latest', imagePullPolicy: 'Never' }))[0]).toMatchObject({
    what: '"team/app:latest" changes from day to day, and imagePullPolicy is Never',
    fix: 'name a version or a digest in image, or set imagePullPolicy to Always',
  });
});

test('sees init containers and native sidecars', () => {
  const initContainers = [
    { name: 'setup', image: 'busy-box:1.36' },
    { name: 'helper', image: 'Helper:1', restartPolicy: 'Always' },
  ];
  expect(placesOf(rule, podOf({ initContainers, containers: [] }))).toEqual([
    'error setup spec.initContainers[0].image',
    'error helper spec.initContainers[1].image',
  ]);
});

test.each([
  'nginx',
  'nginx:latest',
  'localhost:5000/Team'.toLowerCase(),
  `nginx@sha256:${'a'.repeat(64)}`,
  'mono:6',
  'mango:1',
  'caddy:2',
  'candy:2',
  'my-app:dev',
  'nginx-proxy:1',
  'note:1',
  'redis-stack:7',
  'registry.example.com/ngnix:1',
  'grafana/loki:3.1.0',
  'prom/blackbox-exporter:v0.25.0',
  'fluent/fluent-bit:3.1',
  'gcr.io/distroless/nodejs21-debian12',
  'nginx:${TAG}',
  '{{ .Values.image }}',
])('is content with %s', (image) => {
  expect(placesOf(rule, pod({ image }))).toEqual([]);
});

test('leaves images that are no text to the schema', () => {
  expect(placesOf(rule, pod({ image: { repository: 'nginx' } }))).toEqual([]);
});

test.each([
  ['a version is named', { image: 'team/app:1.0', imagePullPolicy: 'Never' }],
  ['a digest is named', { image: `team/app@sha256:${'a'.repeat(64)}`, imagePullPolicy: 'IfNotPresent' }],
  ['it is pulled every time', { image: 'team/app', imagePullPolicy: 'Always' }],
])('is content with a policy where %s', (_, container) => {
  expect(placesOf(rule, pod(container))).toEqual([]);
});
