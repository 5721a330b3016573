import { changedFields } from './fields';

function told(from: unknown, to: unknown): unknown[] {
  return changedFields(from, to).map(({ path, from, to }) => [path, from, to]);
}

test.each<[string, unknown, unknown, unknown[]]>([
  ['nothing', { a: [{ name: 'x' }] }, { a: [{ name: 'x' }] }, []],
  ['a value', { spec: { replicas: 1 } }, { spec: { replicas: 2 } }, [['spec.replicas', 1, 2]]],
  ['a type', { a: '1' }, { a: 1 }, [['a', '1', 1]]],
  ['a new field', { a: {} }, { a: { 'x/y': 1 } }, [["a['x/y']", undefined, 1]]],
  ['a field that has gone', { a: { b: {} } }, { a: {} }, [['a.b', {}, undefined]]],
  ['a field that is empty', { a: null }, {}, [['a', null, undefined]]],
  ['a map that became a list', { a: {} }, { a: [] }, [['a', {}, []]]],
  ['words of a command', { a: ['x', 'y'] }, { a: ['x'] }, [['a', ['x', 'y'], ['x']]]],
  [
    'an item by its name, another that is new, and one that has gone',
    { c: [{ name: 'web', image: 'a' }, { name: 'old' }] },
    { c: [{ name: 'new' }, { name: 'web', image: 'b' }] },
    [
      ['c[name=web].image', 'a', 'b'],
      ['c[name=old]', { name: 'old' }, undefined],
      ['c[name=new]', undefined, { name: 'new' }],
    ],
  ],
  [
    'mounts of one volume by their paths',
    {
      m: [
        { name: 'v', mountPath: '/a' },
        { name: 'v', mountPath: '/b' },
      ],
    },
    {
      m: [
        { name: 'v', mountPath: '/b', readOnly: true },
        { name: 'v', mountPath: '/a' },
      ],
    },
    [
      ['m[mountPath=/b].readOnly', undefined, true],
      ['m (order)', ['/a', '/b'], ['/b', '/a']],
    ],
  ],
  [
    'items without a name by their places',
    { m: [{ x: 1 }] },
    { m: [{ x: 2 }, { x: 3 }] },
    [
      ['m[0].x', 1, 2],
      ['m[1]', undefined, { x: 3 }],
    ],
  ],
  ['a name that objects have by themselves', { constructor: 1 }, {}, [['constructor', 1, undefined]]],
])('%s', (_, from, to, changes) => {
  expect(told(from, to)).toEqual(changes);
});

test('tells where the old value is', () => {
  const [change] = changedFields(
    { c: [{ name: 'a' }, { name: 'b', x: 1 }] },
    { c: [{ name: 'b', x: 2 }, { name: 'a' }] },
  );
  expect(change).toMatchObject({ path: 'c[name=b].x', place: ['c', 1, 'x'] });
});
