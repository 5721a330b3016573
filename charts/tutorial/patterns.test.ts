import { App, Testing } from 'cdk8s';
import { isAllowed, podsOf } from '../../test/reachability';
import { Manifest } from '../../test/synth';
import { Patterns } from './patterns';

const manifests: Manifest[] = Testing.synth(new Patterns(new App(), 'patterns'));
const find = (kind: string, name: string) =>
  manifests.find(({ kind: found, metadata }) => found === kind && metadata.name.startsWith(name));

test('the sidecar writes what nginx reads', () => {
  const { containers, initContainers } = find('Pod', 'sidecar').spec;
  expect(initContainers[0]).toMatchObject({ name: 'writer', restartPolicy: 'Always' });
  expect(initContainers[0].volumeMounts[0]).toEqual({ name: 'content', mountPath: '/content' });
  expect(containers[0].volumeMounts[0]).toEqual({
    name: 'content',
    mountPath: '/usr/share/nginx/html',
    readOnly: true,
  });
});

describe('the adapter', () => {
  const pod = find('Pod', 'adapter');
  const [exporter] = pod.spec.initContainers;

  test('reads the status page on localhost, which nginx serves there', () => {
    expect(exporter.args).toEqual(['--nginx.scrape-uri=http://127.0.0.1:8081/stub_status']);
    const server = find('ConfigMap', 'adapter-servers').data['default.conf'];
    expect(server).toContain('listen 127.0.0.1:8081;');
    expect(server).toContain('location = /stub_status {');
    const mount = pod.spec.containers[0].volumeMounts.find(
      ({ mountPath }: Manifest) => mountPath === '/etc/nginx/conf.d',
    );
    const volume = pod.spec.volumes.find(({ name }: Manifest) => name === mount.name);
    expect(volume.configMap.name).toBe(find('ConfigMap', 'adapter-servers').metadata.name);
  });

  test('offers metrics to Prometheus and in the Service, and the status page to nobody', () => {
    expect(pod.metadata.annotations).toMatchObject({
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': '9113',
      'prometheus.io/path': '/metrics',
    });
    expect(find('Service', 'adapter').spec.ports).toEqual([
      { name: 'http', port: 80, targetPort: 80, protocol: 'TCP' },
      { name: 'metrics', port: 9113, targetPort: 9113, protocol: 'TCP' },
    ]);
    expect(JSON.stringify(pod.spec.containers[0].ports)).not.toContain('8081');
  });
});

describe('the ambassador', () => {
  const pod = find('Pod', 'ambassador');
  const [app] = pod.spec.containers;
  const [proxy] = pod.spec.initContainers;
  const config = find('ConfigMap', 'redis-proxy-config').data['haproxy.cfg'];

  test('is all that the app knows of the outside', () => {
    expect(app.command.at(-1)).toContain('nc -w 5 localhost 6379');
    expect(app).not.toHaveProperty('env');
  });

  test('listens on localhost only, and carries to the Service', () => {
    expect(config).toContain('bind 127.0.0.1:6379\n  server redis "${REMOTE_HOST}:${REMOTE_PORT}"\n');
    expect(proxy.env).toEqual([
      { name: 'REMOTE_HOST', value: 'redis' },
      { name: 'REMOTE_PORT', value: '6379' },
    ]);
    expect(proxy.ports).toEqual([{ containerPort: 8404, name: 'health' }]);
    expect(find('Service', 'redis').spec.ports).toMatchObject([{ port: 6379 }]);
    expect(
      manifests.filter(({ kind, metadata }) => kind === 'Service' && metadata.name.startsWith('ambassador')),
    ).toEqual([]);
  });

  test('has started before the app does', () => {
    expect(proxy.restartPolicy).toBe('Always');
    expect(proxy.startupProbe).toMatchObject({ httpGet: { path: '/healthz', port: 8404 }, failureThreshold: 30 });
    expect(config).toContain('bind :8404\n  monitor-uri /healthz\n');
  });

  test('has the time to stop that it takes, after the app', () => {
    expect(config).toContain('hard-stop-after 15s');
    expect(pod.spec.terminationGracePeriodSeconds).toBe(45);
  });

  test('reaches Redis, and the Pod nothing else', () => {
    const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy');
    const [from, to] = [podsOf(pod), podsOf(find('Deployment', 'redis'))];
    expect(isAllowed(policies, from, to, { port: 6379 })).toBe(true);
    expect(isAllowed(policies, from, { address: '198.51.100.1' }, { port: 6379 })).toBe(false);
  });
});
