interface Listing {
  listingOf(this: void, assembly: object): string;
}

const { listingOf } = jest.requireActual<Listing>('./listing.cjs');

const text = { primitive: 'string' };
const ours = (name: string) => ({ fqn: `cdk8s-sidecars.${name}` });

/** The sections that jsii's description of these types makes. */
function sections(...types: { name: string; kind?: string; [field: string]: unknown }[]): string[] {
  const described = types.map((type) => ({ kind: 'class', ...ours(type.name), ...type }));
  const listing = listingOf({ types: Object.fromEntries(described.map((type) => [type.fqn, type])) });
  return listing.split(/^## /m).slice(1);
}

test('a class: what it is, how it is made, what it has and does', () => {
  const [section] = sections({
    name: 'Pod',
    base: 'cdk8s-plus-28.Pod',
    interfaces: ['constructs.IConstruct', 'cdk8s.IAnyProducer'],
    docs: { summary: 'A Pod.' },
    initializer: {
      parameters: [
        { name: 'scope', type: { fqn: 'constructs.Construct' } },
        { name: 'name', type: text, optional: true },
      ],
    },
    properties: [
      { name: 'main', type: { fqn: 'cdk8s-plus-28.Container' }, immutable: true, docs: { summary: 'The first.' } },
      { name: 'size', type: { fqn: 'cdk8s.Size' }, protected: true, optional: true },
      { name: 'ALL', type: { collection: { kind: 'array', elementtype: text } }, static: true, immutable: true },
    ],
    methods: [
      { name: 'add', parameters: [{ name: 'names', type: text, variadic: true }], variadic: true },
      { name: 'find', async: true, returns: { type: text, optional: true }, abstract: true },
    ],
  });

  expect(section.split('\n')).toEqual([
    'Pod',
    '',
    '`class` `extends kplus.Pod` `implements IConstruct` `implements cdk8s.IAnyProducer`',
    '',
    'A Pod.',
    '',
    '- `new Pod(scope: Construct, name?: string)`',
    '- `readonly main: kplus.Container` The first.',
    '- `protected size?: cdk8s.Size`',
    '- `static readonly ALL: string[]`',
    '- `add(...names: string[]): void`',
    '- `abstract find(): Promise<string | undefined>`',
    '',
  ]);
});

test('options say what holds without them, each in a line', () => {
  const [section] = sections({
    name: 'Options',
    kind: 'interface',
    datatype: true,
    properties: [
      {
        name: 'labels',
        abstract: true,
        immutable: true,
        optional: true,
        type: { collection: { kind: 'map', elementtype: { union: { types: [text, { primitive: 'json' }] } } } },
        docs: { summary: 'Labels,\nof all.', default: '- none' },
      },
      {
        name: 'either',
        abstract: true,
        immutable: true,
        type: { collection: { kind: 'array', elementtype: { union: { types: [text, { primitive: 'number' }] } } } },
        docs: { deprecated: 'use labels' },
      },
    ],
  });

  expect(section).toContain('- `labels?: Record<string, string | object>` Labels, of all. Default: none\n');
  expect(section).toContain('- `either: (string | number)[]` **Deprecated**: use labels\n');
});

test('what callers give is told from what they get', () => {
  const struct = (name: string, property: string, more: object = {}) => ({
    name,
    kind: 'interface',
    datatype: true,
    properties: [{ name: property, type: ours('Inner'), immutable: true }],
    ...more,
  });
  const all = sections(
    { name: 'A', methods: [{ name: 'find', parameters: [{ name: 'options', type: ours('Given') }] }] },
    { name: 'B', methods: [{ name: 'get', returns: { type: ours('Returned') } }] },
    struct('Base', 'base'),
    struct('Given', 'nested', { interfaces: [ours('Base').fqn] }),
    struct('Inner', 'self'),
    struct('Returned', 'value'),
  );

  expect(all.map((section) => section.split('\n').slice(0, 3).join(' '))).toEqual([
    'A  `class`',
    'B  `class`',
    'Base  `options`',
    'Given  `options` `extends Base`',
    'Inner  `options`',
    'Returned  `data`',
  ]);
});

test('types are in the order of their names, and an enum lists its members', () => {
  const all = sections(
    { name: 'Zone', kind: 'enum', members: [{ name: 'ON', docs: { summary: 'It is.' } }, { name: 'OFF' }] },
    { name: 'Area', methods: [] },
  );

  expect(all).toEqual(['Area\n\n`class`\n\n', 'Zone\n\n`enum`\n\n- `ON` It is.\n- `OFF`\n']);
});
