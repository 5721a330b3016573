import { App, Chart, Testing } from 'cdk8s';
import { idle, sidecarPod } from '../test/pods';
import { manifestOf, podSpecOf } from '../test/synth';
import { PodDefaults, SecurityProfile, SidecarLifecycle, SidecarSettings } from '.';

const sidecar = { ...idle, name: 'helper' };

test('without settings Pods are RESTRICTED, fitted and for Kubernetes 1.29', () => {
  const pod = sidecarPod();
  pod.addSidecar(sidecar);
  expect(podSpecOf(pod)).toMatchObject({
    securityContext: { runAsNonRoot: true },
    automountServiceAccountToken: false,
    initContainers: [{ name: 'helper', restartPolicy: 'Always' }],
  });
});

test('settings of an app hold for every chart below', () => {
  const app = Testing.app();
  SidecarSettings.apply(app, { securityProfile: SecurityProfile.STOCK, podDefaults: PodDefaults.KUBERNETES });
  const pod = sidecarPod({}, new Chart(app, 'test'));
  expect(Object.keys(podSpecOf(pod))).toEqual(['containers']);
  expect(podSpecOf(pod).containers).toEqual([{ name: 'app', ...idle }]);
});

test('settings of a chart win over those of its app', () => {
  const app = Testing.app();
  SidecarSettings.apply(app, { securityProfile: SecurityProfile.STOCK, podDefaults: PodDefaults.KUBERNETES });
  const chart = new Chart(app, 'test');
  SidecarSettings.apply(chart, { securityProfile: SecurityProfile.RESTRICTED });
  const pod = sidecarPod({}, chart);
  expect(Object.keys(podSpecOf(pod))).toEqual(['containers', 'securityContext', 'volumes']);
});

test('what a Pod says wins over the settings of its chart', () => {
  const chart = Testing.chart();
  SidecarSettings.apply(chart, { securityProfile: SecurityProfile.STOCK, podDefaults: PodDefaults.KUBERNETES });
  const pod = sidecarPod({ securityProfile: SecurityProfile.RESTRICTED, podDefaults: PodDefaults.FITTED }, chart);
  pod.addSidecar(sidecar);
  expect(podSpecOf(pod)).toMatchObject({ securityContext: { runAsNonRoot: true }, enableServiceLinks: false });
  expect(manifestOf(pod).metadata.annotations).toEqual({ 'kubectl.kubernetes.io/default-container': 'app' });
});

test('settings can be given as context, as plain strings in any case', () => {
  const chart = Testing.chart();
  chart.node.setContext('securityProfile', 'stock');
  chart.node.setContext('podDefaults', 'Kubernetes');
  chart.node.setContext('kubernetesVersion', 'v1.28.3');
  const pod = sidecarPod({}, chart);
  pod.addSidecar({ ...sidecar, sidecarLifecycle: SidecarLifecycle.ALONGSIDE });
  expect(podSpecOf(pod)).toEqual({
    containers: [
      { name: 'app', ...idle },
      { name: 'helper', ...idle },
    ],
  });
  expect(() => pod.addSidecar({ ...sidecar, sidecarLifecycle: SidecarLifecycle.NATIVE })).toThrow(
    'the target version is 1.28',
  );
});

test.each([
  ['securityProfile', 'baseline', 'RESTRICTED, STOCK'],
  ['podDefaults', 'none', 'FITTED, KUBERNETES'],
])('context %s cannot be %s', (key, value, allowed) => {
  const chart = Testing.chart();
  chart.node.setContext(key, value);
  expect(() => sidecarPod({}, chart)).toThrow(
    new Error(
      `Pod web (test/pod): context "${key}" is "${value}". The values it can have are ${allowed}. ` +
        'Fix: set one of these, or leave it out.',
    ),
  );
});

test.each(['129', '1', 'latest', '1.x', ''])('"%s" is not a Kubernetes version', (kubernetesVersion) => {
  expect(() => SidecarSettings.apply(new App(), { kubernetesVersion })).toThrow(
    new Error(
      `the app: "${kubernetesVersion}" is not a Kubernetes version. The target version decides which fields may be ` +
        'used. Fix: write it as major.minor, such as "1.31".',
    ),
  );
});

test.each(['0.5', '1.3', '1.99', '2.0'])('there is no Kubernetes %s', (kubernetesVersion) => {
  const message =
    `"${kubernetesVersion}" is not a Kubernetes version that is known. The target version decides which fields may be ` +
    'used. Fix: write one that there is, from "1.25" on, such as "1.31".';
  expect(() => SidecarSettings.apply(new App(), { kubernetesVersion })).toThrow(new Error(`the app: ${message}`));
  const chart = Testing.chart();
  chart.node.setContext('kubernetesVersion', kubernetesVersion);
  expect(() => sidecarPod({}, chart)).toThrow(new Error(`Pod web (test/pod): ${message}`));
});

test('a version that is not a string in the context is refused, because 1.30 would be read as 1.3', () => {
  const chart = Testing.chart();
  chart.node.setContext('kubernetesVersion', 1.3);
  expect(() => sidecarPod({}, chart)).toThrow(
    new Error(
      'Pod web (test/pod): context "kubernetesVersion" is not a string but 1.3. As a number 1.30 is the same as 1.3. ' +
        'Fix: write it in quotes, such as "1.30".',
    ),
  );
});

test('settings that come too late are refused', () => {
  const chart = Testing.chart();
  sidecarPod({}, chart);
  expect(() => SidecarSettings.apply(chart, { securityProfile: SecurityProfile.STOCK })).toThrow(
    new Error(
      'test: settings were applied after something was added. What was added before would not have them. ' +
        'Fix: call SidecarSettings.apply first, right after the app or chart is made.',
    ),
  );
});
