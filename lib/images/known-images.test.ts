import { ImageReference } from './image-reference';
import { findImage, FoundImage, knownRepositories } from './known-images';

const SHA = `sha256:${'0'.repeat(64)}`;

function find(image: string): FoundImage | undefined {
  return findImage(ImageReference.parse(image));
}

function variant(image: string): unknown {
  const found = find(image);
  return found && [found.repository, found.tagPattern];
}

const NGINX = 'docker.io/library/nginx';

test.each([
  ['nginx', NGINX, undefined],
  ['nginx:1.27', NGINX, undefined],
  ['nginx:mainline-perl', NGINX, undefined],
  ['nginx:1.27-alpine', NGINX, 'alpine'],
  ['nginx:1.27-alpine3.20-perl', NGINX, 'alpine'],
  ['nginx:alpine-slim', NGINX, 'alpine[0-9.]*-slim'],
  ['nginx:1.27-alpine3.20-slim', NGINX, 'alpine[0-9.]*-slim'],
  [`nginx:1.27-alpine@${SHA}`, NGINX, 'alpine'],
  ['redis:8-alpine', 'docker.io/library/redis', 'alpine'],
  ['redis:7', 'docker.io/library/redis', '^[2-7]([.-]|$)'],
  ['redis:7.4-bookworm', 'docker.io/library/redis', '^[2-7]([.-]|$)'],
  ['redis:7.4-alpine3.21', 'docker.io/library/redis', '^[2-7][.-].*alpine'],
  ['postgres', 'docker.io/library/postgres', undefined],
  ['postgres:18.2', 'docker.io/library/postgres', undefined],
  ['postgres:17', 'docker.io/library/postgres', '^(9|1[0-7])(\\D|$)'],
  ['postgres:9.6', 'docker.io/library/postgres', '^(9|1[0-7])(\\D|$)'],
  ['postgres:17rc1-bookworm', 'docker.io/library/postgres', '^(9|1[0-7])(\\D|$)'],
  ['postgres:16-alpine', 'docker.io/library/postgres', '^(9|1[0-7])\\D.*alpine'],
  ['postgres:18-alpine', 'docker.io/library/postgres', 'alpine'],
  ['haproxy:2.2', 'docker.io/library/haproxy', '^(1|2\\.[0-3])(\\D|$)'],
  ['haproxy:2.30', 'docker.io/library/haproxy', undefined],
  ['rabbitmq:4-management-alpine', 'docker.io/library/rabbitmq', 'management.*alpine'],
  ['gcr.io/distroless/static:debug-nonroot', 'gcr.io/distroless/static', 'debug-nonroot'],
  ['quay.io/oauth2-proxy/oauth2-proxy:v7.4.0', 'quay.io/oauth2-proxy/oauth2-proxy', '^v?([0-6]|7\\.[0-5])(\\.|-|$)'],
  ['quay.io/oauth2-proxy/oauth2-proxy:v7.15.3', 'quay.io/oauth2-proxy/oauth2-proxy', undefined],
  ['fluent/fluentd:v1.18-debian-1', 'docker.io/fluent/fluentd', '^v?1\\.1[0-8](\\D.*)?debian'],
  ['fluent/fluentd:v1.18-1', 'docker.io/fluent/fluentd', '^v?1\\.1[0-8](\\D|$)'],
  ['fluent/fluentd:v1.19', 'docker.io/fluent/fluentd', undefined],
  ['quay.io/prometheus/prometheus:v3.8.0-distroless', 'quay.io/prometheus/prometheus', 'distroless'],
])('%s is the variant %s %s', (image, repository, pattern) => {
  expect(variant(image)).toEqual([repository, pattern]);
  expect(find(image)?.certain).toEqual(true);
});

test.each([
  ['public.ecr.aws/docker/library/nginx:alpine', NGINX, true],
  ['mirror.gcr.io/library/nginx:alpine', NGINX, true],
  ['mirror.gcr.io/grafana/grafana', 'docker.io/grafana/grafana', true],
  ['arm64v8/nginx', NGINX, true],
  ['k8s.gcr.io/pause:3.6', 'registry.k8s.io/pause', true],
  ['registry.example.com/mirror/nginx:alpine', NGINX, false],
  ['localhost:5000/nginx', NGINX, false],
  ['ghcr.io/team/redis:7', 'docker.io/library/redis', false],
  ['registry.example.com/distroless/static-debian12', 'gcr.io/distroless/static-debian12', false],
])('%s is taken for %s, for certain: %s', (image, repository, certain) => {
  const found = find(image);

  expect(found && [found.repository, found.certain]).toEqual([repository, certain]);
});

test.each([
  'example/nginx',
  'bitnami/redis',
  'registry.example.com/bitnami/redis:7',
  'cgr.dev/chainguard/nginx',
  'registry.access.redhat.com/ubi9/python',
  'registry.example.com/team/static',
  'registry.example.com/team/app',
  'python:3.12-windowsservercore',
  'mongo:8.0-nanoserver-ltsc2022',
])('nothing is known about %s', (image) => {
  expect(find(image)).toEqual(undefined);
});

test('of a digest without a tag, what holds for all variants is known', () => {
  const found = find(`postgres@${SHA}`);

  expect(found?.tagPattern).toEqual(undefined);
  expect(found?.facts.ports).toEqual([{ number: 5432 }]);
  expect(found?.facts.user).toEqual(undefined);
  expect(found?.facts.dataPaths).toEqual(undefined);
  expect(found?.facts.environment).toEqual(undefined);
  expect(found?.facts.tools).toContain('pg_isready');
  expect(found?.facts.tools).not.toContain('wget');
  expect(found?.facts.missingTools).toEqual(['curl', 'dig', 'dnf', 'telnet', 'yum']);
});

test('of a digest of an image without variants, everything is known', () => {
  expect(find(`busybox@${SHA}`)?.facts).toEqual(find('busybox')?.facts);
});

test('the known repositories are sorted and complete', () => {
  const names = knownRepositories();

  expect(names).toEqual([...names].sort());
  expect(names).toEqual(
    expect.arrayContaining([NGINX, 'quay.io/prometheus/prometheus', 'registry.k8s.io/git-sync/git-sync']),
  );
});

test('looking images up loads neither cdk8s nor cdk8s-plus', () => {
  jest.isolateModules(() => {
    jest.doMock('cdk8s', () => {
      throw new Error('cdk8s was loaded');
    });
    jest.doMock('cdk8s-plus-28', () => {
      throw new Error('cdk8s-plus-28 was loaded');
    });
    const lookup = jest.requireActual<typeof import('./known-images')>('./known-images');
    const reference = jest.requireActual<typeof import('./image-reference')>('./image-reference');

    expect(lookup.findImage(reference.ImageReference.parse('nginx'))?.facts.user).toEqual(101);
  });
});
