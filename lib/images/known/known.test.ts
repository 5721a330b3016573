import { Capability } from 'cdk8s-plus-28';
import { findWrong } from '../image-facts-checks';
import { ImageReference } from '../image-reference';
import { KnownImage } from '../known-image';
import { BUILT_IN } from '.';

function names({ repositories, tagPattern }: KnownImage): string[] {
  return repositories.map((repository) => `${repository} ${tagPattern ?? ''}`);
}

const cases = BUILT_IN.map((image): [string, KnownImage] => [names(image)[0], image]);

test.each(cases)('%s: every fact can be true', (_, image) => {
  expect(findWrong(image)).toEqual(undefined);
  expect(image.repositories.map((repository) => ImageReference.parse(repository).repository)).toEqual(
    image.repositories,
  );
});

test.each(cases)('%s: says where its facts come from', (_, { source }) => {
  expect(source).toMatch(/^(github\.com|hub\.docker\.com)\/\S+/);
});

test.each(cases)('%s: no tool is both there and missing', (_, { tools = [], missingTools = [], shell }) => {
  expect(missingTools.filter((tool) => tools.includes(tool))).toEqual([]);
  expect(shell === undefined || shell === '' || !missingTools.includes(shell)).toEqual(true);
});

test.each(cases)('%s: writes folders as they are without links', (_, image) => {
  const { writablePaths = [], dataPaths = [] } = image;

  expect([...writablePaths, ...dataPaths].filter((path) => path.startsWith('/var/run'))).toEqual([]);
});

test('no two entries are about the same repository and tags', () => {
  const all = BUILT_IN.flatMap(names);

  expect(all).toEqual([...new Set(all)]);
});

test('every repository has an entry for all other tags', () => {
  const named = new Set(BUILT_IN.flatMap(({ repositories }) => repositories));
  const withDefault = new Set(BUILT_IN.flatMap(({ repositories, tagPattern }) => (tagPattern ? [] : repositories)));

  expect([...withDefault].sort()).toEqual([...named].sort());
});

test('capabilities are ones that Kubernetes knows', () => {
  const all = BUILT_IN.flatMap(({ capabilities = [] }) => capabilities);

  expect(all.filter((name) => !(name in Capability))).toEqual([]);
});

test('there are facts about all kinds of images', () => {
  expect(new Set(BUILT_IN.flatMap(({ repositories: [usual] }) => usual)).size).toBeGreaterThanOrEqual(25);
});
