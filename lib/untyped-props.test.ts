import { Chart, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { idle, sidecarPod } from '../test/pods';
import { DefaultDeny, DisruptionBudget, HttpIngress, SharedContentVolume, SidecarPod } from '.';

// What the types forbid, as JavaScript can say it.
const untyped = (value?: unknown) => value as never;

const NAME = { metadata: { name: 'web' } };
const SERVICE = 'It has to be a Service of cdk8s-plus. Fix: pass a Service, such as exposeViaService returns.';

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

function ingress(...routes: unknown[]): HttpIngress {
  return new HttpIngress(chart, 'ingress', { ...NAME, className: 'nginx', routes: untyped(routes) });
}

const CASES: [string, () => unknown, string][] = [
  [
    'an Ingress without properties',
    () => new HttpIngress(chart, 'ingress', untyped()),
    'Ingress test-ingress-c8fffe01 (test/ingress): it has no properties. An Ingress names its IngressClass. Fix: pass ' +
      "{ className: 'nginx' } after the id.",
  ],
  [
    'an Ingress whose properties are its class',
    () => new HttpIngress(chart, 'ingress', untyped('nginx')),
    'Ingress test-ingress-c8fffe01 (test/ingress): its properties are "nginx". An Ingress names its IngressClass. Fix: pass ' +
      "{ className: 'nginx' } after the id.",
  ],
  [
    'an Ingress without a class',
    () => new HttpIngress(chart, 'ingress', untyped(NAME)),
    'Ingress web (test/ingress): className is undefined. It has to be a string. Fix: pass the name of an IngressClass of ' +
      "the cluster, as in { className: 'nginx' }.",
  ],
  [
    'an Ingress whose name is an object',
    () => new HttpIngress(chart, 'ingress', { className: 'nginx', metadata: untyped({ name: {} }) }),
    'Ingress test-ingress-c8fffe01 (test/ingress): metadata.name is an object. It has to be a string. Fix: pass a string.',
  ],
  [
    'routes that are one',
    () => new HttpIngress(chart, 'ingress', { ...NAME, className: 'nginx', routes: untyped({ service: service() }) }),
    'Ingress web (test/ingress): routes is an object. It has to be a list. Fix: write what is in it between [ and ].',
  ],
  [
    'a route that is none',
    () => ingress().addRoute(untyped()),
    'Ingress web (test/ingress): route is undefined. It has to be an object. Fix: pass { service } with the Service that ' +
      'answers.',
  ],
  [
    'a route to nothing',
    () => ingress({ host: 'shop.example.com' }),
    `Ingress web (test/ingress): routes[0].service is undefined. ${SERVICE}`,
  ],
  [
    'a route to a Pod',
    () => ingress({ service: main({}) }),
    `Ingress web (test/ingress): routes[0].service is of the class SidecarPod. ${SERVICE}`,
  ],
  [
    'a route with a port as a string',
    () => ingress({ service: service(), port: '80' }),
    'Ingress web (test/ingress): routes[0].port is "80". It has to be a number. Fix: write it without quotes: 80.',
  ],
  [
    'a route whose path is matched in no way',
    () => ingress({ service: service(), pathType: 'exact' }),
    'Ingress web (test/ingress): routes[0].pathType is "exact". It has to be HttpIngressPathType.PREFIX or ' +
      'HttpIngressPathType.EXACT or HttpIngressPathType.IMPLEMENTATION_SPECIFIC. Fix: pass HttpIngressPathType.EXACT.',
  ],
  [
    'a rule that is none',
    () => ingress().addRules(untyped(null)),
    'Ingress web (test/ingress): rule is null. It has to be an object. Fix: pass { backend } with what answers.',
  ],
  [
    'a rule for a Service',
    () => ingress().addRule('/blog', untyped(service())),
    'Ingress web (test/ingress): rule.backend is of the class Service. It has to be an IngressBackend of cdk8s-plus. ' +
      'Fix: pass what IngressBackend.fromService and the like return.',
  ],
  [
    'a DefaultDeny with properties that are null',
    () => new DefaultDeny(chart, 'deny', untyped(null)),
    'NetworkPolicy test-deny-c8d8ad3d (test/deny): props is null. It has to be an object. Fix: leave it out, or pass a ' +
      'value.',
  ],
  [
    'a DefaultDeny with properties that are none',
    () => new DefaultDeny(chart, 'deny', untyped(false)),
    'NetworkPolicy test-deny-c8d8ad3d (test/deny): props is false. It has to be an object. Fix: pass an object with its ' +
      'properties.',
  ],
  [
    'a DefaultDeny with a flag as a string',
    () => new DefaultDeny(chart, 'deny', { ...NAME, allowDns: untyped('false') }),
    'NetworkPolicy web (test/deny): allowDns is "false". It has to be true or false. Fix: write it without quotes: false.',
  ],
  [
    'a budget without properties',
    () => new DisruptionBudget(chart, 'budget', untyped()),
    'test/budget: it has no properties. A budget is that of a workload. Fix: pass { workload: deployment } after the id.',
  ],
  [
    'a budget without a workload',
    () => new DisruptionBudget(chart, 'budget', untyped({})),
    'test/budget: workload is undefined. It has to be a Deployment or a StatefulSet. Fix: pass the workload itself, as in ' +
      '{ workload: deployment }.',
  ],
  [
    'a budget of a Service',
    () => new DisruptionBudget(chart, 'budget', { workload: untyped(service()) }),
    'test/budget: workload is of the class Service. It has to be a Deployment or a StatefulSet. Fix: pass the workload ' +
      'itself, as in { workload: deployment }.',
  ],
  [
    'a sizeLimit as Kubernetes writes it',
    () => SharedContentVolume.fromEmptyDir(chart, 'content', { sizeLimit: untyped('1Gi') }),
    'SharedContentVolume test/content: sizeLimit is "1Gi". It has to be a Size of cdk8s. Fix: pass Size.gibibytes(1).',
  ],
  [
    'a claim without storage',
    () => SharedContentVolume.fromNewClaim(chart, 'content', untyped({})),
    'SharedContentVolume test/content: storage is undefined. It has to be a Size of cdk8s. Fix: pass Size.mebibytes(64).',
  ],
  [
    'a medium in lower case',
    () => content({ medium: 'memory' }),
    'SharedContentVolume test/content: medium is "memory". It has to be EmptyDirMedium.DEFAULT or EmptyDirMedium.MEMORY. ' +
      'Fix: pass EmptyDirMedium.MEMORY.',
  ],
  [
    'a medium that there is not',
    () => content({ medium: 'tmpfs' }),
    'SharedContentVolume test/content: medium is "tmpfs". It has to be EmptyDirMedium.DEFAULT or EmptyDirMedium.MEMORY. ' +
      'Fix: pass one of them.',
  ],
  [
    'a volume whose options are its name',
    () => content('data'),
    'SharedContentVolume test/content: options is "data". It has to be an object. Fix: pass an object with its properties.',
  ],
  [
    'a volume whose options are null',
    () => content(null),
    'SharedContentVolume test/content: options is null. It has to be an object. Fix: leave it out, or pass a value.',
  ],
  [
    'several writers as a string',
    () => content({ multipleWriters: 'true' }),
    'SharedContentVolume test/content: multipleWriters is "true". It has to be true or false. Fix: write it without ' +
      'quotes: true.',
  ],
  [
    'a new claim without options',
    () => SharedContentVolume.fromNewClaim(chart, 'content', untyped()),
    'SharedContentVolume test/content: storage is undefined. It has to be a Size of cdk8s. Fix: pass Size.mebibytes(64).',
  ],
  [
    'a new claim with one access mode',
    () =>
      SharedContentVolume.fromNewClaim(chart, 'content', {
        storage: Size.gibibytes(1),
        accessModes: untyped(kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE),
      }),
    'SharedContentVolume test/content: accessModes is "ReadWriteOnce". It has to be a list. Fix: write what is in it ' +
      'between [ and ].',
  ],
];

test.each(CASES)('%s is refused in the call', (_, call, message) => {
  expect(call).toThrow(new Error(message));
});
