import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { addImage } from '../../images/known-images';
import { imageRootUnderNonRoot as rule } from './image-root-under-non-root';

const NON_ROOT = { runAsNonRoot: true };

test('names the field of the container, or of the Pod where that one demands it', () => {
  const containers = [{ name: 'web', image: 'nginx:1.27', securityContext: NON_ROOT }];
  expect(placesOf(rule, podOf({ containers }))).toEqual(['error web spec.containers[0].securityContext.runAsNonRoot']);
  expect(
    placesOf(rule, podOf({ securityContext: NON_ROOT, containers: [{ name: 'web', image: 'nginx:1.27' }] })),
  ).toEqual(['error web spec.securityContext.runAsNonRoot']);
});

test('sees init containers and native sidecars', () => {
  const initContainers = [
    { name: 'setup', image: 'busybox:1.36' },
    { name: 'helper', image: 'busybox:1.36', restartPolicy: 'Always' },
  ];
  const containers = [{ name: 'web', image: 'nginxinc/nginx-unprivileged:1.27' }];
  expect(placesOf(rule, podOf({ securityContext: NON_ROOT, initContainers, containers }))).toEqual([
    'error setup spec.securityContext.runAsNonRoot',
    'error helper spec.securityContext.runAsNonRoot',
  ]);
});

test('finds user 0 whatever the image is', () => {
  const containers = [{ name: 'web', image: 'example.com/app:1', securityContext: { ...NON_ROOT, runAsUser: 0 } }];
  expect(findingsOf(rule, podOf({ containers }))[0]?.what).toBe('runAsNonRoot is true and runAsUser is 0');
});

test('knows root by its number as well', () => {
  addImage({ repositories: ['registry.example.com/zero'], imageUser: '0:0' });
  const containers = [{ name: 'web', image: 'registry.example.com/zero:1', securityContext: NON_ROOT }];
  expect(placesOf(rule, podOf({ containers }))).toEqual(['error web spec.containers[0].securityContext.runAsNonRoot']);
});

test('only warns about an image elsewhere that has the name of a known one', () => {
  const containers = [{ name: 'web', image: 'registry.example.com/mirror/nginx:1.27', securityContext: NON_ROOT }];
  expect(placesOf(rule, podOf({ containers }))).toEqual([
    'warning web spec.containers[0].securityContext.runAsNonRoot',
  ]);
});

test.each([
  ['a numeric user is given', { image: 'nginx:1.27', securityContext: { ...NON_ROOT, runAsUser: 101 } }],
  ['the container may run as root', { image: 'nginx:1.27', securityContext: { runAsNonRoot: false } }],
  ['the image has a numeric user', { image: 'nginxinc/nginx-unprivileged:1.27' }],
  ['nothing is known about the image', { image: 'example.com/app:1' }],
])('is content where %s', (_, container) => {
  const pod = podOf({ securityContext: NON_ROOT, containers: [{ name: 'web', ...container }] });
  expect(placesOf(rule, pod)).toEqual([]);
});
