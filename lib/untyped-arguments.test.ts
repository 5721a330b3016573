import { Chart, Duration, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { idle, sidecarPod } from '../test/pods';
import {
  AdapterSource,
  Checks,
  DefaultDeny,
  Endpoint,
  Expectation,
  ImageFacts,
  SharedContentVolume,
  SidecarPod,
  SidecarSettings,
} from '.';

// What the types forbid, as JavaScript can say it.
const untyped = (value?: unknown) => value as never;

const POD = 'Pod web (test/pod)';
const APP = `${POD}, container "app"`;
const NAME = { metadata: { name: 'web' } };
const FOLDER =
  'A volume is mounted at a folder of the container. Fix: pass the full path of a folder inside the container, such as ' +
  '/usr/share/nginx/html.';
const CONTAINER =
  'Only what cdk8s-plus has made of its properties is a container. Fix: pass a container, such as pod.main or what ' +
  'addSidecar returns.';
const SERVICE = 'It has to be a Service of cdk8s-plus. Fix: pass a Service, such as exposeViaService returns.';
const CALLER = 'It has to be a container. Fix: pass the container that makes the request, as in { from: pod.main }.';
const EXPECTATION =
  'It has to be an Expectation. Fix: pass what Expectation.http, Expectation.command or Expectation.log returns.';
const SHARED =
  'It has to be a SharedContentVolume. Fix: pass what SharedContentVolume.fromEmptyDir and the like return.';
const ADDRESS =
  'It has to be an Endpoint. Fix: pass the address that localhost() of the container gives, such as pod.main.localhost().';
const HOST =
  'A host is a DNS name or an IP address, without scheme, port or path. Fix: pass the host alone, such as ' +
  'redis.example.com, and the port as the second argument.';
const SCOPE =
  'What a call makes or sets belongs to an app or a chart. Fix: pass the app or the chart as the first argument.';

let chart: Chart;
beforeEach(() => (chart = Testing.chart()));

function main(props: object): SidecarPod {
  return sidecarPod({ main: untyped({ name: 'app', ...idle, ...props }) }, chart);
}

function service(): kplus.Service {
  return new kplus.Service(chart, 'service', { ...NAME, ports: [{ port: 80 }] });
}

function content(options?: unknown): SharedContentVolume {
  return SharedContentVolume.fromEmptyDir(chart, 'content', untyped(options));
}

const CASES: [string, () => unknown, string][] = [
  [
    'an adapter that reads nothing',
    () => main({}).addAdapter(untyped({ ...idle, portNumber: 9 })),
    `${POD}, container "adapter": what the adapter reads is not said. An adapter reads an address on localhost or a ` +
      'shared volume, and offers it on a port of its own. Fix: pass reads: ' +
      'AdapterSource.fromLocalhost(pod.main.localhost()) or AdapterSource.fromVolume(volume, path).',
  ],
  [
    'an adapter that reads an Endpoint',
    () => main({}).addAdapter(untyped({ ...idle, portNumber: 9, reads: Endpoint.of('localhost', 80) })),
    `${POD}, container "adapter": what the adapter reads is of the class Endpoint. An adapter reads an address on localhost ` +
      'or a shared volume, and offers it on a port of its own. Fix: pass reads: ' +
      'AdapterSource.fromLocalhost(pod.main.localhost()) or AdapterSource.fromVolume(volume, path).',
  ],
  [
    'an ambassador that dials nothing',
    () => main({}).addAmbassador(untyped({ ...idle, listenPort: 6379 })),
    `${POD}, container "ambassador": what the ambassador dials is not said. An ambassador dials a remote for the main ` +
      "container. Fix: pass remote: Endpoint.of('redis.example.com', 6379) or Endpoint.fromService(service).",
  ],
  [
    'an ambassador that dials a string',
    () => main({}).addAmbassador(untyped({ ...idle, listenPort: 6379, remote: 'redis:6379' })),
    `${POD}, container "ambassador": what the ambassador dials is "redis:6379". An ambassador dials a remote for the main ` +
      "container. Fix: pass remote: Endpoint.of('redis.example.com', 6379) or Endpoint.fromService(service).",
  ],
  [
    'a container that is its properties',
    () => main({}).attachContainer(untyped(idle)),
    `${POD}: the container is an object. Only what cdk8s-plus has made of its properties is a container. Fix: pass a ` +
      'container, such as pod.main or what addSidecar returns.',
  ],
  ...(['connectTo', 'acceptFrom'] as const).map((method): [string, () => unknown, string] => [
    `${method} of a container`,
    () => main({})[method](untyped(sidecarPod({}, Testing.chart()).main)),
    `${POD}: the peer of a connection is of the class PodContainer. A policy is about Pods, workloads, namespaces and ` +
      'address blocks. Fix: pass the Pod or workload itself, kplus.Namespaces, kplus.Pods or kplus.NetworkPolicyIpBlock.',
  ]),
  [
    'connectTo of nothing',
    () => main({}).connectTo(untyped()),
    `${POD}: the peer of a connection is undefined. A policy is about Pods, workloads, namespaces and address blocks. Fix: ` +
      'pass the Pod or workload itself, kplus.Namespaces, kplus.Pods or kplus.NetworkPolicyIpBlock.',
  ],
  [
    'a mount without a volume',
    () => main({}).main.mount('/data', untyped()),
    `${APP}: what is to be mounted at /data is undefined. A container mounts volumes. Fix: pass a SharedContentVolume, or a ` +
      'Volume of cdk8s-plus.',
  ],
  [
    'a mount without a path',
    () => SharedContentVolume.fromEmptyDir(chart, 'content').addWriter(main({}).main, untyped()),
    'test/content: the path of a mount is undefined. A volume is mounted at a folder of the container. Fix: pass the full ' +
      'path of a folder inside the container, such as /usr/share/nginx/html.',
  ],
  [
    'a writer that is a Pod',
    () => SharedContentVolume.fromEmptyDir(chart, 'content').addWriter(untyped(main({})), '/data'),
    'test/content: the container is of the class SidecarPod. Only what cdk8s-plus has made of its properties is a ' +
      'container. Fix: pass a container, such as pod.main or what addSidecar returns.',
  ],
  [
    'settings with a profile that there is not',
    () => SidecarSettings.apply(chart, { securityProfile: untyped('paranoid') }),
    'test: context "securityProfile" is "paranoid". The values it can have are RESTRICTED, STOCK. Fix: set one of these, ' +
      'or leave it out.',
  ],
  [
    'settings with a version that is a number',
    () => SidecarSettings.apply(chart, { kubernetesVersion: untyped(1.3) }),
    'test: context "kubernetesVersion" is not a string but 1.3. As a number 1.30 is the same as 1.3. Fix: write it in ' +
      'quotes, such as "1.30".',
  ],
  ['an Endpoint of nothing', () => Endpoint.of(untyped(), 80), `Endpoint.of: the host is undefined. ${HOST}`],
  [
    'an Endpoint of a Service',
    () => Endpoint.of(untyped(service()), 80),
    `Endpoint.of: the host is of the class Service. ${HOST}`,
  ],
  [
    'an Endpoint without a port',
    () => Endpoint.of('redis.example.com', untyped()),
    'Endpoint.of: port of redis.example.com is undefined. It has to be a number. Fix: pass a number.',
  ],
  [
    'an Endpoint with a port as a string',
    () => Endpoint.of('redis.example.com', untyped('6379')),
    'Endpoint.of: port of redis.example.com is "6379". It has to be a number. Fix: write it without quotes: 6379.',
  ],
  [
    'an Endpoint from no Service',
    () => Endpoint.fromService(untyped()),
    `Endpoint.fromService: service is undefined. ${SERVICE}`,
  ],
  [
    'an Endpoint from a Pod',
    () => Endpoint.fromService(untyped(main({}))),
    `Endpoint.fromService: service is of the class SidecarPod. ${SERVICE}`,
  ],
  [
    'an Endpoint from the name of a Service',
    () => Endpoint.fromService(untyped('redis')),
    `Endpoint.fromService: service is "redis". ${SERVICE}`,
  ],
  [
    'an Endpoint with a port in place of options',
    () => Endpoint.fromService(service(), untyped(80)),
    'Endpoint.fromService: options is 80. It has to be an object. Fix: pass an object with its properties.',
  ],
  [
    'an Endpoint with options that are null',
    () => Endpoint.fromService(service(), untyped(null)),
    'Endpoint.fromService: options is null. It has to be an object. Fix: leave it out, or pass a value.',
  ],
  [
    'an Endpoint from a Service and a port as a string',
    () => Endpoint.fromService(service(), { port: untyped('80') }),
    'Endpoint.fromService: port is "80". It has to be a number. Fix: write it without quotes: 80.',
  ],
  [
    'an adapter of no address',
    () => AdapterSource.fromLocalhost(untyped()),
    `AdapterSource.fromLocalhost: address is undefined. ${ADDRESS}`,
  ],
  [
    'an adapter of an address that is a string',
    () => AdapterSource.fromLocalhost(untyped('localhost:80')),
    `AdapterSource.fromLocalhost: address is "localhost:80". ${ADDRESS}`,
  ],
  [
    'an adapter of no volume',
    () => AdapterSource.fromVolume(untyped(), '/data'),
    `AdapterSource.fromVolume: volume is undefined. ${SHARED}`,
  ],
  [
    'an adapter of a Volume of cdk8s-plus',
    () => AdapterSource.fromVolume(untyped(kplus.Volume.fromEmptyDir(chart, 'data', 'data')), '/data'),
    `AdapterSource.fromVolume: volume is of the class Volume. ${SHARED}`,
  ],
  [
    'an adapter of a volume at no path',
    () => AdapterSource.fromVolume(content(), untyped()),
    `AdapterSource.fromVolume: the path of a mount is undefined. ${FOLDER}`,
  ],
  ...(['addWriter', 'addReader'] as const).flatMap((method): [string, () => unknown, string][] => [
    [
      `${method} without a container`,
      () => content()[method](untyped(), '/data'),
      `test/content: the container is undefined. ${CONTAINER}`,
    ],
    [
      `${method} without a path`,
      () => content()[method](main({}).main, untyped()),
      `test/content: the path of a mount is undefined. ${FOLDER}`,
    ],
  ]),
  [
    'a volume in nothing',
    () => SharedContentVolume.fromEmptyDir(untyped(), 'content'),
    `SharedContentVolume: the scope is undefined. ${SCOPE}`,
  ],
  [
    'a volume of no claim',
    () => SharedContentVolume.fromClaim(chart, 'content', untyped()),
    'SharedContentVolume test/content: claim is undefined. It has to be a PersistentVolumeClaim of cdk8s-plus. Fix: pass ' +
      'a PersistentVolumeClaim, or what PersistentVolumeClaim.fromClaimName returns.',
  ],
  [
    'a volume of a claim that is its name',
    () => SharedContentVolume.fromClaim(chart, 'content', untyped('photos')),
    'SharedContentVolume test/content: claim is "photos". It has to be a PersistentVolumeClaim of cdk8s-plus. Fix: pass ' +
      "PersistentVolumeClaim.fromClaimName(chart, 'Claim', 'photos').",
  ],
  ['expect of nothing', () => main({}).expect(untyped()), `${POD}: expectation is undefined. ${EXPECTATION}`],
  ['expect of a text', () => main({}).expect(untyped('ready')), `${POD}: expectation is "ready". ${EXPECTATION}`],
  [
    'a request for nothing',
    () => Expectation.http(untyped(), { from: main({}).main }),
    'Expectation.http: url is undefined. It has to be a string. Fix: pass a whole URL, such as http://localhost/.',
  ],
  [
    'a request for an Endpoint',
    () => Expectation.http(untyped(Endpoint.of('redis', 80)), { from: main({}).main }),
    'Expectation.http: url is of the class Endpoint. It has to be a string. Fix: pass what its url() returns.',
  ],
  [
    'a request without options',
    () => Expectation.http('http://localhost/', untyped()),
    `Expectation.http: from is undefined. ${CALLER}`,
  ],
  [
    'a request from a Pod',
    () => Expectation.http('http://localhost/', { from: untyped(main({})) }),
    `Expectation.http: from is of the class SidecarPod. ${CALLER}`,
  ],
  [
    'a status as a string',
    () => Expectation.http('http://localhost/', { from: main({}).main, status: untyped('404') }),
    'Expectation.http: status is "404". It has to be a whole number from 100 to 599. Fix: write it without quotes: ' +
      '404.',
  ],
  [
    'a status that there is not',
    () => Expectation.http('http://localhost/', { from: main({}).main, status: -1 }),
    'Expectation.http: status is -1. It has to be a whole number from 100 to 599. Fix: pass one of these.',
  ],
  [
    'an exit code that was read from nothing',
    () => Expectation.command(main({}).main, ['ls'], { exitCode: NaN }),
    'Expectation.command, container "app": exitCode is NaN. It has to be a whole number from 0 to 255. Fix: pass one of ' +
      'these.',
  ],
  [
    'a command in nothing',
    () => Expectation.command(untyped(), ['ls']),
    `Expectation.command: the container is undefined. ${CONTAINER}`,
  ],
  [
    'a command that is none',
    () => Expectation.command(main({}).main, untyped()),
    'Expectation.command, container "app": command is undefined. It has to be a list of strings. Fix: write each word by ' +
      "itself, as in ['sleep', '60'].",
  ],
  [
    'a command as one string',
    () => Expectation.command(main({}).main, untyped('ls /content')),
    'Expectation.command, container "app": command is "ls /content". It has to be a list of strings. Fix: write each ' +
      "word by itself, as in ['sleep', '60'].",
  ],
  [
    'a command with options that are null',
    () => Expectation.command(main({}).main, ['ls'], untyped(null)),
    'Expectation.command, container "app": options is null. It has to be an object. Fix: leave it out, or pass a value.',
  ],
  [
    'a log of nothing',
    () => Expectation.log(untyped(), 'ready'),
    `Expectation.log: the container is undefined. ${CONTAINER}`,
  ],
  [
    'a log without a text',
    () => Expectation.log(main({}).main, untyped()),
    'Expectation.log, container "app": text is undefined. It has to be a string. Fix: pass a string.',
  ],
  [
    'a time that is no Duration',
    () => Expectation.log(main({}).main, 'ready', { within: untyped(30) }),
    'Expectation.log, container "app": within is 30. It has to be a Duration of whole seconds. Fix: pass ' +
      'Duration.seconds(30).',
  ],
  [
    'a time between two seconds',
    () => Expectation.log(main({}).main, 'ready', { within: Duration.millis(1500) }),
    'Expectation.log, container "app": within is a Duration of 1500 ms. It has to be a Duration of whole seconds. Fix: ' +
      'pass Duration.seconds(2).',
  ],
  [
    'settings without properties',
    () => SidecarSettings.apply(chart, untyped()),
    'SidecarSettings.apply for test: it has no properties. They are what is set. Fix: pass them after the scope, as in ' +
      "{ kubernetesVersion: '1.31' }.",
  ],
  [
    'settings without a scope',
    () => SidecarSettings.apply(untyped({ kubernetesVersion: '1.31' }), untyped()),
    `SidecarSettings.apply: the scope is an object. ${SCOPE}`,
  ],
  [
    'facts about no image',
    () => ImageFacts.of(untyped()),
    'image "undefined": it is not a string. Container runtimes reject it and the container stays in InvalidImageName. Fix: ' +
      'name an image, such as nginx:1.27-alpine.',
  ],
  [
    'a waiver of nothing',
    () => Checks.waive(untyped(), 'sidecar-start-race', 'It is fine.'),
    'Checks.waive: construct is undefined. It has to be a construct. Fix: pass the Pod or workload, or what it is in, ' +
      'such as the chart.',
  ],
  [
    'a waiver of no rule',
    () => Checks.waive(chart, untyped(), 'It is fine.'),
    'test: there is no rule "undefined". A misspelled rule would neither be checked nor waived. Fix: use the id of a ' +
      'rule, as findings have it at their end.',
  ],
  [
    'a waiver without a reason',
    () => Checks.waive(chart, 'sidecar-start-race', untyped()),
    'test: reason is undefined. It has to be a string. Fix: say why the finding is fine here.',
  ],
];

test.each(CASES)('%s is refused in the call', (_, call, message) => {
  expect(call).toThrow(new Error(message));
});

test('what the types allow is let pass', () => {
  const pod = main({ portNumber: 8080 });
  const from = pod.main;
  expect(() => {
    Endpoint.fromService(service(), { port: 80 });
    AdapterSource.fromLocalhost(from.localhost());
    AdapterSource.fromVolume(content({ medium: kplus.EmptyDirMedium.MEMORY, name: undefined }), '/data');
    const claim = kplus.PersistentVolumeClaim.fromClaimName(chart, 'Imported', 'photos');
    SharedContentVolume.fromClaim(new Construct(chart, 'inner'), 'photos', claim);
    SharedContentVolume.fromClaim(chart, 'own', new kplus.PersistentVolumeClaim(chart, 'Own'));
    pod.expect(Expectation.http('http://localhost/', { from, status: 204, within: Duration.seconds(5) }));
    pod.expect(Expectation.command(from, ['ls'], { exitCode: 1, outputContains: '' }));
    new DefaultDeny(chart, 'deny');
    SidecarSettings.apply(new Chart(chart, 'other'), {});
  }).not.toThrow();
});
