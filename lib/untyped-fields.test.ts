import { Chart, Lazy, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { idle, sidecarPod } from '../test/pods';
import { manifestOf } from '../test/synth';
import { SharedContentVolume, SidecarDeployment, SidecarPod } from '.';

// What the types of cdk8s-plus forbid, as JavaScript can say it.
const untyped = (value?: unknown) => value as never;

const POD = 'Pod web (test/pod)';
const APP = `${POD}, container "app"`;

let chart: Chart;
beforeEach(() => (chart = Testing.chart()));

function main(props: object): SidecarPod {
  return sidecarPod({ main: untyped({ name: 'app', ...idle, ...props }) }, chart);
}

const CASES: [string, () => unknown, string][] = [
  [
    'a name of the object that is a number',
    () => sidecarPod({ metadata: untyped({ name: 5 }) }, chart),
    'Pod test-pod-c8167d8d (test/pod): metadata.name is 5. It has to be a string. Fix: write it in quotes.',
  ],
  [
    'a label that is a number',
    () =>
      new SidecarDeployment(chart, 'web', {
        metadata: { name: 'web' },
        main: idle,
        podMetadata: untyped({ labels: { tier: 1 } }),
      }),
    'Deployment web (test/web): podMetadata.labels.tier is 1. It has to be a string. Fix: write it in quotes.',
  ],
  [
    'volumes that are shared ones',
    () => sidecarPod({ volumes: untyped([SharedContentVolume.fromEmptyDir(chart, 'content')]) }, chart),
    `${POD}: volumes[0] is of the class SharedContentVolume. It has to be a Volume of cdk8s-plus. Fix: leave it out, as who ` +
      'reads or writes it mounts it.',
  ],
  [
    'a service account that is its name',
    () => sidecarPod({ serviceAccount: untyped('robot') }, chart),
    `${POD}: serviceAccount is "robot". It has to be a ServiceAccount of cdk8s-plus. Fix: pass ` +
      "ServiceAccount.fromServiceAccountName(chart, 'Account', 'robot').",
  ],
  [
    'credentials that are their name',
    () => sidecarPod({ dockerRegistryAuth: untyped('registry') }, chart),
    `${POD}: dockerRegistryAuth is "registry". It has to be a Secret of cdk8s-plus. Fix: pass ` +
      "Secret.fromSecretName(chart, 'Secret', 'registry').",
  ],
  [
    'a topology that is its key',
    () => sidecarPod({ topologySpread: untyped([{ topology: 'rack' }]) }, chart),
    `${POD}: topologySpread[0].topology is "rack". It has to be a Topology of cdk8s-plus. Fix: pass ` +
      "Topology.custom('rack').",
  ],
  [
    'a skew of zero',
    () => sidecarPod({ topologySpread: [{ topology: kplus.Topology.ZONE, maxSkew: 0 }] }, chart),
    `${POD}: topologySpread[0].maxSkew is 0. It has to be a whole number from 1. Fix: pass 1 or more.`,
  ],
  [
    'a sysctl whose value is a number',
    () => sidecarPod({ securityContext: { sysctls: untyped([{ name: 'net.core.somaxconn', value: 1024 }]) } }, chart),
    `${POD}: securityContext.sysctls[0].value is 1024. It has to be a string. Fix: write it in quotes.`,
  ],
  [
    'a user of the Pod that is half a one',
    () => sidecarPod({ securityContext: { user: 0.5 } }, chart),
    `${POD}: securityContext.user is 0.5. It has to be a whole number from 0. Fix: pass 0 or more.`,
  ],
  [
    'a strategy that is its name',
    () => new SidecarDeployment(chart, 'web', { metadata: { name: 'web' }, main: idle, strategy: untyped('Recreate') }),
    'Deployment web (test/web): strategy is "Recreate". It has to be a strategy of cdk8s-plus. Fix: pass what ' +
      'DeploymentStrategy.rollingUpdate or StatefulSetUpdateStrategy.onDelete and the like return.',
  ],
  [
    'a hook as Kubernetes writes it',
    () => main({ lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } } }),
    `${APP}: lifecycle.preStop is an object. It has to be a Handler of cdk8s-plus. Fix: pass what Handler.fromCommand and ` +
      'the like return.',
  ],
  [
    'a source of variables that is a name',
    () => main({ envFrom: ['settings'] }),
    `${APP}: envFrom[0] is "settings". It has to be an EnvFrom of cdk8s-plus. Fix: pass what Env.fromConfigMap and the like ` +
      'return.',
  ],
  [
    'a capability that is no list',
    () => main({ securityContext: { capabilities: { drop: 'ALL' } } }),
    `${APP}: securityContext.capabilities.drop is "ALL". It has to be a list of strings. Fix: write what is in it between [ ` +
      'and ].',
  ],
  [
    'a mount that is read-only in words',
    () => main({ volumeMounts: [{ path: '/data', readOnly: 'yes' }] }),
    `${APP}: volumeMounts[0].readOnly is "yes". It has to be true or false. Fix: pass one of them.`,
  ],
  [
    'options of a mount that are true',
    () => main({}).main.mount('/data', kplus.Volume.fromEmptyDir(chart, 'data', 'data'), untyped(true)),
    `${APP}: options is true. It has to be an object. Fix: pass an object with its properties.`,
  ],
  [
    'a port that is added as its number',
    () => main({}).main.addPort(untyped(80)),
    `${APP}: port is 80. It has to be an object. Fix: pass an object with its properties.`,
  ],
  [
    'a port that is added without its number',
    () => main({}).main.addPort(untyped({ name: 'http' })),
    `${APP}: port.number is undefined. It has to be a number. Fix: pass a number.`,
  ],
];

test.each(CASES)('%s is refused in the call', (_, call, message) => {
  expect(call).toThrow(new Error(message));
});

test('a label can be left to the synthesis', () => {
  const labels = { tier: Lazy.any({ produce: () => 'web' }) as string };
  expect(manifestOf(sidecarPod({ metadata: { name: 'web', labels } })).metadata.labels.tier).toBe('web');
});
