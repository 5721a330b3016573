import { Chart, Duration, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { idle, sidecarPod } from '../test/pods';
import { KINDS, WORKLOADS } from '../test/workloads';
import { SidecarCronJob, SidecarDeployment, SidecarPod } from '.';

// What the types forbid, as JavaScript can say it.
const untyped = (value?: unknown) => value as never;

const POD = 'Pod web (test/pod)';
const APP = `${POD}, container "app"`;

let chart: Chart;
beforeEach(() => (chart = Testing.chart()));

function main(props: object): SidecarPod {
  return sidecarPod({ main: untyped({ name: 'app', ...idle, ...props }) }, chart);
}

test.each(KINDS)('a %s without properties is refused', (kind) => {
  // Those of a CronJob have its schedule here, whatever else there is not.
  const what =
    kind === 'CronJob' ? 'no main container. It is what the Pod is for' : 'no properties. A Pod has at least';
  expect(() => WORKLOADS[kind](chart, 'web', untyped())).toThrow(
    `${kind} test-web-c8ba1bf5 (test/web): it has ${what}`,
  );
});

const CASES: [string, () => unknown, string][] = [
  [
    'a CronJob without properties',
    () => new SidecarCronJob(chart, 'web', untyped()),
    'CronJob test-web-c8ba1bf5 (test/web): it has no properties. A Pod has at least a main container. Fix: pass { main: ' +
      "{ name: 'app', image: 'nginx:1.27-alpine' } } after the id.",
  ],
  [
    'properties that are none',
    () => new SidecarPod(chart, 'web', untyped('nginx')),
    'Pod test-web-c8ba1bf5 (test/web): its properties are "nginx". A Pod has at least a main container. Fix: pass { main: ' +
      "{ name: 'app', image: 'nginx:1.27-alpine' } } after the id.",
  ],
  [
    'a Pod without a main container',
    () => sidecarPod({ main: untyped() }, chart),
    `${POD}: it has no main container. It is what the Pod is for, and what sidecars are beside. Fix: pass main: { name: ` +
      "'app', image: 'nginx:1.27-alpine' }.",
  ],
  [
    'a main container that is its image',
    () => sidecarPod({ main: untyped('nginx') }, chart),
    `${POD}: main is "nginx". It has to be an object. Fix: pass an object with its properties.`,
  ],
  [
    'a CronJob without a schedule',
    () => new SidecarCronJob(chart, 'job', untyped({ metadata: { name: 'job' }, main: { ...idle } })),
    'CronJob job (test/job): schedule is undefined. It has to be a Cron of cdk8s. Fix: pass Cron.schedule({ hour: ' +
      "'3', minute: '0' }).",
  ],
  [
    'a schedule as cron writes it',
    () => new SidecarCronJob(chart, 'job', untyped({ metadata: { name: 'job' }, schedule: '0 3 * * *', main: idle })),
    'CronJob job (test/job): schedule is "0 3 * * *". It has to be a Cron of cdk8s. Fix: pass Cron.schedule({ hour: ' +
      "'3', minute: '0' }).",
  ],
  [
    'replicas below zero',
    () => new SidecarDeployment(chart, 'web', { metadata: { name: 'web' }, main: idle, replicas: -1 }),
    'Deployment web (test/web): replicas is -1. It has to be a whole number from 0. Fix: pass 0 or more.',
  ],
  [
    'replicas as a string',
    () => new SidecarDeployment(chart, 'web', { metadata: { name: 'web' }, main: idle, replicas: untyped('2') }),
    'Deployment web (test/web): replicas is "2". It has to be a whole number from 0. Fix: write it without quotes: 2.',
  ],
  [
    'further containers that are no list',
    () => sidecarPod({ containers: untyped({}) }, chart),
    `${POD}: containers is an object. It has to be a list. Fix: write what is in it between [ and ].`,
  ],
  [
    'a profile in lower case',
    () => sidecarPod({ securityProfile: untyped('restricted') }, chart),
    `${POD}: securityProfile is "restricted". It has to be SecurityProfile.RESTRICTED or SecurityProfile.STOCK. Fix: pass ` +
      'SecurityProfile.RESTRICTED.',
  ],
  [
    'defaults that there are not',
    () => sidecarPod({ podDefaults: untyped('none') }, chart),
    `${POD}: podDefaults is "none". It has to be PodDefaults.FITTED or PodDefaults.KUBERNETES. Fix: pass one of them.`,
  ],
  [
    'a restartPolicy that there is not',
    () => sidecarPod({ restartPolicy: untyped('always') }, chart),
    `${POD}: restartPolicy is "always". It has to be RestartPolicy.ALWAYS or RestartPolicy.ON_FAILURE or ` +
      'RestartPolicy.NEVER. Fix: pass RestartPolicy.ALWAYS.',
  ],
  [
    'a container without an image',
    () => main({ image: undefined }),
    `${APP}: it has no image. The API server rejects a container without one. Fix: pass the image that it is to run, ` +
      "such as image: 'nginx:1.27-alpine'.",
  ],
  [
    'an image that is none',
    () => main({ image: 5 }),
    `${APP}: image is 5. It has to be a string. Fix: write it in quotes.`,
  ],
  [
    'a port as a string',
    () => main({ portNumber: '80' }),
    `${APP}: portNumber is "80". It has to be a number. Fix: write it without quotes: 80.`,
  ],
  [
    'a port that is null',
    () => main({ portNumber: null }),
    `${APP}: portNumber is null. It has to be a number. Fix: leave it out, or pass a value.`,
  ],
  [
    'ports as numbers',
    () => main({ ports: [80] }),
    `${APP}: ports[0] is 80. It has to be an object. Fix: pass an object with its properties.`,
  ],
  [
    'a port of a list as a string',
    () => main({ loopbackPorts: [{ number: '80' }] }),
    `${APP}: loopbackPorts[0].number is "80". It has to be a number. Fix: write it without quotes: 80.`,
  ],
  [
    'a command as one string',
    () => main({ command: 'sleep 60' }),
    `${APP}: command is "sleep 60". It has to be a list of strings. Fix: write each word by itself, as in ['sleep', '60'].`,
  ],
  [
    'arguments that are numbers',
    () => main({ args: [60] }),
    `${APP}: args[0] is 60. It has to be a string. Fix: write it in quotes.`,
  ],
  [
    'one writable path',
    () => main({ writablePaths: '/tmp' }),
    `${APP}: writablePaths is "/tmp". It has to be a list of strings. Fix: write what is in it between [ and ].`,
  ],
  [
    'an environment variable as a string',
    () => main({ envVariables: { MODE: 'fast' } }),
    `${APP}: envVariables.MODE is "fast". It has to be an EnvValue of cdk8s-plus. Fix: pass EnvValue.fromValue('fast').`,
  ],
  [
    'an environment variable that is not there',
    () => main({ envVariables: { MODE: undefined } }),
    `${APP}: envVariables.MODE is undefined. It has to be an EnvValue of cdk8s-plus. Fix: leave the variable out, or pass ` +
      'what EnvValue.fromValue and the like return.',
  ],
  [
    'a user that was read from nothing',
    () => main({ securityContext: { user: NaN } }),
    `${APP}: securityContext.user is NaN. It has to be a whole number from 0. Fix: pass 0 or more.`,
  ],
  [
    'memory as Kubernetes writes it',
    () => main({ resources: { memory: { request: '64Mi' } } }),
    `${APP}: resources.memory.request is "64Mi". It has to be a Size of cdk8s. Fix: pass Size.mebibytes(64).`,
  ],
  [
    'CPU as Kubernetes writes it',
    () => main({ resources: { cpu: { limit: '500m' } } }),
    `${APP}: resources.cpu.limit is "500m". It has to be a Cpu of cdk8s-plus. Fix: pass Cpu.millis(500).`,
  ],
  [
    'seconds that are no Duration',
    () => main({ timeToStop: 5 }),
    `${APP}: timeToStop is 5. It has to be a Duration of cdk8s. Fix: pass Duration.seconds(5).`,
  ],
  [
    'a probe as Kubernetes writes it',
    () => main({ liveness: { httpGet: { port: 80 } } }),
    `${APP}: liveness is an object. It has to be a Probe of cdk8s-plus. Fix: pass what Probe.fromHttpGet and the like return.`,
  ],
  [
    'a pull policy in lower case',
    () => main({ imagePullPolicy: 'never' }),
    `${APP}: imagePullPolicy is "never". It has to be ImagePullPolicy.ALWAYS or ImagePullPolicy.IF_NOT_PRESENT or ` +
      'ImagePullPolicy.NEVER. Fix: pass ImagePullPolicy.NEVER.',
  ],
  [
    'a lifecycle in lower case',
    () => main({}).addSidecar(untyped({ ...idle, sidecarLifecycle: 'native' })),
    `${POD}, container "sidecar": sidecarLifecycle is "native". It has to be SidecarLifecycle.NATIVE or ` +
      'SidecarLifecycle.ALONGSIDE. Fix: pass SidecarLifecycle.NATIVE.',
  ],
  ...(['addSidecar', 'addAdapter', 'addAmbassador', 'addMainContainer', 'addInitContainer'] as const).map(
    (method): [string, () => unknown, string] => [
      `${method} without properties`,
      () => main({})[method](untyped()),
      `${POD}, container "${/^add(Init|Main)?(.*?)(Container)?$/.exec(method)!.slice(1, 3).join('').toLowerCase()}": it has ` +
        "no properties. A container has at least an image. Fix: pass { image: 'nginx:1.27-alpine' } with the image that " +
        'it is to run.',
    ],
  ),
  [
    'a user as a string',
    () => main({ securityContext: { user: '1000' } }),
    `${APP}: securityContext.user is "1000". It has to be a whole number from 0. Fix: write it without quotes: 1000.`,
  ],
  [
    'a securityContext that is its user',
    () => main({ securityContext: 1000 }),
    `${APP}: securityContext is 1000. It has to be an object. Fix: pass an object with its properties.`,
  ],
  [
    'a flag as a string',
    () => main({ securityContext: { readOnlyRootFilesystem: 'false' } }),
    `${APP}: securityContext.readOnlyRootFilesystem is "false". It has to be true or false. Fix: write it without quotes: ` +
      'false.',
  ],
  [
    'a flag as a number',
    () => main({ securityContext: { privileged: 0 } }),
    `${APP}: securityContext.privileged is 0. It has to be true or false. Fix: pass one of them.`,
  ],
  [
    'a group of the volumes as a string',
    () => sidecarPod({ securityContext: { fsGroup: untyped('2000') } }, chart),
    `${POD}: securityContext.fsGroup is "2000". It has to be a whole number from 0. Fix: write it without quotes: 2000.`,
  ],
  [
    'a securityContext of a Pod that is its user',
    () => sidecarPod({ securityContext: untyped('1000') }, chart),
    `${POD}: securityContext is "1000". It has to be an object. Fix: pass an object with its properties.`,
  ],
  [
    'a change policy in lower case',
    () => sidecarPod({ securityContext: { fsGroupChangePolicy: untyped('always') } }, chart),
    `${POD}: securityContext.fsGroupChangePolicy is "always". It has to be FsGroupChangePolicy.ON_ROOT_MISMATCH or ` +
      'FsGroupChangePolicy.ALWAYS. Fix: pass FsGroupChangePolicy.ALWAYS.',
  ],
];

test.each(CASES)('%s is refused in the call', (_, call, message) => {
  expect(call).toThrow(new Error(message));
});

test('what the types allow is let pass', () => {
  const pod = main({
    portName: 'http',
    portNumber: 8080,
    ports: [{ number: 9090, protocol: kplus.Protocol.TCP }],
    envVariables: { MODE: kplus.EnvValue.fromValue('fast') },
    resources: { cpu: { request: kplus.Cpu.units(1) }, memory: { request: Size.mebibytes(64) } },
    timeToStop: Duration.seconds(5),
    liveness: kplus.Probe.fromTcpSocket({ port: 8080 }),
    startup: undefined,
    lifecycle: { preStop: kplus.Handler.fromCommand(['sync']) },
    securityContext: { user: 1000, readOnlyRootFilesystem: false },
  });
  expect(() => {
    pod.connectTo(kplus.NetworkPolicyIpBlock.ipv4(chart, 'block', '10.0.0.0/8'));
    pod.acceptFrom(kplus.Namespaces.all(chart, 'all'));
  }).not.toThrow();
});
