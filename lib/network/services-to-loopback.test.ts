import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { idle, OWN } from '../../test/pods';
import { messageOf, validationErrors } from '../../test/synth';
import { Checks, Endpoint, SidecarDeployment } from '..';

let chart: Chart;
let web: SidecarDeployment;

function make(metadata: object = { name: 'web' }): void {
  web = new SidecarDeployment(chart, 'web', {
    metadata,
    podMetadata: { labels: { app: 'web' } },
    main: { name: 'app', image: OWN, portNumber: 8080, loopbackPorts: [{ number: 8081 }] },
  });
  web.addAmbassador({
    name: 'proxy',
    ...idle,
    listenPort: 6379,
    remote: Endpoint.of('redis.example.com', 6379),
    startup: kplus.Probe.fromCommand(['true']),
  });
}

beforeEach(() => {
  chart = Testing.chart();
  make();
});

function service(props: kplus.ServiceProps): kplus.Service {
  return new kplus.Service(chart, 'service', { metadata: { name: 'service' }, selector: web, ...props });
}

const refused = (port: number, target: number, container: string) =>
  `Service service (test/service): its port ${port} leads to port ${target}/TCP of Deployment web (test/web), where ` +
  `container "${container}" listens on 127.0.0.1 only. Whoever connected through the Service would be refused. Fix: ` +
  'lead it to a port that listens for everybody, or leave this port out.';

test('a Service that leads to an ambassador is refused', () => {
  service({ ports: [{ port: 80, targetPort: 6379 }] });
  expect(validationErrors(chart)).toEqual([refused(80, 6379, 'proxy')]);
});

test('the port of the Service is meant where it says no other, and each port is looked at', () => {
  service({ ports: [{ port: 8080 }, { port: 8081, name: 'admin' }] });
  expect(validationErrors(chart)).toEqual([refused(8081, 8081, 'app')]);
});

test('labels select like the Pod itself', () => {
  const other = service({ selector: undefined, ports: [{ port: 6379 }] });
  expect(validationErrors(chart)).toEqual([]);
  other.selectLabel('app', 'web');
  expect(validationErrors(chart)).toEqual([refused(6379, 6379, 'proxy')]);
  other.selectLabel('tier', 'front');
  expect(validationErrors(chart)).toEqual([]);
});

test('what an image has on 127.0.0.1 counts', () => {
  const caddy = new SidecarDeployment(chart, 'caddy', {
    metadata: { name: 'caddy' },
    main: { name: 'caddy', image: 'caddy:2.10' },
  });
  service({ selector: caddy, ports: [{ port: 2019 }] });
  expect(validationErrors(chart)).toEqual([expect.stringContaining('container "caddy" listens on 127.0.0.1 only')]);
});

test.each<[string, kplus.ServiceProps]>([
  ['leads to an open port', { ports: [{ port: 6379, targetPort: 8080 }] }],
  ['is for another protocol', { ports: [{ port: 6379, protocol: kplus.Protocol.UDP }] }],
  ['is in another namespace', { metadata: { namespace: 'shop' }, ports: [{ port: 6379 }] }],
  ['is a name for something else', { type: kplus.ServiceType.EXTERNAL_NAME, externalName: 'example.com' }],
])('a Service that %s is fine', (_, props) => {
  service(props);
  expect(validationErrors(chart)).toEqual([]);
});

test('a waiver of the rule lets it pass', () => {
  Checks.waive(service({ ports: [{ port: 6379 }] }), 'service-target-port', 'a mesh takes it over');
  expect(validationErrors(chart)).toEqual([]);
});

test.each([
  [
    'the construct',
    () => undefined,
    '[chart/web] Service service (chart/service): its port 6379 leads to port 6379/TCP',
  ],
  ['the rule, where all are enforced', (app: App) => Checks.enforce(app), '[service-target-port]'],
])('it is said once, by %s', (_, prepare, text) => {
  const app = Testing.app();
  prepare(app);
  chart = new Chart(app, 'chart');
  make();
  service({ ports: [{ port: 6379 }] });
  const message = messageOf(() => app.synth());
  expect(message).toContain(text);
  expect(message.match(/listens on 127\.0\.0\.1 only/g)).toHaveLength(1);
});
