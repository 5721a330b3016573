import { findingsOf, placesOf } from '../../../test/checks';
import { missingReference as rule } from './missing-reference';

const COMPLETE = { complete: true };

function object(kind: string, name: string, more: object = {}, namespace?: string) {
  return { apiVersion: 'v1', kind, metadata: { name, namespace }, ...more };
}

function pod(container: object, spec: object = {}, namespace?: string) {
  const containers = [{ name: 'app', image: 'example.com/app:1', ...container }];
  return object('Pod', 'web', { spec: { containers, ...spec } }, namespace);
}

const yaml = (...objects: object[]) => objects.map((each) => JSON.stringify(each)).join('\n---\n');
const fromKey = (kind: 'configMapKeyRef' | 'secretKeyRef', name: string, key: string, more: object = {}) => ({
  env: [{ name: 'MODE', valueFrom: { [kind]: { name, key, ...more } } }],
});
const mounted = (source: object, mount: object = {}) =>
  [
    { volumeMounts: [{ name: 'files', mountPath: '/etc/app', ...mount }] },
    { volumes: [{ name: 'files', ...source }] },
  ] as const;

const CONFIG = object('ConfigMap', 'app-config', { data: { 'log-level': 'info', 'app.yaml': '' } });

test('finds a key that the ConfigMap or Secret does not have', () => {
  const secret = object('Secret', 'db', { stringData: { password: 'x' }, data: { user: 'eA==' } });
  const broken = [
    pod(fromKey('configMapKeyRef', 'app-config', 'log_level')),
    pod(fromKey('secretKeyRef', 'db', 'dsn')),
  ];
  const text = yaml(CONFIG, secret, ...broken);
  expect(placesOf(rule, text)).toEqual([
    'error app spec.containers[0].env[0].valueFrom.configMapKeyRef.key',
    'error app spec.containers[0].env[0].valueFrom.secretKeyRef.key',
  ]);
  expect(findingsOf(rule, text)).toMatchObject([
    {
      what: 'the ConfigMap "app-config" has no key "log_level"',
      happens: "CreateContainerConfigError: couldn't find key log_level in ConfigMap default/app-config",
      fix: 'write "log-level", a key that it has',
    },
    { fix: 'name one of its keys: user, password' },
  ]);
});

test('finds an item of a volume that is no key, in projected volumes too', () => {
  const items = [{ key: 'app.yml', path: 'app.yml' }];
  const plain = pod(...mounted({ configMap: { name: 'app-config', items } }));
  const projected = pod(...mounted({ projected: { sources: [{ configMap: { name: 'app-config', items } }] } }));
  expect(placesOf(rule, yaml(CONFIG, plain, projected))).toEqual([
    'error Pod web spec.volumes[0].configMap.items[0].key',
    'error Pod web spec.volumes[0].projected.sources[0].configMap.items[0].key',
  ]);
});

test('finds a subPath that is no file of the volume', () => {
  const named = pod(...mounted({ configMap: { name: 'app-config' } }, { subPath: 'app.conf' }));
  const items = [{ key: 'x', path: 'conf/app.yaml' }];
  const selected = pod(...mounted({ secret: { secretName: 'elsewhere', items } }, { subPath: 'app.yaml' }));
  expect(placesOf(rule, yaml(CONFIG, named, selected))).toEqual([
    'error app spec.containers[0].volumeMounts[0].subPath',
    'error app spec.containers[0].volumeMounts[0].subPath',
  ]);
  const folder = pod(...mounted({ secret: { secretName: 'elsewhere', items } }, { subPath: 'conf/' }));
  expect(placesOf(rule, yaml(folder))).toEqual([]);
});

test('warns about a name that is nearly one that is there', () => {
  const text = yaml(CONFIG, pod({ envFrom: [{ configMapRef: { name: 'app-confg' } }] }));
  expect(placesOf(rule, text)).toEqual(['warning app spec.containers[0].envFrom[0].configMapRef.name']);
  expect(findingsOf(rule, text)[0]).toMatchObject({
    what: 'there is no ConfigMap named "app-confg" among the manifests, but one named "app-config"',
    happens: 'CreateContainerConfigError: configmap "app-confg" not found',
    fix: 'write "app-config", or waive this if a ConfigMap named "app-confg" is in the cluster',
  });
});

test('sees init containers and native sidecars', () => {
  const initContainers = [
    { name: 'setup', ...fromKey('configMapKeyRef', 'app-config', 'a') },
    { name: 'helper', restartPolicy: 'Always', ...fromKey('configMapKeyRef', 'app-config', 'b') },
  ];
  expect(placesOf(rule, yaml(CONFIG, pod({}, { initContainers })))).toEqual([
    'error setup spec.initContainers[0].env[0].valueFrom.configMapKeyRef.key',
    'error helper spec.initContainers[1].env[0].valueFrom.configMapKeyRef.key',
  ]);
});

describe('what is not among the manifests', () => {
  const [mounts, volumes] = mounted({ secret: { secretName: 'certs' } });
  const everything = pod(
    { ...fromKey('configMapKeyRef', 'settings', 'mode'), ...mounts },
    {
      volumes: [...volumes.volumes, { name: 'data', persistentVolumeClaim: { claimName: 'uploads' } }],
      serviceAccountName: 'robot',
      imagePullSecrets: [{ name: 'registry' }],
    },
  );

  test('is nobody’s mistake, as it may be in the cluster', () => {
    expect(placesOf(rule, yaml(CONFIG, everything))).toEqual([]);
  });

  test('is a mistake where the manifests are all there is', () => {
    expect(placesOf(rule, yaml(CONFIG, everything), COMPLETE)).toEqual([
      'error app spec.containers[0].env[0].valueFrom.configMapKeyRef.name',
      'error Pod web spec.volumes[0].secret.secretName',
      'error Pod web spec.volumes[1].persistentVolumeClaim.claimName',
      'error Pod web spec.serviceAccountName',
      'warning Pod web spec.imagePullSecrets[0].name',
    ]);
  });

  test('is in another namespace', () => {
    const config = object('ConfigMap', 'settings', { data: { mode: 'a' } }, 'b');
    const there = (namespace?: string) => pod(fromKey('configMapKeyRef', 'settings', 'mode'), {}, namespace);
    expect(placesOf(rule, yaml(config, there('a')), COMPLETE)).toHaveLength(1);
    expect(placesOf(rule, yaml(config, there('b')), COMPLETE)).toEqual([]);
    // Without a namespace it is wherever it is applied.
    expect(placesOf(rule, yaml(config, there()), COMPLETE)).toEqual([]);
  });

  test('is made by a custom resource, or by the cluster itself', () => {
    const made = [
      {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { name: 'web' },
        spec: { secretName: 'certs' },
      },
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name: 'x' },
        spec: { target: { name: 'db' } },
      },
      { apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', metadata: { name: 'sealed' }, spec: {} },
    ];
    const using = [
      pod(...mounted({ secret: { secretName: 'certs' } })),
      pod(fromKey('secretKeyRef', 'db', 'password')),
      pod({ envFrom: [{ secretRef: { name: 'sealed' } }] }),
      pod(...mounted({ configMap: { name: 'kube-root-ca.crt' } })),
      pod({}, { serviceAccountName: 'default' }),
    ];
    expect(placesOf(rule, yaml(...made, ...using), COMPLETE)).toEqual([]);
  });

  test('is optional, or not used', () => {
    const unused = { volumes: [{ name: 'files', configMap: { name: 'settings' } }] };
    const optional = fromKey('configMapKeyRef', 'settings', 'mode', { optional: true });
    const [mount, files] = mounted({ secret: { secretName: 'certs', optional: true } });
    expect(placesOf(rule, yaml(pod(optional), pod(mount, files), pod({}, unused)), COMPLETE)).toEqual([]);
  });
});

test('is content with keys that are there or that somebody fills in', () => {
  const filled = object('Secret', 'filled', { type: 'Opaque' });
  const token = object('Secret', 'token', { type: 'kubernetes.io/service-account-token' });
  const using = [
    pod(fromKey('configMapKeyRef', 'app-config', 'log-level')),
    pod(fromKey('configMapKeyRef', 'app-config', 'nothing', { optional: true })),
    pod(fromKey('secretKeyRef', 'filled', 'password')),
    pod(fromKey('secretKeyRef', 'token', 'ca.crt')),
    pod(...mounted({ configMap: { name: 'app-config' } }, { subPath: 'app.yaml' })),
  ];
  expect(placesOf(rule, yaml(CONFIG, filled, token, ...using), COMPLETE)).toEqual([]);
});

test('takes a ConfigMap that is there twice, as in a base and its overlay, as one', () => {
  const overlay = object('ConfigMap', 'app-config', { data: { mode: 'b' } });
  const using = pod(fromKey('configMapKeyRef', 'app-config', 'log-level'));
  expect(placesOf(rule, yaml(CONFIG, overlay, using))).toEqual([]);
});

test('leaves what is no reference alone', () => {
  const odd = pod(
    { env: [{ name: 'A', valueFrom: { configMapKeyRef: 'app-config' } }], envFrom: [null, { secretRef: 5 }] },
    { volumes: [{ name: 'a', configMap: null }, null], imagePullSecrets: 'x', serviceAccountName: {} },
  );
  expect(placesOf(rule, yaml(CONFIG, odd), COMPLETE)).toEqual([]);
});
