import { objectsIn, podOf } from '../../test/checks';
import { Address, isForOthers } from './addresses';
import { Workload } from './workload';

function addressesOf(container: object): readonly Address[] {
  const [object] = objectsIn(podOf({ containers: [{ name: 'app', image: 'example.com/app:1', ...container }] }));
  return Workload.of(object)!.pod.containers[0].addresses;
}

const texts = (container: object) =>
  addressesOf(container).map(({ host, port }) => (port === undefined ? host : `${host}:${port}`));

test.each([
  ['URL', 'http://api/v1', ['api']],
  ['URL', 'postgres://user:p%40ss@DB.example.com:5432/x?y=z', ['db.example.com:5432']],
  ['URI', 'mongodb://a:27017,b:27018/x', ['a:27017', 'b:27018']],
  ['JDBC', 'jdbc:mysql://localhost:3306/x', ['localhost:3306']],
  ['BROKERS', 'a:9092, b:9092', ['a:9092', 'b:9092']],
  ['DATA_SOURCE_URI', 'localhost:5432/postgres?sslmode=disable', ['localhost:5432']],
  ['LISTEN', '[::1]:8080', ['::1:8080']],
  ['DB_HOST', 'database', ['database']],
  ['GREETING', 'hello', []],
  ['IMAGE', 'redis:7000', []],
  ['RATIO', '16:9', []],
  ['TIME', '12:30:00', []],
  ['DB_HOST', '$(HOST_IP)', []],
])('reads %s=%s', (name, value, expected) => {
  expect(texts({ env: [{ name, value }] })).toEqual(expected);
});

test('puts host and port together', () => {
  const env = [
    { name: 'DB_HOST', value: 'db' },
    { name: 'DB_PORT', value: '5432' },
  ];
  expect(texts({ env })).toEqual(['db:5432']);
});

test.each([
  [['app', '--upstream=http://127.0.0.1:8080/'], ['127.0.0.1:8080']],
  [
    ['app', '--db-host', 'db', '-h', 'other', '--name', 'x'],
    ['db', 'other'],
  ],
  [['sh', '-c', 'until nc -z db 5432; do sleep 1; done'], ['db:5432']],
  [['sh', '-c', 'curl -s "http://api:8080/$PATH" | tee /x'], ['api:8080']],
  [['sh', '-c', 'chown app:1000 /data; echo http://x'], []],
  [['sh', '-c', 'case ((( curl http://api:8080'], ['api:8080']],
])('reads %j', (command, expected) => {
  expect(texts({ command })).toEqual(expected);
});

test.each(['PUBLIC_URL', 'BASE_URL', '--redirect-url', 'CORS_ORIGIN', 'HOSTNAME', 'KAFKA_ADVERTISED_LISTENERS'])(
  'takes what %s has for an address of its own',
  (name) => {
    const [address] = addressesOf({ env: [{ name, value: 'https://shop.example.com' }] });
    expect(isForOthers(address)).toBe(true);
  },
);

test.each(['DATABASE_URL', 'DB_HOST', 'API_URL', 'WEBSITE_API_URL', '--upstream', 'OIDC_ISSUER'])(
  'takes what %s has for an address to connect to',
  (name) => {
    const [address] = addressesOf({ env: [{ name, value: 'https://shop.example.com' }] });
    expect(isForOthers(address)).toBe(false);
  },
);

test('long texts are read within the time that a test has', () => {
  const value = ['a.'.repeat(50_000), 'a://'.repeat(25_000), 'a:1,'.repeat(25_000), `x://${'@'.repeat(100_000)}`];
  // To go back within them takes minutes.
  for (const text of value)
    expect(texts({ env: [{ name: 'URL', value: text }], command: ['sh', '-c', text] })).toEqual(expect.any(Array));
});
