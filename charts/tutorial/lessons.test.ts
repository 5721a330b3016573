import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Testing } from 'cdk8s';
import { parse } from 'yaml';
import { SharedNetwork } from './shared-network';
import { SharedVolume } from './shared-volume';

describe.each([
  ['shared-network', SharedNetwork],
  ['shared-volume', SharedVolume],
])('%s', (name, Lesson) => {
  const lesson = parse(readFileSync(join(__dirname, '../../test/fixtures/tutorial', `${name}.yaml`), 'utf8'));
  const manifests = Testing.synth(new Lesson(new App(), name));

  test('is one Pod whose spec is the one of the tutorial, field for field', () => {
    expect(manifests).toHaveLength(1);
    const { metadata, ...rest } = manifests[0];
    expect({ ...rest, metadata: { name: metadata.name } }).toEqual(lesson);
  });

  test('has nothing but name and labels in its metadata', () => {
    expect(Object.keys(manifests[0].metadata).sort()).toEqual(['labels', 'name']);
  });
});
