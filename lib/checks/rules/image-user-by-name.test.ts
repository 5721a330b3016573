import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { imageUserByName as rule } from './image-user-by-name';

const NON_ROOT = { runAsNonRoot: true };

test('names the field of the container, or of the Pod where that one demands it', () => {
  const own = [{ name: 'prom', image: 'prom/prometheus:v3.5.0', securityContext: NON_ROOT }];
  expect(placesOf(rule, podOf({ containers: own }))).toEqual([
    'error prom spec.containers[0].securityContext.runAsNonRoot',
  ]);
  const containers = [{ name: 'cache', image: 'memcached:1.6' }];
  expect(placesOf(rule, podOf({ securityContext: NON_ROOT, containers }))).toEqual([
    'error cache spec.securityContext.runAsNonRoot',
  ]);
});

test('sees init containers and native sidecars', () => {
  const initContainers = [
    { name: 'fetch', image: 'curlimages/curl:8.9.1', args: ['https://example.com'] },
    { name: 'proxy', image: 'haproxy:3.2', restartPolicy: 'Always' },
  ];
  const containers = [{ name: 'app', image: 'example.com/app:1' }];
  expect(placesOf(rule, podOf({ securityContext: NON_ROOT, initContainers, containers }))).toEqual([
    'error fetch spec.securityContext.runAsNonRoot',
    'error proxy spec.securityContext.runAsNonRoot',
  ]);
});

test('says the name, and the number to set instead', () => {
  const containers = [{ name: 'proxy', image: 'haproxy:3.2', securityContext: NON_ROOT }];
  expect(findingsOf(rule, podOf({ containers }))[0]).toMatchObject({
    what: 'runAsNonRoot is true, and the user of haproxy:3.2 is the name "haproxy"',
    fix: 'set proxy\'s securityContext.runAsUser to 99, the number of "haproxy"',
  });
});

test('takes the user before a group', () => {
  const containers = [{ name: 'db', image: 'litestream/litestream:0.5.16-scratch', securityContext: NON_ROOT }];
  expect(findingsOf(rule, podOf({ containers }))[0]?.happens).toContain('non-numeric user (nonroot)');
});

test('only warns about an image elsewhere that has the name of a known one', () => {
  const containers = [{ name: 'prom', image: 'registry.example.com/mirror/prometheus:v3', securityContext: NON_ROOT }];
  expect(placesOf(rule, podOf({ containers }))).toEqual([
    'warning prom spec.containers[0].securityContext.runAsNonRoot',
  ]);
});

test.each([
  ['a numeric user is given', { image: 'prom/prometheus:v3.5.0', securityContext: { runAsUser: 65534 } }],
  ['nothing demands a user other than root', { image: 'haproxy:3.2', securityContext: { runAsNonRoot: false } }],
  ['the user of the image is a number', { image: 'prom/pushgateway:v1.9.0' }],
  ['it is a number with a group', { image: 'nginx/nginx-prometheus-exporter:1.5.3' }],
  ['the image runs as root, which is another matter', { image: 'nginx:1.27' }],
  ['nothing is known about the image', { image: 'example.com/app:1' }],
])('is content where %s', (_, container) => {
  const pod = podOf({ securityContext: NON_ROOT, containers: [{ name: 'app', ...container }] });
  expect(placesOf(rule, pod)).toEqual([]);
});
