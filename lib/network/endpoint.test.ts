import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { idle } from '../../test/pods';
import { messageOf, validationErrors } from '../../test/synth';
import { Endpoint, SidecarPod } from '..';

const IMAGE = 'busybox:1.36';

function service(ports: kplus.ServicePort[], props: kplus.ServiceProps = {}): kplus.Service {
  return new kplus.Service(Testing.chart(), 'redis', { metadata: { name: 'redis' }, ports, ...props });
}

describe('Endpoint.of', () => {
  test.each([
    'redis',
    'redis.example.com',
    'redis.example.com.',
    'my_db.svc',
    '4ever.example',
    '10.0.0.1',
    '2001:db8::1',
    '::1',
  ])('takes %s', (host) => {
    expect(Endpoint.of(host, 6379)).toMatchObject({ host, port: 6379 });
  });

  test.each([
    '',
    'http://redis',
    'redis:6379',
    'redis/0',
    'redis.example.com:6379',
    '[::1]',
    '10.0.0.256',
    '10.0.0.0/8',
    'redis..svc',
    '-redis',
    'a b',
    `${'a'.repeat(64)}.com`,
    `${'a.'.repeat(127)}com`,
  ])('does not take %j', (host) => {
    expect(messageOf(() => Endpoint.of(host, 6379))).toBe(
      `Endpoint.of: "${host}" is not a host. A host is a DNS name or an IP address, without scheme, port or path. Fix: pass ` +
        'the host alone, such as redis.example.com, and the port as the second argument.',
    );
  });

  test.each([0, -1, 1.5, 65536, NaN])('does not take port %d', (port) => {
    expect(messageOf(() => Endpoint.of('redis', port))).toBe(
      `Endpoint.of: ${port} is not a valid port of redis. Ports are whole numbers from 1 to 65535. Fix: give the number the ` +
        'process listens on.',
    );
  });
});

describe('the forms of an endpoint', () => {
  test('of a name', () => {
    const redis = Endpoint.of('redis', 6379);
    expect(redis.hostAndPort).toBe('redis:6379');
    expect(redis.url('0', 'redis')).toBe('redis://redis:6379/0');
    expect(redis.toEnvValue().value).toBe('redis:6379');
  });

  test('of an IPv6 address', () => {
    const redis = Endpoint.of('2001:db8::1', 6379);
    expect(redis.hostAndPort).toBe('[2001:db8::1]:6379');
    expect(redis.url()).toBe('http://[2001:db8::1]:6379/');
    expect(Endpoint.of('2001:db8::1', 80).url()).toBe('http://[2001:db8::1]/');
  });

  test('of the port that belongs to the scheme', () => {
    expect(Endpoint.of('web', 80).url()).toBe('http://web/');
    expect(Endpoint.of('web', 443).url('/a?b=c', 'https')).toBe('https://web/a?b=c');
    expect(Endpoint.of('web', 443).url()).toBe('http://web:443/');
    expect(Endpoint.of('web', 80).url('', 'https')).toBe('https://web:80/');
  });
});

describe('Endpoint.fromService', () => {
  test('is the name and the only port of the Service', () => {
    expect(Endpoint.fromService(service([{ port: 6379, targetPort: 7000 }])).hostAndPort).toBe('redis:6379');
  });

  test('is the name in the namespace that the Service names', () => {
    const chart = new Chart(new App(), 'chart', { namespace: 'data' });
    const pod = new SidecarPod(chart, 'redis', { main: { image: IMAGE, portNumber: 6379 } });
    expect(Endpoint.fromService(pod.exposeViaService({ name: 'redis' })).hostAndPort).toBe('redis.data.svc:6379');
  });

  test('is the chosen one of several ports', () => {
    const endpoint = Endpoint.fromService(service([{ port: 6379 }, { port: 9121, name: 'metrics' }]), { port: 9121 });
    expect(endpoint.hostAndPort).toBe('redis:9121');
  });

  test('is the port of the container where the Service is headless', () => {
    const headless = service([{ port: 6379, targetPort: 7000 }], { clusterIP: 'None' });
    expect(Endpoint.fromService(headless).hostAndPort).toBe('redis:7000');
  });

  test('does not guess among several ports', () => {
    expect(messageOf(() => Endpoint.fromService(service([{ port: 1 }, { port: 2 }])))).toBe(
      'Service redis (test/redis): which port is meant is not said. The Service has the ports 1, 2. Fix: pass one of them as ' +
        '`port`.',
    );
  });

  test('does not take a port that the Service has not', () => {
    expect(messageOf(() => Endpoint.fromService(service([{ port: 1, targetPort: 2 }]), { port: 2 }))).toBe(
      'Service redis (test/redis): there is no port 2. The Service has the ports 1. Fix: pass one of them as `port`.',
    );
  });
});

describe('a Service that names no namespace', () => {
  const app = new App();
  const redis = Endpoint.fromService(
    new kplus.Service(new Chart(app, 'data'), 'redis', { metadata: { name: 'redis' }, ports: [{ port: 6379 }] }),
  );
  const podIn = (namespace?: string) => {
    const chart = new Chart(new App(), 'shop', { namespace });
    return new SidecarPod(chart, 'web', { metadata: { name: 'web' }, main: { name: 'app', ...idle } });
  };
  const problem = (container: string, variable: string) =>
    `Pod web (shop/web), container "${container}": its variable ${variable} has the address of Service redis (data/redis), ` +
    'which names no namespace. Its name alone is looked up in the namespace of the Pod, which is shop. Fix: give the ' +
    'Service, or the chart it is in, the namespace into which it goes.';

  test('is not dialled from a Pod that names one', () => {
    const pod = podIn('shop');
    pod.main.env.addVariable('REDIS', redis.toEnvValue());
    expect(validationErrors(Chart.of(pod))).toEqual([problem('app', 'REDIS')]);
  });

  test('nor by its ambassador', () => {
    const pod = podIn('shop');
    const startup = kplus.Probe.fromCommand(['true']);
    pod.addAmbassador({ ...idle, name: 'proxy', listenPort: 6379, remote: redis, startup });
    expect(validationErrors(Chart.of(pod))).toEqual([problem('proxy', 'REMOTE_HOST')]);
  });

  test('is dialled from a Pod that names none either', () => {
    const pod = podIn();
    pod.main.env.addVariable('REDIS', redis.toEnvValue());
    expect(validationErrors(Chart.of(pod))).toEqual([]);
  });

  test('is refused only for the namespace it lacks', () => {
    const pod = podIn('shop');
    const chart = new Chart(new App(), 'data', { namespace: 'data' });
    const service = new kplus.Service(chart, 'redis', { metadata: { name: 'redis' }, ports: [{ port: 6379 }] });
    pod.main.env.addVariable('REDIS', Endpoint.fromService(service).toEnvValue());
    expect(validationErrors(Chart.of(pod))).toEqual([]);
  });
});
