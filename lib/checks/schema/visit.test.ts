import { Path, pathText } from '../../model/values';
import { typeOfKind } from './types';
import { visit } from './visit';

function visited(value: unknown): string[] {
  const seen: string[] = [];
  visit(value, typeOfKind('v1', 'Pod')!, (_, { name }, path: Path) => seen.push(`${name} ${pathText(path)}`));
  return seen;
}

test('goes through objects, in lists as well', () => {
  const containers = [{ name: 'a' }, { name: 'b', env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'x' } } }] }];
  expect(visited({ metadata: { labels: { a: 'b' } }, spec: { containers } })).toEqual([
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

test.each([[null], [5], ['Pod'], [[]]])('leaves out %j, which is no object', (value) => {
  expect(visited(value)).toEqual([]);
});

test('leaves out what is of another type', () => {
  expect(
    visited({ spec: { containers: {}, volumes: [null, 5, 'a'], unknown: { a: {} }, securityContext: [] } }),
  ).toEqual(['Pod ', 'PodSpec spec']);
});
