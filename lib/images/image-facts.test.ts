import { Size } from 'cdk8s';
import { Capability, Protocol } from 'cdk8s-plus-28';
import { ImageFacts } from './image-facts';

function facts(image: string): ImageFacts {
  const found = ImageFacts.of(image);
  if (!found) throw new Error(`nothing is known about ${image}`);
  return found;
}

test('nginx runs as its own user, with its cache and its pid file writable', () => {
  const { user, group, imageUser, ports, writablePaths, stopSignal, certain } = facts('nginx:1.27-alpine');

  expect({ user, group, imageUser, ports, writablePaths, stopSignal, certain }).toEqual({
    user: 101,
    group: 101,
    imageUser: '',
    ports: [{ number: 80, protocol: undefined, loopback: undefined }],
    writablePaths: ['/var/cache/nginx', '/run'],
    stopSignal: 'SIGQUIT',
    certain: true,
  });
});

test('curl comes with nginx on Alpine and not with its slim variant', () => {
  expect(facts('nginx:alpine').tools).toContain('curl');
  expect(facts('nginx:alpine-slim').missingTools).toContain('curl');
});

test('Caddy needs the capability that its binary carries', () => {
  expect(facts('caddy').capabilities).toEqual([Capability.NET_BIND_SERVICE]);
});

test('PostgreSQL before 18 keeps its data one folder below the mount, which belongs to root', () => {
  expect(facts('postgres:17').environment).toEqual({ PGDATA: '/var/lib/postgresql/data/pgdata' });
  expect(facts('postgres:18').environment).toEqual(undefined);
  expect(facts('postgres:17-alpine').user).toEqual(70);
});

test('a listener can be on loopback or on UDP', () => {
  expect(facts('quay.io/oauth2-proxy/oauth2-proxy:v7.15.3').ports).toEqual([
    { number: 4180, protocol: undefined, loopback: true },
  ]);
  expect(facts('prom/statsd-exporter').ports).toContainEqual({
    number: 9125,
    protocol: Protocol.UDP,
    loopback: undefined,
  });
});

test('fluentd says nothing about writable folders, because an emptyDir on /tmp stops it', () => {
  expect(facts('fluent/fluentd').writablePaths).toEqual(undefined);
});

test('an image without a shell says so', () => {
  expect(facts('gcr.io/distroless/static-debian12:nonroot').shell).toEqual('');
  expect(facts('gcr.io/distroless/static-debian12:nonroot').missingTools).toContain('sh');
});

test('memory is requested where the usual would not do', () => {
  expect(facts('mysql:8.4').memoryRequest).toEqual(Size.mebibytes(512));
  expect(facts('nginx').memoryRequest).toEqual(undefined);
});

test('what one caller changes, another does not see', () => {
  const first = facts('postgres:17');
  first.writablePaths?.push('/changed');
  first.tools?.pop();
  if (first.environment) first.environment.PGDATA = '/changed';

  expect(facts('postgres:17')).not.toEqual(first);
  expect(facts('postgres:17').writablePaths).toEqual(['/run/postgresql', '/tmp']);
  expect(facts('postgres:17').environment).toEqual({ PGDATA: '/var/lib/postgresql/data/pgdata' });
});

test('an unknown image has no facts, and a malformed one is refused', () => {
  expect(ImageFacts.of('registry.example.com/team/app:1')).toEqual(undefined);
  expect(() => ImageFacts.of('nginx: alpine')).toThrow('it has white space in it');
});

test('the known repositories can be listed', () => {
  expect(ImageFacts.knownRepositories()).toContain('docker.io/library/nginx');
});
