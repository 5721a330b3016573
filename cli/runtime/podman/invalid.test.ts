import { objectOf, podOf, Spec, workloadOf } from '../../../test/manifest-pods';
import { requireValid } from './invalid';

const VOLUMES = [{ name: 'data', emptyDir: {} }];
const mounting = (mount: object) => ({
  volumes: VOLUMES,
  containers: [{ volumeMounts: [{ name: 'data', ...mount }] }],
});

test.each<[Spec, string]>([
  [{ containers: [] }, 'spec.containers: Required value'],
  [{ containers: [{ name: '' }] }, 'spec.containers[0].name: Required value'],
  [{ containers: [{ name: '../x' }] }, 'spec.containers[0].name: Invalid value: "../x"'],
  [{ containers: [{ name: 'a'.repeat(64) }] }, `spec.containers[0].name: Invalid value: "${'a'.repeat(64)}"`],
  [{ containers: [{ name: 'a' }, { name: 'a' }] }, 'spec.containers[1].name: Duplicate value: "a"'],
  [{ initContainers: [{ name: 'app' }] }, 'spec.containers[0].name: Duplicate value: "app"'],
  [{ containers: [{ image: '' }] }, 'spec.containers[0].image: Required value'],
  // Volumes are folders of their names.
  [{ volumes: [{ name: '../../../../etc', emptyDir: {} }] }, 'spec.volumes[0].name: Invalid value: "../../../../etc"'],
  [{ volumes: [{ name: '', emptyDir: {} }] }, 'spec.volumes[0].name: Required value'],
  [{ volumes: [...VOLUMES, ...VOLUMES] }, 'spec.volumes[1].name: Duplicate value: "data"'],
  [mounting({ name: 'dat', mountPath: '/x' }), 'spec.containers[0].volumeMounts[0].name: Not found: "dat"'],
  [mounting({}), 'spec.containers[0].volumeMounts[0].mountPath: Required value'],
  [
    mounting({ mountPath: '/a:/b' }),
    `spec.containers[0].volumeMounts[0].mountPath: Invalid value: "/a:/b": must not contain ':'`,
  ],
  [
    mounting({ mountPath: '/a', subPath: 'x/../../y' }),
    `spec.containers[0].volumeMounts[0].subPath: Invalid value: "x/../../y": must not contain '..'`,
  ],
  [
    mounting({ mountPath: '/a', subPath: '/etc' }),
    'spec.containers[0].volumeMounts[0].subPath: Invalid value: "/etc": must be a relative path',
  ],
  [{ containers: [{ env: [{ name: 'A=B', value: '' }] }] }, 'spec.containers[0].env[0].name: Invalid value: "A=B"'],
])('%j is refused as the API server does', (spec, fault) => {
  expect(() => requireValid(podOf(spec).workload)).toThrow(`The Pod "web" is invalid: ${fault}`);
});

test('two mounts at one place', () => {
  const volumeMounts = [
    { name: 'data', mountPath: '/a' },
    { name: 'data', mountPath: '/a/' },
  ];
  expect(() => requireValid(podOf({ volumes: VOLUMES, containers: [{ volumeMounts }] }).workload)).toThrow(
    'spec.containers[0].volumeMounts[1].mountPath: Invalid value: "/a": must be unique',
  );
});

test.each([{ name: '../web' }, { name: '' }, { name: '-x' }, { namespace: 'a/b' }])('%j is no name', (metadata) => {
  expect(() => requireValid(podOf({}, metadata).workload)).toThrow('Invalid value');
});

test('what the API server takes is run', () => {
  expect(() => requireValid(podOf(mounting({ mountPath: 'data', subPath: 'a..b/c' })).workload)).not.toThrow();
  expect(() => requireValid(podOf({}, { name: undefined, generateName: 'try-' }).workload)).not.toThrow();
});

test('the claims of a StatefulSet are volumes', () => {
  const container = { name: 'app', image: 'x', volumeMounts: [{ name: 'data', mountPath: '/data' }] };
  const set = objectOf('StatefulSet', 'db', {
    apiVersion: 'apps/v1',
    spec: {
      template: { spec: { containers: [container] } },
      volumeClaimTemplates: [{ metadata: { name: 'data' } }],
    },
  });
  expect(() => requireValid(workloadOf(set))).not.toThrow();
});
