import { containerOf, Spec } from '../../../test/manifest-pods';
import { securityOf, verifyRunAsNonRoot } from './security';

const secured = (own: Spec, pod: Spec = {}, imageUser = '') =>
  securityOf(containerOf({ securityContext: own }, { securityContext: pod }), imageUser);

test('as Kubernetes has it when nothing is said', () => {
  expect(secured({})).toMatchObject({
    user: undefined,
    groups: [],
    root: true,
    privileged: false,
    readOnlyRoot: false,
    mayGainPrivileges: true,
    seccomp: 'unconfined',
  });
});

test.each([
  [{}, {}, 'nginx', undefined],
  // The group of the image's user is not passed on.
  [{}, {}, '1001:1001', '1001'],
  [{ runAsUser: 5 }, { runAsUser: 7, runAsGroup: 8 }, 'nginx', '5:8'],
  [{ runAsGroup: 8 }, {}, '', '0:8'],
  [{ runAsGroup: 8 }, {}, 'nginx:nginx', 'nginx:8'],
  [{ runAsUser: 0 }, { runAsUser: 7 }, 'nginx', '0'],
])('user of %j in a Pod with %j, of an image with user "%s"', (own, pod, image, user) => {
  expect(secured(own, pod, image).user).toBe(user);
});

test.each([
  [{}, '', true],
  [{}, 'root:root', true],
  [{}, 'nginx', false],
  [{ runAsUser: 0 }, 'nginx', true],
  [{ runAsUser: 101 }, '', false],
])('whether %j of an image with user "%s" is root', (own, image, root) => {
  expect(secured(own, {}, image).root).toBe(root);
});

test('the groups are those of the Pod, with that of its volumes', () => {
  expect(secured({}, { fsGroup: 2000, supplementalGroups: [3, 4] }).groups).toEqual([2000, 3, 4]);
});

test('the word of the container counts before that of the Pod', () => {
  const pod = { seccompProfile: { type: 'RuntimeDefault' } };
  expect(secured({}, pod).seccomp).toBe('default');
  expect(secured({ seccompProfile: { type: 'Unconfined' } }, pod).seccomp).toBe('unconfined');
});

const POD = 'web_shop(uid)';
const verify = (own: Spec, imageUser: string, pod: Spec = {}) =>
  verifyRunAsNonRoot(containerOf({ securityContext: own }, { securityContext: pod }), imageUser, POD);

test.each([
  [{}, '', 'container has runAsNonRoot and image will run as root'],
  [{}, '0:101', 'container has runAsNonRoot and image will run as root'],
  [{}, '00', 'container has runAsNonRoot and image will run as root'],
  [{}, 'nginx', 'container has runAsNonRoot and image has non-numeric user (nginx), cannot verify user is non-root'],
  // Root by its name is a name.
  [{}, 'root', 'container has runAsNonRoot and image has non-numeric user (root), cannot verify user is non-root'],
  [{ runAsUser: 0 }, '101', "container's runAsUser breaks non-root policy"],
])('%j of an image with user "%s" is refused', (own, image, message) => {
  expect(() => verify({ runAsNonRoot: true, ...own }, image)).toThrow(`${message} (pod: "${POD}", container: app)`);
  expect(() => verify({ runAsNonRoot: false, ...own }, image, { runAsNonRoot: true })).not.toThrow();
});

test.each([
  [{}, '101'],
  [{}, '101:0'],
  [{ runAsUser: 101 }, ''],
  [{ runAsUser: 101 }, 'nginx'],
])('%j of an image with user "%s" may run', (own, image) => {
  expect(() => verify(own, image, { runAsNonRoot: true })).not.toThrow();
});
