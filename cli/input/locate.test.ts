import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { Path } from '../../lib/model/values';
import { decode } from './bytes';
import { Region } from './document';
import { Locator } from './locate';

const YAML = `kind: Pod
metadata: {name: a, labels: {}}
spec:
  containers:
    - name: web
      # the image
      image: >-
        nginx:1.27
      ports:
      - containerPort: 80
      env:
    - {name: other, "image": x}
  <<: {volumes: []}
`;

function place(text: string, path: Path): string {
  return placesIn(text, [path])[0];
}

/** As they are found by one who remembers what was asked before. */
function placesIn(text: string, paths: readonly Path[]): string[] {
  const [{ document }] = decode('a', Buffer.from(text));
  const locator = new Locator();
  return paths.map((path) => placeText(locator.locate(document, path)));
}

function placeText({ line, column, endLine, endColumn }: Region): string {
  return `${line}:${column}-${endLine}:${endColumn}`;
}

test.each([
  ['a value', ['kind'], '1:7-1:10'],
  ['a value of several lines', ['spec', 'containers', 0, 'image'], '7:14-9:1'],
  ['a map, at its key', ['spec'], '3:1-3:5'],
  ['a map on one line, at its key', ['metadata'], '2:1-2:9'],
  ['a list, at its key', ['spec', 'containers', 0, 'ports'], '9:7-9:12'],
  ['a value that is empty, at its key', ['spec', 'containers', 0, 'env'], '11:7-11:10'],
  ['an item, where it begins', ['spec', 'containers', 0], '5:7-5:7'],
  ['an item on one line, where it begins', ['spec', 'containers', 1], '12:7-12:7'],
  ['a quoted key', ['spec', 'containers', 1, 'image'], '12:30-12:31'],
  ['what is merged', ['spec', 'volumes'], '13:8-13:15'],
  ['no such key', ['spec', 'containers', 1, 'command', 0], '12:7-12:7'],
  ['no such item', ['spec', 'containers', 7, 'image'], '4:3-4:13'],
  ['a name where a number is needed', ['spec', 'containers', 'image'], '4:3-4:13'],
  ['a way through a text', ['kind', 'name'], '1:7-1:10'],
  ['the whole', [], '1:1-1:1'],
  ['nothing of it', ['nowhere'], '1:1-1:1'],
] as [string, Path, string][])('%s is found in YAML', (_, path, expected) => expect(place(YAML, path)).toBe(expected));

const JSON_TEXT = `{"kind": "Pod",
  "spec": {"a\\"b": [1, {"x": "}\\\\"}, -1.5e3], "e": {}},
  "spec": {"containers": [ {"name": "web"}, [], null ]}
}`;

test.each([
  ['a value', ['kind'], '1:10-1:15'],
  ['a map, at its key', ['spec'], '3:3-3:9'],
  ['an item, where it begins', ['spec', 'containers', 0], '3:28-3:28'],
  ['a value in an item', ['spec', 'containers', 0, 'name'], '3:37-3:42'],
  ['nothing', ['spec', 'containers', 2], '3:49-3:53'],
  ['no such item', ['spec', 'containers', 3], '3:12-3:24'],
  ['what a later key of the name replaces', ['spec', 'e'], '3:3-3:9'],
  ['the whole', [], '1:1-1:1'],
] as [string, Path, string][])('%s is found in JSON', (_, path, expected) =>
  expect(place(JSON_TEXT, path)).toBe(expected),
);

test.each([
  ['a: 1.10', '1.10'],
  ['a: yes # so', 'yes'],
  ['a: "yes"', undefined],
  ['a: !!str 1', undefined],
  ['a: {b: 1}', undefined],
  ['b: 1', undefined],
  ['b: &n 0644\na: *n', '0644'],
  ['{"a": 12345678901234567890}', '12345678901234567890'],
  ['{"a": "1"}', undefined],
  ['{"b": 1}', undefined],
])('a value without quotes is known as it is written: %j', (text, expected) => {
  const [{ document }] = decode('a', Buffer.from(text));
  expect(new Locator().source(document, ['a'])).toBe(expected);
});

/** Every path into a value that leads to a number or a text. */
function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return typeof value === 'boolean' || value === null ? [] : [path];
  return Object.entries(value).flatMap(([key, child]) =>
    leaves(child, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

test('what is found in any JSON, and in YAML, is the value at the path', () => {
  const anything = fc.jsonValue({ maxDepth: 4 }).map((value) => ({ value }));
  fc.assert(
    fc.property(anything, fc.constantFrom(0, 1), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const asYaml = parseAllDocuments(text)[0].toString();
      const paths = leaves(value);
      expect(placesIn(text, paths.toReversed())).toEqual(paths.toReversed().map((path) => place(text, path)));
      for (const path of paths) {
        const expected: unknown = path.reduce(
          (at: unknown, key) => (at as Record<string, unknown>)[key],
          JSON.parse(text),
        );
        const lines = text.split('\n');
        const [line, from, , to] = place(text, path).split(/[:-]/).map(Number);
        expect(JSON.parse(lines[line - 1].slice(from - 1, to - 1))).toEqual(expected);
        expect(place(asYaml, path)).not.toBe('1:1-1:1');
      }
    }),
    { seed: 7, numRuns: 200 },
  );
});
