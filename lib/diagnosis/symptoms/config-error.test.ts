import { event, live, LiveOptions, waiting } from '../../../test/live';
import { objectsOf } from '../../model/kube-object';
import { diagnose } from '../diagnose';
import { Knowledge } from '../observed-pod';

const POD = '(pod: "web_shop(5c6e6f0e-3a0d-4d3c-9d0a-7d7e8a1b2c3d)", container: web)';

function refused(
  message: string,
  container: object,
  pod: object = {},
  more: LiveOptions = {},
  knowledge: Knowledge = {},
) {
  const told = { web: { state: waiting('CreateContainerConfigError', message), ready: false, started: false } };
  const spec = { containers: [{ name: 'web', image: 'nginx:1.27-alpine', ...container }], ...pod };
  const [found, ...others] = diagnose(live(spec, { told, ...more }), knowledge);
  expect(others).toEqual([]);
  return found;
}

test('an image that runs as root: the finding of the rule, with the user that is known', () => {
  const message = `container has runAsNonRoot and image will run as root ${POD}`;
  expect(refused(message, {}, { securityContext: { runAsNonRoot: true } })).toEqual({
    kind: 'Pod',
    name: 'web',
    namespace: 'shop',
    container: 'web',
    state: 'CreateContainerConfigError',
    cause: 'runAsNonRoot is true, and nginx:1.27-alpine runs as root',
    evidence: [`waiting: CreateContainerConfigError: ${message}`],
    rule: 'image-root-under-non-root',
    fix: "set web's securityContext.runAsUser to 101, the image's own user without root",
    object: 'Pod web',
    path: 'spec.securityContext.runAsNonRoot',
  });
});

test('an image of which nothing is known', () => {
  const container = { image: 'example.com/app:1', securityContext: { runAsNonRoot: true } };
  expect(refused(`container has runAsNonRoot and image will run as root ${POD}`, container)).toMatchObject({
    cause: 'runAsNonRoot is true, and example.com/app:1 runs as root',
    rule: 'image-root-under-non-root',
    path: 'spec.containers[0].securityContext.runAsUser',
  });
});

test('a user that is a name', () => {
  const container = { image: 'example.com/app:1', securityContext: { runAsNonRoot: true } };
  const message = `container has runAsNonRoot and image has non-numeric user (nobody), cannot verify user is non-root ${POD}`;
  expect(refused(message, container)).toMatchObject({
    rule: 'image-user-by-name',
    fix: 'set web\'s securityContext.runAsUser to the number of "nobody" in the image',
    path: 'spec.containers[0].securityContext.runAsUser',
  });
});

test('a user that is root by the manifest', () => {
  const securityContext = { runAsNonRoot: true, runAsUser: 0 };
  expect(refused(`container's runAsUser breaks non-root policy ${POD}`, { securityContext })).toMatchObject({
    cause: 'runAsNonRoot is true and runAsUser is 0',
    rule: 'image-root-under-non-root',
  });
});

const ENV = {
  env: [
    { name: 'A', value: 'a' },
    { name: 'MODE', valueFrom: { configMapKeyRef: { name: 'settings', key: 'mode' } } },
  ],
  envFrom: [{ secretRef: { name: 'login' } }],
};

test.each([
  [
    'a ConfigMap',
    'configmap "settings" not found',
    'it takes variables from ConfigMap "settings", which is not in namespace "shop"',
    'make the ConfigMap there, or correct its name, or say optional: true',
    'spec.containers[0].env[1].valueFrom.configMapKeyRef.name',
  ],
  [
    'a Secret',
    'secret "login" not found',
    'it takes variables from Secret "login", which is not in namespace "shop"',
    'make the Secret there, or correct its name, or say optional: true',
    'spec.containers[0].envFrom[0].secretRef.name',
  ],
  [
    'a key',
    "couldn't find key mode in ConfigMap shop/settings",
    'it takes variables from key "mode" of ConfigMap "settings", which has no such key',
    'add the key to ConfigMap "settings", name one that it has, or say optional: true',
    'spec.containers[0].env[1].valueFrom.configMapKeyRef.key',
  ],
])('%s that is missing', (_, message, cause, fix, path) => {
  expect(refused(message, ENV)).toMatchObject({ rule: 'missing-reference', cause, fix, path });
});

test('a name that is one letter off, where the right one is known', () => {
  const configMap = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'setting', namespace: 'shop' },
    data: { mode: 'x' },
  };
  const found = refused('configmap "settings" not found', ENV, {}, {}, { objects: objectsOf(configMap) });
  expect(found.fix).toBe('write "setting"');
});

test('a mount of a volume that is not there, and a subPath', () => {
  const container = { volumeMounts: [{ name: 'html', mountPath: '/html', subPath: 'a/b' }] };
  expect(refused('cannot find volume "html" to mount into container "web"', container)).toMatchObject({
    rule: 'volume-undeclared',
    path: 'spec.containers[0].volumeMounts[0]',
  });
  expect(refused('failed to prepare subPath for volumeMount "html" of container "web"', container)).toMatchObject({
    cause: 'the subPath of volume "html" cannot be made',
    path: 'spec.containers[0].volumeMounts[0]',
  });
});

test('words that are not known are handed on, also when only the event has them', () => {
  expect(refused('the moon is full', {}).cause).toBe('the kubelet cannot make a container of it: the moon is full');
  const events = [event('Failed', 'Error: secret "login" not found', { container: 'web' })];
  expect(refused('', ENV, {}, { events })).toMatchObject({ rule: 'missing-reference' });
});

test('of a Deployment, the paths are those of the Deployment', () => {
  const metadata = {
    name: 'web-7d9c5b6f4d-abcde',
    labels: { 'pod-template-hash': '7d9c5b6f4d' },
    ownerReferences: [
      {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        name: 'web-7d9c5b6f4d',
        uid: 'u',
        controller: true,
        blockOwnerDeletion: true,
      },
    ],
  };
  expect(refused('secret "login" not found', ENV, {}, { metadata })).toMatchObject({
    name: 'web-7d9c5b6f4d-abcde',
    object: 'Deployment web',
    path: 'spec.template.spec.containers[0].envFrom[0].secretRef.name',
  });
});
