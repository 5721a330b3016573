import { ImageFacts } from './image-facts';

test('what is known about an image is certain of its copy in a mirror', () => {
  expect(ImageFacts.of('registry.example.com/hub/library/nginx:1.27')?.certain).toBe(false);
  ImageFacts.registerMirror('registry.example.com/hub', 'docker.io');

  const copy = ImageFacts.of('registry.example.com/hub/library/nginx:1.27')!;
  expect({ certain: copy.certain, repository: copy.repository, user: copy.user }).toEqual({
    certain: true,
    repository: 'docker.io/library/nginx',
    user: 101,
  });
});

test('a mirror of a folder holds only what is in that folder', () => {
  ImageFacts.registerMirror('registry.example.com:5000/official', 'docker.io/library');
  expect(ImageFacts.of('registry.example.com:5000/official/redis:7')?.certain).toBe(true);
  expect(ImageFacts.of('registry.example.com:5000/other/redis:7')?.certain).toBe(false);
  expect(ImageFacts.of('registryXexample.com:5000/official/redis:7')?.certain).toBe(false);
});

test('a mirror is named with its registry', () => {
  expect(() => ImageFacts.registerMirror('hub', 'docker.io')).toThrow(
    new Error(
      'ImageFacts.registerMirror for "hub": it is not a registry, nor a folder of one. Images are told apart by their registry and path. Fix: write the registry, and the path below it that all its copies have in common, as in registry.example.com/hub.',
    ),
  );
  expect(() => ImageFacts.registerMirror('registry.example.com', 'Docker.io/')).toThrow('it is not a registry');
});
