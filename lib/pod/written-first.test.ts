import { Chart, Cron, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { brief, idle, sidecarPod } from '../../test/pods';
import { Manifest } from '../../test/synth';
import { SharedContentVolume, SidecarCronJob, SidecarPod } from '..';

let chart: Chart;
let pod: SidecarPod;
beforeEach(() => {
  chart = Testing.chart();
  pod = sidecarPod({}, chart);
});

function written(): string[] {
  return Testing.synth(chart).map(({ kind }: Manifest) => kind);
}

function configMap(scope: Construct = chart, namespace?: string): kplus.ConfigMap {
  return new kplus.ConfigMap(scope, 'settings', { metadata: { name: 'settings', namespace }, data: { key: 'value' } });
}

function mountSettings(settings = configMap()): void {
  pod.main.mount('/etc/app', kplus.Volume.fromConfigMap(chart, 'volume', settings, { name: 'settings' }));
}

test.each<[string, string, () => void]>([
  ['a ConfigMap that is mounted', 'ConfigMap', () => mountSettings()],
  [
    'a ConfigMap that a variable is taken from',
    'ConfigMap',
    () => pod.main.env.addVariable('KEY', kplus.EnvValue.fromConfigMap(configMap(), 'key')),
  ],
  [
    'a Secret that all variables are taken from',
    'Secret',
    () => {
      const token = new kplus.Secret(chart, 'token', { metadata: { name: 'token' }, stringData: { TOKEN: 'x' } });
      pod.addSidecar({ ...idle, envFrom: [kplus.Env.fromSecret(token)] });
    },
  ],
  [
    'a claim that is made along with its volume',
    'PersistentVolumeClaim',
    () => {
      const photos = SharedContentVolume.fromNewClaim(chart, 'photos', { storage: Size.gibibytes(1) });
      photos.addWriter(pod.main, '/photos');
      photos.addReader(pod.addSidecar(idle), '/photos');
    },
  ],
])('%s is written before the Pod', (_, needed, add) => {
  add();
  expect(written()).toEqual([needed, 'Pod']);
});

test('a service account is written before the workload that is made first', () => {
  new SidecarCronJob(chart, 'job', {
    main: { ...brief, name: 'app' },
    schedule: Cron.daily(),
    serviceAccount: kplus.ServiceAccount.fromServiceAccountName(chart, 'account', 'robot'),
  });
  new kplus.ServiceAccount(chart, 'robot', { metadata: { name: 'robot' } });
  expect(written()).toEqual(['Pod', 'ServiceAccount', 'CronJob']);
});

test('what is not needed stays where it is', () => {
  configMap();
  expect(written()).toEqual(['Pod', 'ConfigMap']);
});

test('what is in another namespace is not meant', () => {
  mountSettings(configMap(chart, 'other'));
  expect(written()).toEqual(['Pod', 'ConfigMap']);
});

test('what is in another chart is in another file, and charts keep their order', () => {
  const other = new Chart(chart.node.root, 'other');
  mountSettings(configMap(other));
  expect(written()).toEqual(['Pod']);
  expect(chart.node.dependencies).toEqual([]);
});

test('an order that the code asks for stays', () => {
  const settings = configMap(new Construct(chart, 'late'));
  mountSettings(settings);
  settings.node.scope!.node.addDependency(new Construct(chart, 'empty'), pod);
  expect(written()).toEqual(['Pod', 'ConfigMap']);
});
