import { ManifestSet } from '../../../lib/model/manifest-set';
import { containerOf, objectOf, Spec } from '../../../test/manifest-pods';
import { Configuration } from './configuration';
import { environmentOf, needsAddress } from './environment';
import { identityOf } from './identity';

const NODE = { name: 'node', address: '192.0.2.1', cores: 4, memory: 8 * 2 ** 30 };
const base64 = (text: string) => Buffer.from(text).toString('base64');

const OBJECTS = [
  objectOf('ConfigMap', 'settings', {
    metadata: { namespace: 'shop' },
    data: { COLOR: 'blue', 'app.properties': 'a=1\n' },
    binaryData: { RAW: base64('raw') },
  }),
  objectOf('Secret', 'login', {
    metadata: { namespace: 'shop' },
    data: { USER: base64('me'), PASSWORD: base64('old') },
    stringData: { PASSWORD: 'p4ss' },
  }),
  objectOf('ConfigMap', 'elsewhere', { metadata: { namespace: 'other' }, data: { A: '1' } }),
];

function environment(data: Spec, links: [string, string][] = []) {
  const container = containerOf(data);
  const { pod } = container;
  return environmentOf(container, {
    facts: { pod, identity: identityOf(pod.workload), address: '10.88.0.7', node: NODE },
    configuration: new Configuration(new ManifestSet(OBJECTS), 'shop'),
    links,
  });
}

const variables = (data: Spec, links?: [string, string][]) => Object.fromEntries(environment(data, links).variables);
const from = (kind: string, name: string, key: string, optional?: boolean) => ({
  valueFrom: { [kind]: { name, key, optional } },
});

test('values refer to those before them, and to none after', () => {
  const env = [
    { name: 'A', value: 'x' },
    { name: 'B', value: '$(A)-$(C)-$$(A)' },
    { name: 'C', value: 'late' },
  ];
  expect(variables({ env })).toEqual({ A: 'x', B: 'x-$(C)-$(A)', C: 'late' });
});

test('links of Services come before envFrom, and that before env', () => {
  const links: [string, string][] = [
    ['COLOR', 'of the link'],
    ['DB_SERVICE_HOST', '10.89.0.10'],
  ];
  const envFrom = [{ configMapRef: { name: 'settings' } }, { prefix: 'X_', secretRef: { name: 'login' } }];
  const env = [{ name: 'RAW', value: '$(DB_SERVICE_HOST)' }];
  expect(variables({ envFrom, env }, links)).toEqual({
    DB_SERVICE_HOST: '10.89.0.10',
    COLOR: 'blue',
    'app.properties': 'a=1\n',
    RAW: '10.89.0.10',
    X_USER: 'me',
    X_PASSWORD: 'p4ss',
  });
});

test('what comes from a Secret is known as secret, also where it is a part of another value', () => {
  const { secret } = environment({
    envFrom: [{ secretRef: { name: 'login' } }],
    env: [
      { name: 'URL', value: 'http://me:$(PASSWORD)@db' },
      { name: 'TWICE', value: '$(URL)' },
      { name: 'USER', value: 'nobody' },
      { name: 'PLAIN', ...from('configMapKeyRef', 'settings', 'COLOR') },
      { name: 'KEY', ...from('secretKeyRef', 'login', 'PASSWORD') },
    ],
  });
  expect([...secret].sort()).toEqual(['KEY', 'PASSWORD', 'TWICE', 'URL']);
});

test.each([
  [{ env: [{ name: 'A', ...from('configMapKeyRef', 'none', 'x') }] }, 'configmap "none" not found'],
  [{ env: [{ name: 'A', ...from('secretKeyRef', 'none', 'x') }] }, 'secret "none" not found'],
  // It is in another namespace.
  [{ envFrom: [{ configMapRef: { name: 'elsewhere' } }] }, 'configmap "elsewhere" not found'],
  [
    { env: [{ name: 'A', ...from('configMapKeyRef', 'settings', 'x') }] },
    "couldn't find key x in ConfigMap shop/settings",
  ],
  [{ env: [{ name: 'A', ...from('secretKeyRef', 'login', 'x') }] }, "couldn't find key x in Secret shop/login"],
  [{ env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.x' } } }] }, 'unsupported fieldPath: spec.x'],
])('says what is missing in the words of the kubelet: %j', (data, message) => {
  expect(() => environment(data)).toThrow(message);
});

test('what is optional and not there is left out', () => {
  const env = [
    { name: 'A', ...from('configMapKeyRef', 'none', 'x', true) },
    { name: 'B', ...from('secretKeyRef', 'login', 'x', true) },
    { name: 'C', value: 'c' },
  ];
  const envFrom = [{ secretRef: { name: 'none', optional: true } }];
  expect(variables({ env, envFrom })).toEqual({ C: 'c' });
});

test('a field of the Pod, and a resource of a container', () => {
  const data = {
    resources: { limits: { cpu: '250m' }, requests: { memory: '1Mi' } },
    env: [
      { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
      { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } } },
    ],
  };
  expect(variables(data)).toEqual({ IP: '10.88.0.7', CPU: '250' });
  expect(needsAddress(containerOf(data))).toBe(true);
  expect(needsAddress(containerOf({ env: [{ name: 'A', value: 'status.podIP' }] }))).toBe(false);
});
