import { Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { OWN } from '../../test/pods';
import { manifestOf, messageOf, podSpecOf, validationErrors } from '../../test/synth';
import { KINDS, WORKLOADS } from '../../test/workloads';
import {
  AdapterSource,
  Endpoint,
  SharedContentVolume,
  SidecarDeployment,
  SidecarPod,
  SidecarPodProps,
  SidecarStatefulSet,
} from '..';

const { TCP, UDP } = kplus.Protocol;

function pod(main: Partial<SidecarPodProps['main']>): SidecarPod {
  return new SidecarPod(Testing.chart(), 'web', {
    metadata: { name: 'web' },
    main: { name: 'app', image: OWN, ...main },
  });
}

function portsOf(service: kplus.Service) {
  return manifestOf(service).spec.ports;
}

describe.each(KINDS)('a Service of a %s', (kind) => {
  const make = () => WORKLOADS[kind](Testing.chart(), 'web', { main: { image: OWN, portNumber: 8080 } });

  test('selects its Pods and leads to the port by number', () => {
    const workload = make();
    const service = workload.exposeViaService();
    expect(manifestOf(service).spec).toEqual({
      type: 'ClusterIP',
      externalIPs: [],
      selector: { 'cdk8s.io/metadata.addr': workload.podMetadata.getLabel('cdk8s.io/metadata.addr') },
      ports: [{ port: 8080, targetPort: 8080, protocol: 'TCP' }],
    });
  });

  test('has no address of its own when it is headless', () => {
    const service = make().exposeViaHeadlessService();
    expect(manifestOf(service).spec).toMatchObject({
      type: 'ClusterIP',
      clusterIP: 'None',
      ports: [{ port: 8080, targetPort: 8080, protocol: 'TCP' }],
    });
  });
});

test('a Service takes its name and type from the options and its namespace from the workload', () => {
  const deployment = new SidecarDeployment(Testing.chart(), 'web', {
    metadata: { namespace: 'shop' },
    main: { image: OWN, portNumber: 80 },
  });
  const service = deployment.exposeViaService({ name: 'front', serviceType: kplus.ServiceType.LOAD_BALANCER });
  const { metadata, spec } = manifestOf(service);
  expect(metadata).toEqual({ name: 'front', namespace: 'shop' });
  expect(spec.type).toBe('LoadBalancer');
});

test('one workload has several Services when they have names', () => {
  const web = pod({ portNumber: 80 });
  web.exposeViaService({ name: 'a' });
  web.exposeViaService({ name: 'b' });
  web.exposeViaHeadlessService({ name: 'c' });
  expect(
    Testing.synth(web.node.scope as never).map(({ metadata }: { metadata: { name: string } }) => metadata.name),
  ).toEqual(['web', 'a', 'b', 'c']);
});

test.each([
  ['without a name of its own', {}, {}],
  ['named "front"', { name: 'front' }, { name: 'front' }],
])('a second Service %s is an error', (which, first, second) => {
  const error = `Pod web (test/web): it has a Service ${which} already. Services are told apart by their names. Fix: pass another name, or expose all ports in one call.`;
  for (const method of ['exposeViaService', 'exposeViaHeadlessService'] as const) {
    const web = pod({ portNumber: 80 });
    web[method](first);
    expect(messageOf(() => web[method](second))).toBe(error);
  }
});

test('a Service and a headless one cannot have one name', () => {
  const web = pod({ portNumber: 80 });
  web.exposeViaService({ name: 'front' });
  expect(() => web.exposeViaHeadlessService({ name: 'front' })).toThrow('it has a Service named "front" already.');
  expect(() => web.exposeViaHeadlessService()).not.toThrow();
});

describe('the ports', () => {
  test('are those of all main containers and adapters, each with a name of its own', () => {
    const web = pod({ ports: [{ number: 80, name: 'http' }, { number: 8443 }] });
    web.addMainContainer({ name: 'api', image: OWN, ports: [{ number: 9000, name: 'http' }] });
    web.addAdapter({
      name: 'metrics',
      image: OWN,
      reads: AdapterSource.fromLocalhost(Endpoint.of('localhost', 80)),
      portNumber: 9113,
    });
    expect(portsOf(web.exposeViaService())).toEqual([
      { name: 'http', port: 80, targetPort: 80, protocol: 'TCP' },
      { name: 'app-8443', port: 8443, targetPort: 8443, protocol: 'TCP' },
      { name: 'api-9000', port: 9000, targetPort: 9000, protocol: 'TCP' },
      { name: 'metrics-9113', port: 9113, targetPort: 9113, protocol: 'TCP' },
    ]);
  });

  test('of native adapters are led to by number, because their names do not resolve before Kubernetes 1.32', () => {
    const web = pod({ portNumber: 80 });
    web.addAdapter({
      name: 'metrics',
      image: OWN,
      reads: AdapterSource.fromLocalhost(web.main.localhost()),
      ports: [{ number: 9113, name: 'metrics' }],
    });
    expect(podSpecOf(web).initContainers).toMatchObject([{ name: 'metrics', restartPolicy: 'Always' }]);
    expect(portsOf(web.exposeViaService())).toEqual([
      { name: 'app-80', port: 80, targetPort: 80, protocol: 'TCP' },
      { name: 'metrics', port: 9113, targetPort: 9113, protocol: 'TCP' },
    ]);
  });

  test('do not include those of plain sidecars, ambassadors and init containers, nor those on 127.0.0.1', () => {
    const web = pod({ portNumber: 80, loopbackPorts: [{ number: 8081 }] });
    web.addSidecar({ name: 'helper', image: OWN, portNumber: 7000 });
    web.addAmbassador({
      name: 'proxy',
      image: OWN,
      listenPort: 6379,
      remote: Endpoint.of('redis', 6379),
      portNumber: 8404,
      startup: kplus.Probe.fromCommand(['true']),
    });
    web.addInitContainer({ name: 'prepare', image: OWN, portNumber: 5000 });
    expect(portsOf(web.exposeViaService())).toEqual([{ port: 80, targetPort: 80, protocol: 'TCP' }]);
  });

  test('of a single port keep the name that its container gives', () => {
    expect(portsOf(pod({ portNumber: 80, portName: 'http' }).exposeViaService())).toEqual([
      { name: 'http', port: 80, targetPort: 80, protocol: 'TCP' },
    ]);
  });

  test('are those that the code declares, not those that only the image is known for', () => {
    expect(() => pod({ image: 'nginx:1.27-alpine' }).exposeViaService()).toThrow('there is no port to expose');
  });

  test('are all declared by then, unless they are passed', () => {
    const exposed = pod({ portNumber: 80 });
    exposed.exposeViaService();
    expect(() => exposed.main.addPort({ number: 8080 })).toThrow(
      'port 8080 is declared after a Service was made for the ports of this Pod',
    );
    exposed.addSidecar({ image: OWN, ports: [{ number: 9000 }], command: ['sleep', '1'] });

    const passed = pod({ portNumber: 80 });
    passed.exposeViaService({ ports: [{ port: 80 }] });
    passed.main.addPort({ number: 8080 });
    expect(passed.main.ports.map(({ number }) => number)).toEqual([80, 8080]);
  });

  test('on one number have names of their own by protocol', () => {
    const dns = pod({
      ports: [
        { number: 53, protocol: TCP },
        { number: 53, protocol: UDP },
      ],
    });
    expect(portsOf(dns.exposeViaService())).toEqual([
      { name: 'app-53', port: 53, targetPort: 53, protocol: 'TCP' },
      { name: 'app-53-udp', port: 53, targetPort: 53, protocol: 'UDP' },
    ]);
  });

  test('have names of their own even when containers have the longest names there are', () => {
    const name = 'a'.repeat(63);
    const web = pod({ name, ports: [{ number: 80 }, { number: 81 }, { number: 53, protocol: UDP }, { number: 53 }] });
    const names = portsOf(web.exposeViaService()).map((port: { name: string }) => port.name);
    expect(names).toEqual([
      `${'a'.repeat(48)}-80`,
      `${'a'.repeat(48)}-81`,
      `${'a'.repeat(48)}-53`,
      `${'a'.repeat(48)}-53-tcp`,
    ]);
  });

  test('have names of their own even when others have taken those that would follow', () => {
    const web = pod({
      name: 'a',
      ports: [{ number: 80 }, { number: 81, name: 'a-80' }, { number: 82, name: 'a-80-tcp' }],
    });
    expect(portsOf(web.exposeViaService()).map((port: { name: string }) => port.name)).toEqual([
      'port-80-tcp-2',
      'a-80',
      'a-80-tcp',
    ]);
  });

  test('are missing', () => {
    expect(messageOf(() => pod({}).exposeViaService())).toBe(
      'Pod web (test/web): there is no port to expose. Neither a main container nor an adapter declares a port that listens ' +
        'for everybody. Fix: declare it on the container with portNumber or ports, or pass ports here.',
    );
  });
});

describe('ports that are passed', () => {
  test('lead to any port that listens for everybody, of native sidecars too', () => {
    const web = pod({ portNumber: 8080 });
    web.addSidecar({ name: 'helper', image: OWN, ports: [{ number: 7000, protocol: UDP }] });
    const service = web.exposeViaService({
      ports: [
        { port: 80, targetPort: 8080, nodePort: 30080, name: 'http' },
        { port: 7000, protocol: UDP },
      ],
      serviceType: kplus.ServiceType.NODE_PORT,
    });
    expect(portsOf(service)).toEqual([
      { name: 'http', port: 80, targetPort: 8080, nodePort: 30080 },
      { name: 'helper-7000', port: 7000, targetPort: 7000, protocol: 'UDP' },
    ]);
  });

  test('are an error when they listen on 127.0.0.1', () => {
    const web = pod({ portNumber: 80 });
    web.addAmbassador({
      name: 'proxy',
      image: OWN,
      listenPort: 6379,
      remote: Endpoint.of('redis', 6379),
      startup: kplus.Probe.fromCommand(['true']),
    });
    expect(messageOf(() => web.exposeViaService({ ports: [{ port: 6379 }] }))).toBe(
      'Pod web (test/web), container "proxy": port 6379/TCP cannot be exposed, because it listens on 127.0.0.1 only. Whoever ' +
        'connected through the Service would be refused. Fix: expose a port that listens for everybody, or let the main ' +
        'container use this one on localhost.',
    );
  });

  test('are an error when nobody listens there', () => {
    const web = pod({ portNumber: 80 });
    web.addSidecar({ name: 'helper', image: OWN, ports: [{ number: 53, protocol: UDP }] });
    web.addInitContainer({ name: 'prepare', image: OWN, portNumber: 8080 });
    expect(messageOf(() => web.exposeViaService({ ports: [{ port: 80, targetPort: 8080 }] }))).toBe(
      'Pod web (test/web): no container listens on port 8080/TCP, which is to be exposed. Whoever connected through the ' +
        'Service would be refused. Fix: declare it on the container that listens there, or expose one of: 80/TCP (app), ' +
        '53/UDP (helper).',
    );
  });

  test('are an error when the protocol is another one', () => {
    expect(
      messageOf(() => pod({ portNumber: 53 }).exposeViaService({ ports: [{ port: 53, protocol: UDP }] })),
    ).toContain('no container listens on port 53/UDP, which is to be exposed');
  });

  test('are an error when one number or name comes twice', () => {
    const web = pod({ ports: [{ number: 80 }, { number: 81 }] });
    const message = (what: string) =>
      `Pod web (test/web): ${what} is exposed twice by one Service. The API server rejects a Service whose ports do not all ` +
      'have their own number and name. Fix: leave one of them out, or give it another number or name.';
    expect(messageOf(() => web.exposeViaService({ ports: [{ port: 80 }, { port: 80, targetPort: 81 }] }))).toBe(
      message('port 80/TCP'),
    );
    expect(
      messageOf(() =>
        web.exposeViaService({
          ports: [
            { port: 80, name: 'http' },
            { port: 81, name: 'http' },
          ],
        }),
      ),
    ).toBe(message('the port name "http"'));
  });

  test('are an error when the number or the name is not valid', () => {
    const web = pod({ portNumber: 80 });
    expect(messageOf(() => web.exposeViaService({ ports: [{ port: 70000, targetPort: 80 }] }))).toBe(
      'Pod web (test/web): 70000 is not a valid port of a Service. Ports are whole numbers from 1 to 65535. Fix: give the ' +
        'number the process listens on.',
    );
    expect(messageOf(() => web.exposeViaService({ ports: [{ port: 80, name: 'HTTP' }] }))).toBe(
      'Pod web (test/web): "HTTP" is not a valid Service port name. The API server rejects names that are not DNS labels. ' +
        'Fix: use lower-case letters, digits and "-", start and end with a letter or digit, at most 63 characters.',
    );
  });
});

test('a Service of type ExternalName is an error', () => {
  expect(
    messageOf(() => pod({ portNumber: 80 }).exposeViaService({ serviceType: kplus.ServiceType.EXTERNAL_NAME })),
  ).toBe(
    'Pod web (test/web): it is to be exposed by a Service of type ExternalName. Such a Service is another name for a host ' +
      'outside the cluster and leads to no Pod. Fix: leave serviceType out, or make a kplus.Service with externalName.',
  );
});

test.each(['1st', 'My_Service', 'a'.repeat(64)])('a Service named %s is an error', (name) => {
  expect(messageOf(() => pod({ portNumber: 80 }).exposeViaService({ name }))).toBe(
    `Service ${name} (test/web/${name}Service): "${name}" is not a valid Service name. The API server rejects names of ` +
      'Services that are not DNS labels or do not start with a letter. Fix: pass a name of at most 63 lower-case letters, ' +
      'digits and "-" that starts with a letter.',
  );
});

describe('a headless Service', () => {
  test('cannot translate ports', () => {
    const web = pod({ portNumber: 8080 });
    expect(messageOf(() => web.exposeViaHeadlessService({ ports: [{ port: 80, targetPort: 8080 }] }))).toBe(
      "Pod web (test/web): port 80 of a headless Service is to lead to port 8080. Its name gives the Pods' own addresses, so " +
        'nothing translates ports and port 80 would be refused. Fix: expose port 8080 itself, or use exposeViaService.',
    );
  });

  test('has no other type', () => {
    const web = pod({ portNumber: 8080 });
    expect(messageOf(() => web.exposeViaHeadlessService({ serviceType: kplus.ServiceType.NODE_PORT }))).toBe(
      'Pod web (test/web): a headless Service of type NodePort. A headless Service has no address, and the other types build ' +
        'on one. Fix: leave serviceType out, or use exposeViaService.',
    );
  });

  test('takes name and ports from the options', () => {
    const web = pod({ ports: [{ number: 80 }, { number: 81 }] });
    const service = web.exposeViaHeadlessService({ name: 'peers', ports: [{ port: 81 }] });
    expect(manifestOf(service).metadata.name).toBe('peers');
    expect(portsOf(service)).toEqual([{ port: 81, targetPort: 81 }]);
  });
});

describe('exposeViaIngress of a Deployment', () => {
  const deployment = () =>
    new SidecarDeployment(Testing.chart(), 'web', {
      metadata: { name: 'web' },
      main: { name: 'app', image: OWN, ports: [{ number: 80, name: 'http' }] },
    });
  const backend = (name: string, number: number) => ({ service: { name, port: { number } } });

  test('leads to the first port of the main container, also when adapters have others', () => {
    const web = deployment();
    web.addAdapter({
      name: 'metrics',
      image: OWN,
      reads: AdapterSource.fromLocalhost(web.main.localhost()),
      portNumber: 9113,
    });
    const ingress = web.exposeViaIngress('/shop', { name: 'front', pathType: kplus.HttpIngressPathType.EXACT });
    expect(manifestOf(ingress).spec).toEqual({
      rules: [{ http: { paths: [{ path: '/shop', pathType: 'Exact', backend: backend('front', 80) }] } }],
    });
    expect(web.node.findChild('frontService').node.findChild('Ingress')).toBe(ingress);
  });

  test('adds to an Ingress that there is', () => {
    const web = deployment();
    const ingress = new kplus.Ingress(web.node.scope!, 'ingress', { className: 'nginx' });
    expect(web.exposeViaIngress('/', { ingress, name: 'front' })).toBe(ingress);
    expect(manifestOf(ingress).spec).toEqual({
      ingressClassName: 'nginx',
      rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: backend('front', 80) }] } }],
    });
  });
});

describe('the governing Service of a StatefulSet', () => {
  test('has the ports of containers that are added after it is made', () => {
    const chart = Testing.chart();
    const db = new SidecarStatefulSet(chart, 'db', { main: { name: 'db', image: OWN, portNumber: 5432 } });
    expect(db.service.ports).toMatchObject([{ port: 5432 }]);
    const content = SharedContentVolume.fromEmptyDir(chart, 'wal');
    content.addWriter(db.main, '/wal');
    db.addAdapter({
      name: 'metrics',
      image: OWN,
      reads: AdapterSource.fromVolume(content, '/wal'),
      portNumber: 9187,
    });
    const ports = [
      { name: 'db-5432', port: 5432, targetPort: 5432, protocol: 'TCP' },
      { name: 'metrics-9187', port: 9187, targetPort: 9187, protocol: 'TCP' },
    ];
    expect(db.service.ports).toEqual(ports);
    expect(db.service.port).toBe(5432);
    expect(manifestOf(db.service).spec).toMatchObject({ clusterIP: 'None', ports });
    expect(portsOf(db.service)).toEqual(ports);
  });

  test('has only ports that the code declares', () => {
    const web = new SidecarStatefulSet(Testing.chart(), 'web', { main: { name: 'web', image: 'nginx:1.27-alpine' } });
    expect(web.service.ports).toEqual([]);
    web.main.addPort({ number: 80 });
    expect(portsOf(web.service)).toEqual([{ name: 'web-80', port: 80, targetPort: 80, protocol: 'TCP' }]);
  });

  test('keeps ports that are bound by hand', () => {
    const db = new SidecarStatefulSet(Testing.chart(), 'db', { main: { name: 'db', image: OWN, portNumber: 5432 } });
    db.service.bind(5432, { name: 'postgres' });
    db.service.bind(8008, { name: 'patroni' });
    expect(portsOf(db.service)).toEqual([
      { name: 'postgres', port: 5432 },
      { name: 'patroni', port: 8008 },
    ]);
  });

  test('is in the namespace of the StatefulSet and has its name there', () => {
    const db = new SidecarStatefulSet(Testing.chart(), 'db', {
      metadata: { namespace: 'data' },
      main: { image: OWN, portNumber: 5432 },
    });
    expect(manifestOf(db.service).metadata).toEqual({ name: db.service.name, namespace: 'data' });
    expect(manifestOf(db).spec.serviceName).toBe(db.service.name);
  });

  test('needs a port', () => {
    const chart = Testing.chart();
    new SidecarStatefulSet(chart, 'db', { metadata: { name: 'db' }, main: { image: OWN } });
    expect(validationErrors(chart)).toEqual([
      'StatefulSet db (test/db): there is no port to expose. Neither a main container nor an adapter declares a port that ' +
        'listens for everybody. Fix: declare it on the container with portNumber or ports, or pass service.',
    ]);
  });

  test('can be another Service, even that of another StatefulSet', () => {
    const chart = Testing.chart();
    const first = new SidecarStatefulSet(chart, 'first', { main: { name: 'a', image: OWN, portNumber: 1 } });
    const own = new kplus.Service(chart, 'own', { clusterIP: 'None', ports: [{ port: 5432 }] });
    const second = new SidecarStatefulSet(chart, 'second', { service: own, main: { image: OWN } });
    new SidecarStatefulSet(chart, 'third', {
      service: first.service,
      main: { name: 'b', image: OWN, portNumber: 2 },
    });
    expect(second.service).toBe(own);
    expect(chart.node.tryFindChild('second-service')).toBeUndefined();
    expect(portsOf(own)).toEqual([{ port: 5432 }]);
    expect(portsOf(first.service)).toEqual([{ name: 'a-1', port: 1, targetPort: 1, protocol: 'TCP' }]);
  });
});
