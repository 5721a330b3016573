import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ImageReference } from '../../lib/images/image-reference';

const ROOT = resolve(__dirname, '../..');

function imagesOfManifests(): string[] {
  const files = readdirSync(join(ROOT, 'dist'), { recursive: true, encoding: 'utf8' });
  const manifests = files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readFileSync(join(ROOT, 'dist', file)));
  const images = manifests.join('\n').matchAll(/^[ -]*image: (\S+)$/gm);
  return [...new Set([...images].map(([, image]) => inFull(image)))].sort();
}

function imagesOfRecipes(): string[] {
  const recipes = readdirSync(join(__dirname, 'images')).map((name) => join(__dirname, 'images', name, 'recipe.sh'));
  return recipes.flatMap((file) => /^names=\((.*)\)$/m.exec(readFileSync(file, 'utf8'))?.[1].split(' ') ?? []).sort();
}

function inFull(image: string): string {
  const reference = ImageReference.parse(image);
  return reference.tag === undefined ? `${reference.toString()}:latest` : reference.toString();
}

test('the setup builds the images that the manifests name', () => {
  expect(imagesOfRecipes()).toEqual(expect.arrayContaining(imagesOfManifests()));
});
