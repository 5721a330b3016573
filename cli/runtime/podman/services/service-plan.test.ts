import { Service } from '../../../../lib/model/service';
import { objectOf, podOf, Spec } from '../../../../test/manifest-pods';
import { identityOf } from '../identity';
import { addressIn, ServicePlan, servicesFor } from './service-plan';

function planned(spec: Spec = {}, metadata: object = {}) {
  const pod = podOf(spec, { labels: { app: 'web' }, ...metadata });
  return { pod, identity: identityOf(pod.workload) };
}

function service(name: string, spec: Spec = {}, namespace = 'shop'): Service {
  const data = { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec };
  return new Service(objectOf('Service', name, { metadata: { namespace }, spec: data }));
}

function planFor(services: Service[], ...pods: ReturnType<typeof planned>[]) {
  return new ServicePlan(servicesFor(services, pods), pods, '10.89.4.0/24');
}

const always = () => true;

test('a Service leads to the Pods of its namespace that it selects', () => {
  const led = (one: Service) => servicesFor([one], [planned()]).length;
  expect(led(service('a'))).toBe(1);
  expect(led(service('a', {}, 'other'))).toBe(0);
  expect(led(service('a', { selector: { app: 'db' } }))).toBe(0);
  // Without a selector, somebody else says where it leads.
  expect(led(service('a', { selector: {} }))).toBe(0);
  expect(led(service('a', { type: 'ExternalName' }))).toBe(0);
});

test('everything has an address of its own', () => {
  const pod = planned();
  const plan = planFor([service('a'), service('b'), service('c', { clusterIP: 'None' })], pod);
  const addresses = [...plan.services.slice(0, 2), pod].map((one) => plan.addressOf(one));
  expect(addresses).toEqual(['10.89.4.10', '10.89.4.11', '10.89.4.12']);
  expect(addressIn('10.89.0.0/16', 300)).toBe('10.89.1.54');
});

test('short names are known in the namespace, long ones everywhere', () => {
  const [own, other] = [planned(), planned({}, { name: 'far', namespace: 'other' })];
  const plan = planFor([service('a')], own, other);
  expect(plan.hostsFor(own).map(({ name }) => name)).toEqual(['a.shop.svc.cluster.local', 'a.shop.svc', 'a.shop', 'a']);
  expect(plan.hostsFor(other).map(({ name }) => name)).not.toContain('a');
  expect(plan.hostsFor(other)[0]).toEqual({ name: 'a.shop.svc.cluster.local', address: '10.89.4.10' });
});

test('a headless Service has the addresses of its Pods, and a name for each that asks for one', () => {
  const pod = planned({ hostname: 'one', subdomain: 'a' });
  const plan = planFor([service('a', { clusterIP: 'None' })], pod);
  const names = plan.hostsFor(pod);
  expect(names).toContainEqual({ name: 'a', address: '10.89.4.10' });
  expect(names).toContainEqual({ name: 'one.a', address: '10.89.4.10' });
  expect(plan.linksFor(pod)).toEqual([]);
});

const PORTS = {
  containers: [{ ports: [{ name: 'http', containerPort: 8080 }] }],
  initContainers: [{ name: 'side', restartPolicy: 'Always', ports: [{ name: 'metrics', containerPort: 9113 }] }],
};

test('connections go to ready Pods, by number or name', () => {
  const pod = planned(PORTS);
  const ports = [
    { name: 'a', port: 80, targetPort: 'http' },
    { name: 'b', port: 9113, targetPort: 'metrics' },
    { name: 'c', port: 443, targetPort: 8443 },
    { name: 'd', port: 81, targetPort: 'none' },
    { name: 'e', port: 53, protocol: 'UDP' },
  ];
  const plan = planFor([service('a', { ports })], pod);
  const target = (port: number) => [{ address: '10.89.4.11', port }];
  expect(plan.forwardings(plan.services[0], always)).toEqual([
    { port: 80, targets: target(8080) },
    { port: 9113, targets: target(9113) },
    { port: 443, targets: target(8443) },
    { port: 81, targets: [] },
  ]);
  expect(plan.forwardings(plan.services[0], () => false).every(({ targets }) => targets.length === 0)).toBe(true);
});

test('a Service may lead to Pods that are not ready', () => {
  const plan = planFor([service('a', { publishNotReadyAddresses: true })], planned());
  expect(plan.forwardings(plan.services[0], () => false)[0].targets).toHaveLength(1);
});

test('variables name the Services, unless the Pod does not want them', () => {
  const ports = [
    { name: 'web-ui', port: 80 },
    { name: 'dns', port: 53, protocol: 'UDP' },
  ];
  const [pod, quiet] = [planned(), planned({ enableServiceLinks: false }, { name: 'quiet' })];
  const plan = planFor([service('my-app', { ports })], pod, quiet);
  expect(plan.linksFor(quiet)).toEqual([]);
  expect(Object.fromEntries(plan.linksFor(pod))).toEqual({
    MY_APP_SERVICE_HOST: '10.89.4.10',
    MY_APP_SERVICE_PORT: '80',
    MY_APP_SERVICE_PORT_WEB_UI: '80',
    MY_APP_SERVICE_PORT_DNS: '53',
    MY_APP_PORT: 'tcp://10.89.4.10:80',
    MY_APP_PORT_80_TCP: 'tcp://10.89.4.10:80',
    MY_APP_PORT_80_TCP_PROTO: 'tcp',
    MY_APP_PORT_80_TCP_PORT: '80',
    MY_APP_PORT_80_TCP_ADDR: '10.89.4.10',
    MY_APP_PORT_53_UDP: 'udp://10.89.4.10:53',
    MY_APP_PORT_53_UDP_PROTO: 'udp',
    MY_APP_PORT_53_UDP_PORT: '53',
    MY_APP_PORT_53_UDP_ADDR: '10.89.4.10',
  });
});
