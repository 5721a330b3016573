import { containerOf, objectOf, Spec } from '../../test/manifest-pods';
import { callsOf } from './calls';
import { KubeObject } from './kube-object';
import { ManifestSet } from './manifest-set';

const env = (name: string, value: string): Spec => ({ env: [{ name, value }] });

function service(name: string, ports: readonly number[], namespace = 'shop'): KubeObject {
  return objectOf('Service', name, { metadata: { namespace }, spec: { ports: ports.map((port) => ({ port })) } });
}

const SET = new ManifestSet([service('db', [5432]), service('many', [1, 2]), service('api', [80], 'other')]);

test.each<[string, Spec, string[]]>([
  ['a Service by its name', env('DB_HOST', 'db'), ['service db:5432']],
  ['one with several ports', env('MANY_HOST', 'many'), ['service many:undefined']],
  ['one of another namespace', env('URL', 'http://api.other'), ['service api:80']],
  ['one in full', env('URL', 'http://api.other.svc.cluster.local'), ['service api:80']],
  ['a Pod of a StatefulSet', env('URL', 'postgres://db-0.db.shop.svc'), ['service db:5432']],
  ['a name that is in no set', env('URL', 'redis://cache'), ['elsewhere cache:6379']],
  ['a host', env('URL', 'https://example.net/x'), ['elsewhere example.net:443']],
  ['a sibling', env('URL', 'http://127.0.0.1:8081/status'), ['pod localhost:8081']],
  ['its own port', { args: ['--listen=127.0.0.1:8081'], ...env('URL', 'http://localhost:8081') }, []],
  ['where it listens', { args: ['--metrics-addr=127.0.0.1:9000'] }, []],
  ['all addresses', env('BIND_URL', 'http://0.0.0.0:80'), []],
  ['what others call it', env('PUBLIC_URL', 'https://shop.example.com'), []],
  [
    'the same twice',
    { env: [env('A_URL', 'http://x.y'), env('B_URL', 'http://x.y')].flatMap((one) => one['env']) },
    ['elsewhere x.y:80'],
  ],
])('of %s it is %j that it connects to', (_, container, expected) => {
  const calls = callsOf(containerOf({ image: 'app', ...container }), SET);
  expect(calls.map(({ to, host, port, service: found }) => `${to} ${found?.name ?? host}:${port}`)).toEqual(expected);
});
