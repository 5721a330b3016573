import { KubeObject } from '../../model/kube-object';
import { pathText } from '../../model/values';
import { inspectionOf } from './inspection';

function partsOf(fields: object): string[] | undefined {
  const object = new KubeObject({ apiVersion: 'v1', kind: 'Pod', ...fields });
  return inspectionOf(object)?.parts.map(({ type, path }) => `${type.name} ${pathText(path)}`);
}

test('goes through objects, in lists as well', () => {
  const containers = [{ name: 'a' }, { name: 'b', env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'x' } } }] }];
  expect(partsOf({ metadata: { labels: { a: 'b' } }, spec: { containers } })).toEqual([
    'Pod ',
    'ObjectMeta metadata',
    'PodSpec spec',
    'Container spec.containers[0]',
    'Container spec.containers[1]',
    'EnvVar spec.containers[1].env[0]',
    'EnvVarSource spec.containers[1].env[0].valueFrom',
    'ObjectFieldSelector spec.containers[1].env[0].valueFrom.fieldRef',
  ]);
});

test('leaves out what is of another type', () => {
  expect(partsOf({ spec: { containers: {}, volumes: [5, 'a'], unknown: { a: {} }, securityContext: [] } })).toEqual([
    'Pod ',
    'PodSpec spec',
  ]);
});

test('finds the problems', () => {
  const { problems } = inspectionOf(new KubeObject({ apiVersion: 'v1', kind: 'Pod', spec: { containers: 5 } }))!;
  expect(problems).toMatchObject([{ kind: 'value', path: ['spec', 'containers'] }]);
});

test('goes through an object once', () => {
  const object = new KubeObject({ apiVersion: 'v1', kind: 'Pod' });
  expect(inspectionOf(object)).toBe(inspectionOf(object));
});

test.each([{ kind: 'Unknown' }, { apiVersion: 'example.com/v1' }, { sops: {} }])('does not know %j', (fields) => {
  expect(partsOf(fields)).toBeUndefined();
});
