import { objectsIn, podOf } from '../../test/checks';
import { Container } from './container';
import { opens } from './listeners';
import { Workload } from './workload';

function containerOf(container: object): Container {
  const [object] = objectsIn(podOf({ containers: [{ name: 'app', image: 'example.com/app:1', ...container }] }));
  return Workload.of(object)!.pod.containers[0];
}

/** As in `8080`, `*8080` on loopback, `8080?` where it is a sign only. */
function listenersOf(container: object): string[] {
  return containerOf(container).listeners.map(({ number, protocol, loopback, sure }) => {
    return `${loopback ? '*' : ''}${number}${protocol === 'TCP' ? '' : protocol}${sure ? '' : '?'}`;
  });
}

test.each([
  [['/app', '--port=8080'], ['8080?']],
  [['/app', '--web.listen-address', ':9090'], ['9090?']],
  [['/app', '-listen', '127.0.0.1:80'], ['*80?']],
  [['/app', '--host', '127.0.0.1', '--port', '80'], ['*80?']],
  [['/app', '--metrics-bind-address=[::]:8443'], ['8443?']],
  [['/app', '--address=http://vault:8200', '--port=$(PORT)', '--db-port=5432'], []],
  [['gunicorn', '--bind', '0.0.0.0:8000', 'app'], ['8000']],
  [['gunicorn', 'app'], ['*8000?']],
  [['gunicorn', '-c', 'conf.py', 'app'], []],
  [['python3', '-m', 'http.server', '8080'], ['8080']],
  [['python3', 'manage.py', 'runserver', '0.0.0.0:8000'], ['8000']],
  [['php', '-S', 'localhost:8000'], ['*8000']],
  [['kubectl', 'proxy', '--port=8002'], ['*8002']],
  [['socat', 'TCP-LISTEN:8080,fork,bind=127.0.0.1', 'TCP:db:5432'], ['*8080']],
  [['socat', 'UDP-LISTEN:53,fork', 'UDP:10.0.0.10:53'], ['53UDP']],
  [['nc', '-lk', '-p', '8080'], ['8080?']],
  [['nc', '-z', 'db', '5432'], []],
  [['sh', '-c', 'set -e\nexec uvicorn app:app --host 0.0.0.0 --port 9000'], ['9000']],
])('of %j it is %j', (command, listeners) => {
  expect(listenersOf({ command })).toEqual(listeners);
});

test.each([
  [{ image: 'nginx:1.27' }, ['80']],
  [{ image: 'nginx:1.27', command: ['nginx', '-g', 'daemon off;'] }, ['80']],
  [{ image: 'nginx:1.27', command: ['nginx', '-c', '/etc/own.conf'] }, []],
  [{ image: 'nginx:1.27', volumeMounts: [{ name: 'c', mountPath: '/etc/nginx/conf.d' }] }, []],
  [{ image: 'registry.example.com/nginx:1.27' }, ['80?']],
  [{ image: 'prom/prometheus:v2.54.1', args: ['--web.listen-address=:9095'] }, ['9095']],
  [{ image: 'postgres:16', args: ['-c', 'port=5433'] }, ['5433']],
  [{ image: 'postgres:16', env: [{ name: 'PGPORT', value: '5433' }] }, ['5433']],
  [{ image: 'postgres:16', args: ['-c', 'max_connections=200'] }, ['5432']],
  [{ image: 'postgres:16', volumeMounts: [{ name: 's', mountPath: '/docker-entrypoint-initdb.d' }] }, ['5432']],
  [{ image: 'postgres:16', command: ['psql', '-h', 'db', '-p', '5433'] }, []],
  [{ image: 'redis:7.4', args: ['--bind', '127.0.0.1', '--port', '6380'] }, ['*6380']],
  [{ image: 'redis:7.4', args: ['redis-server', '/etc/redis/redis.conf'] }, []],
  [{ image: 'mysql:8.4', args: ['--port=3307'] }, ['3307', '33060?']],
  [{ image: 'caddy:2.8', env: [{ name: 'PORT', value: '8080' }] }, ['80?', '*2019?', '8080?']],
  [
    {
      image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1',
      args: ['--port=5432', '--address=0.0.0.0', 'a:b:c', 'a:b:d?port=6000'],
    },
    ['5432', '6000'],
  ],
  [
    {
      image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1',
      args: ['--unix-socket=/s', '--health-check', '--http-address=0.0.0.0', 'a:b:c'],
    },
    ['9090'],
  ],
  [{ image: 'quay.io/kiwigrid/k8s-sidecar:2.1.0', env: [{ name: 'HEALTH_PORT', value: '8081' }] }, ['8081']],
])('of %j it is %j', (container, listeners) => {
  expect(listenersOf(container)).toEqual(listeners);
});

test('what is declared is open, unless it is known to be on loopback', () => {
  const ports = [{ containerPort: 8080 }, { containerPort: 53, protocol: 'UDP' }];
  expect(listenersOf({ ports, command: ['/app', '--port=8080'] })).toEqual(['8080', '53UDP']);
  expect(listenersOf({ ports, command: ['/app', '--listen=localhost:8080'] })).toEqual(['53UDP', '*8080?']);
});

test.each([
  ['yes', { ports: [{ containerPort: 80 }] }],
  ['yes', { image: 'nginx:1.27' }],
  ['no', { image: 'redis:7.4' }],
  ['no', { image: 'fluent/fluent-bit:3.1.9' }],
  ['hardly', { ports: [{ containerPort: 8080 }] }],
  ['hardly', { image: 'registry.example.com/redis:7.4' }],
  ['hardly', { image: 'busybox:1.36', command: ['sh', '-c', 'while true; do date; sleep 5; done'] }],
  ['perhaps', {}],
  ['perhaps', { ports: [{ containerPort: 8080 }], args: ['--admin=:80'] }],
  ['perhaps', { image: 'nginx:1.27', command: ['/own'] }],
  ['perhaps', { image: 'busybox:1.36', command: ['sh', '-c', './serve'] }],
  ['perhaps', { image: 'python:3.12', command: ['python', 'app.py'] }],
])('says "%s" of port 80 and %j', (answer, container) => {
  expect(opens(containerOf(container), 80)).toBe(answer);
});
