import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { idle, sidecarPod } from '../../test/pods';
import { SidecarDeployment, SidecarPod } from '..';

// What the types forbid, as JavaScript can say it.
const untyped = (value?: unknown) => value as never;

const main = { name: 'app', ...idle, portNumber: 8080 };
const POD = 'Pod web (test/pod)';
const WEB = 'Deployment web (test/web)';

let chart: Chart;
let pod: SidecarPod;
let web: SidecarDeployment;
beforeEach(() => {
  chart = Testing.chart();
  pod = sidecarPod({ main }, chart);
  web = new SidecarDeployment(chart, 'web', { metadata: { name: 'web' }, main });
});

const CASES: [string, () => unknown, string][] = [
  [
    'options of a Service that are null',
    () => pod.exposeViaService(untyped(null)),
    `${POD}: options is null. It has to be an object. Fix: leave it out, or pass a value.`,
  ],
  [
    'ports of a Service that are numbers',
    () => pod.exposeViaService({ ports: untyped([8080]) }),
    `${POD}: ports[0] is 8080. It has to be an object. Fix: pass an object with its properties.`,
  ],
  [
    'a port of a Service without its number',
    () => pod.exposeViaHeadlessService({ ports: untyped([{ targetPort: 8080 }]) }),
    `${POD}: ports[0].port is undefined. It has to be a number. Fix: pass a number.`,
  ],
  [
    'a type of a Service in lower case',
    () => pod.exposeViaService({ serviceType: untyped('nodeport') }),
    `${POD}: serviceType is "nodeport". It has to be ServiceType.CLUSTER_IP or ServiceType.NODE_PORT or ` +
      'ServiceType.LOAD_BALANCER or ServiceType.EXTERNAL_NAME. Fix: pass ServiceType.NODE_PORT.',
  ],
  [
    'a port of the nodes that is none',
    () => pod.exposeViaService({ ports: [{ port: 8080, nodePort: 0.5 }] }),
    `${POD}: 0.5 is not a valid port of the nodes. Ports are whole numbers from 1 to 65535. Fix: give the number the ` +
      'process listens on.',
  ],
  [
    'an Ingress without a path',
    () => web.exposeViaIngress(untyped()),
    `${WEB}: path is undefined. It has to be a path that starts with "/". Fix: write the path as it stands in the ` +
      'requests, such as /blog.',
  ],
  [
    'an Ingress with a path that is relative',
    () => web.exposeViaIngress('blog'),
    `${WEB}: path is "blog". It has to be a path that starts with "/". Fix: write the path as it stands in the requests, ` +
      'such as /blog.',
  ],
  [
    'an Ingress by its name',
    () => web.exposeViaIngress('/', { ingress: untyped('nginx') }),
    `${WEB}: ingress is "nginx". It has to be an Ingress of cdk8s-plus. Fix: pass an Ingress, or leave it out to have one ` +
      'made.',
  ],
  [
    'ports of a connection that are numbers',
    () => pod.connectTo(web, { ports: untyped([8080]) }),
    `${POD}: ports[0] is 8080. It has to be a NetworkPolicyPort of cdk8s-plus. Fix: pass NetworkPolicyPort.tcp(8080).`,
  ],
  [
    'a port of a connection in place of its options',
    () => pod.acceptFrom(web, untyped(8080)),
    `${POD}: options is 8080. It has to be an object. Fix: pass an object with its properties.`,
  ],
];

test.each(CASES)('%s are refused in the call', (_, call, message) => {
  expect(call).toThrow(new Error(message));
});

test('what the types allow is let pass', () => {
  expect(() => {
    pod.exposeViaService({
      name: undefined,
      ports: [{ port: 8080, nodePort: 30080 }],
      serviceType: untyped('NodePort'),
    });
    web.exposeViaIngress('/', { pathType: kplus.HttpIngressPathType.EXACT, ingress: new kplus.Ingress(chart, 'own') });
    pod.connectTo(web, { ports: [kplus.NetworkPolicyPort.tcp(8080)] });
    web.acceptFrom(sidecarPod({ main }, Testing.chart()), { ports: [] });
  }).not.toThrow();
});
