import * as fc from 'fast-check';
import { SidecarsError } from '../errors';
import { ImageReference } from './image-reference';

const SHA = `sha256:${'0123456789abcdef'.repeat(4)}`;

function parts(image: string): Record<string, unknown> {
  const { registry, repository, name, tag, digest } = ImageReference.parse(image);
  return { registry, repository, name, tag, digest };
}

const nginx = { registry: 'docker.io', repository: 'docker.io/library/nginx', name: 'nginx' };

test.each([
  ['nginx', { ...nginx }],
  ['nginx:1.27-alpine', { ...nginx, tag: '1.27-alpine' }],
  ['library/nginx:latest', { ...nginx, tag: 'latest' }],
  ['docker.io/nginx:1.27', { ...nginx, tag: '1.27' }],
  ['docker.io/library/nginx', { ...nginx }],
  [`index.docker.io/library/nginx@${SHA}`, { ...nginx, digest: SHA }],
  [`nginx:1.27@${SHA}`, { ...nginx, tag: '1.27', digest: SHA }],
  ['grafana/grafana', { registry: 'docker.io', repository: 'docker.io/grafana/grafana', name: 'grafana' }],
  [
    'public.ecr.aws/docker/library/nginx:1.27',
    {
      registry: 'public.ecr.aws',
      repository: 'public.ecr.aws/docker/library/nginx',
      name: 'nginx',
      tag: '1.27',
    },
  ],
  [
    'mirror.gcr.io/library/nginx',
    { registry: 'mirror.gcr.io', repository: 'mirror.gcr.io/library/nginx', name: 'nginx' },
  ],
  ['localhost/nginx', { registry: 'localhost', repository: 'localhost/nginx', name: 'nginx' }],
  ['localhost:5000/nginx', { registry: 'localhost:5000', repository: 'localhost:5000/nginx', name: 'nginx' }],
  ['[::1]:5000/nginx:1', { registry: '[::1]:5000', repository: '[::1]:5000/nginx', name: 'nginx', tag: '1' }],
  [
    'Registry.Example.com/team/my_app.v2--x:V1.0_a',
    {
      registry: 'registry.example.com',
      repository: 'registry.example.com/team/my_app.v2--x',
      name: 'my_app.v2--x',
      tag: 'V1.0_a',
    },
  ],
])('%s is taken apart', (image, expected) => {
  expect(parts(image)).toEqual({ tag: undefined, digest: undefined, ...expected });
});

const WHY = 'Container runtimes reject it and the container stays in InvalidImageName.';

test.each([
  ['', `image "": it is empty. ${WHY} Fix: name an image, such as nginx:1.27-alpine.`],
  [' ', `image " ": it is nothing but white space. ${WHY} Fix: name an image, such as nginx:1.27-alpine.`],
  ...['nginx:${TAG}', '${IMAGE}', '{{ .Values.image }}'].map((image): [string, string] => [
    image,
    `image "${image}": it has a placeholder in it, which nothing fills in here. ${WHY} Fix: pass the image itself, with ` +
      'values put in by JavaScript: `nginx:${tag}` in backquotes.',
  ]),
  ['nginx: alpine', `image "nginx: alpine": it has white space in it. ${WHY} Fix: leave that out: "nginx:alpine".`],
  ['nginx:', `image "nginx:": nothing follows ":". ${WHY} Fix: add a tag, or leave ":" out: "nginx".`],
  [
    'Nginx:1.27',
    `image "Nginx:1.27": the repository has upper-case letters. ${WHY} Fix: write it in lower case: "nginx:1.27".`,
  ],
  [
    'https://example.com/nginx',
    `image "https://example.com/nginx": it is a URL. ${WHY} Fix: leave "https://" out: "example.com/nginx".`,
  ],
  [
    'Example.com/Example:V1',
    `image "Example.com/Example:V1": the repository has upper-case letters. ${WHY} ` +
      'Fix: write it in lower case: "example.com/example:V1".',
  ],
  [
    'nginx:1.27+build',
    `image "nginx:1.27+build": "1.27+build" is not a tag. ${WHY} ` +
      'Fix: use letters, digits, ".", "_" and "-", not "." or "-" first, at most 128 characters.',
  ],
  [
    'nginx@sha256:abc',
    `image "nginx@sha256:abc": what follows "@" is not a digest: "sha256:abc". ${WHY} ` +
      'Fix: write it as sha256: and 64 lower-case hexadecimal digits.',
  ],
  [
    'team//app',
    `image "team//app": a part of the repository is empty. ${WHY} ` +
      'Fix: write one "/" between parts and none at either end, as in team/app.',
  ],
  [
    'team/-app',
    `image "team/-app": "-app" cannot be part of a repository. ${WHY} ` +
      'Fix: use lower-case letters and digits, with single ".", "_", "__" or "-" between them.',
  ],
  [
    'my_registry.example.com:x/app',
    `image "my_registry.example.com:x/app": "my_registry.example.com:x" is not a registry. ${WHY} ` +
      'Fix: write a host name, and its port after ":", such as registry.example.com:5000.',
  ],
  [
    'a'.repeat(300),
    `image "${'a'.repeat(40)}...": the repository is longer than 255 characters. ${WHY} Fix: shorten it.`,
  ],
  [
    '0123456789abcdef'.repeat(4),
    `image "${'0123456789abcdef'.repeat(4)}": it is an image ID. ${WHY} ` +
      'Fix: name a repository, which a node can pull from.',
  ],
])('"%s" is refused', (image, message) => {
  expect(() => ImageReference.parse(image)).toThrow(SidecarsError);
  expect(() => ImageReference.parse(image)).toThrow(new Error(message));
});

test.each([
  ['nginx', true],
  ['nginx:latest', true],
  ['nginx:1.27', false],
  [`nginx@${SHA}`, false],
  [`nginx:latest@${SHA}`, false],
])('%s can change under its name: %s', (image, expected) => {
  expect(ImageReference.parse(image).usesLatest).toEqual(expected);
});

const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);
const component = fc.tuple(word, fc.constantFrom('.', '_', '__', '-', '---'), word).map((texts) => texts.join(''));
const path = fc.array(fc.oneof(word, component), { minLength: 1, maxLength: 4 }).map((texts) => texts.join('/'));
const registry = fc.constantFrom('', 'localhost/', 'localhost:5000/', 'registry.example.com/', 'quay.io:443/');
const tag = fc.option(fc.stringMatching(/^\w[\w.-]{0,20}$/), { nil: undefined });
const digest = fc.option(fc.constant(SHA), { nil: undefined });

test('a reference written out in full and read again stays the same', () => {
  fc.assert(
    fc.property(registry, path, tag, digest, (host, name, suffix, hash) => {
      const image = `${host}${name}${suffix === undefined ? '' : `:${suffix}`}${hash === undefined ? '' : `@${hash}`}`;
      const read = ImageReference.parse(image);
      const again = ImageReference.parse(read.toString());

      expect(again).toEqual(read);
      expect({ tag: read.tag, digest: read.digest }).toEqual({ tag: suffix, digest: hash });
    }),
  );
});

test('any text is either read or refused with an explanation', () => {
  const characters = fc.constantFrom(...'aB9.:/@-_ \t[]#sha256é'.split(''));
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: characters })), (text) => {
      try {
        ImageReference.parse(text);
      } catch (error) {
        expect(error).toBeInstanceOf(SidecarsError);
      }
    }),
  );
});
