import { App, Chart, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { idle } from '../../test/pods';
import { messageOf, validationErrors } from '../../test/synth';
import { AnyWorkload } from '../../test/workloads';
import { Checks, SharedContentVolume, SidecarDaemonSet, SidecarDeployment, SidecarPod, SidecarStatefulSet } from '..';
import { warningsOf } from '../warnings';

const { READ_WRITE_ONCE, READ_WRITE_ONCE_POD, READ_WRITE_MANY } = kplus.PersistentVolumeAccessMode;
const main = { ...idle, name: 'app' };
const metadata = { name: 'web' };

let chart: Chart;
beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  chart = Testing.chart();
});
afterEach(() => jest.restoreAllMocks());

function share<T extends AnyWorkload>(workload: T, mode = READ_WRITE_ONCE): T {
  const options = { storage: Size.gibibytes(1), accessModes: [mode] };
  const data = SharedContentVolume.fromNewClaim(chart, 'data', options);
  data.addWriter(workload.main, '/data');
  data.addReader(workload.addSidecar({ ...idle, name: 'helper' }), '/data');
  return workload;
}

const deployment = (replicas?: number) => new SidecarDeployment(chart, 'web', { metadata, main, replicas });

function warningOf(workload: AnyWorkload): string {
  expect(validationErrors(chart)).toEqual([]);
  expect(validationErrors(chart)).toEqual([]);
  const [warning, ...others] = warningsOf(workload);
  expect(others).toEqual([]);
  return warning;
}

test('a claim for one node is warned of in a workload of several Pods, once', () => {
  expect(warningOf(share(deployment(3)))).toMatch(
    /^Deployment web: it has 3 replicas, and all its Pods mount the claim "[^"]+", which is ReadWriteOnce .* Multi-Attach error.*\[claim-mounted-by-many\]$/,
  );
});

test('two replicas are what cdk8s-plus writes where the code names none', () => {
  expect(warningOf(share(deployment()))).toContain('it has 2 replicas');
});

test.each<[string, () => AnyWorkload, string]>([
  ['a DaemonSet', () => new SidecarDaemonSet(chart, 'web', { metadata, main }), 'it has a Pod on every node'],
  [
    'a StatefulSet',
    () => new SidecarStatefulSet(chart, 'web', { metadata, main: { ...main, portNumber: 80 }, replicas: 2 }),
    'volumeClaimTemplates',
  ],
  [
    'an autoscaler',
    () => {
      const target = new SidecarDeployment(chart, 'web', { metadata, main });
      new kplus.HorizontalPodAutoscaler(chart, 'scaler', { target, maxReplicas: 3 });
      return target;
    },
    'it has an autoscaler',
  ],
])('%s is warned of too', (_, make, text) => {
  expect(warningOf(share(make()))).toContain(text);
});

test('an existing claim of the app counts, one that is only named does not', () => {
  const claim = new kplus.PersistentVolumeClaim(chart, 'claim', { accessModes: [READ_WRITE_ONCE] });
  const many = deployment(2);
  const named = kplus.PersistentVolumeClaim.fromClaimName(chart, 'named', 'elsewhere');
  SharedContentVolume.fromClaim(chart, 'b', named).addWriter(many.main, '/b');
  expect(validationErrors(chart)).toEqual([]);
  expect(warningsOf(many)).toEqual([]);
  SharedContentVolume.fromClaim(chart, 'a', claim).addWriter(many.main, '/a');
  expect(warningOf(many)).toContain(claim.name);
});

test('a claim for one Pod is an error', () => {
  share(deployment(2), READ_WRITE_ONCE_POD);
  expect(validationErrors(chart)).toEqual([expect.stringContaining('which is ReadWriteOncePod')]);
});

test.each<[string, () => AnyWorkload]>([
  ['one replica', () => share(deployment(1))],
  ['a claim for many nodes', () => share(deployment(3), READ_WRITE_MANY)],
  ['a Pod', () => share(new SidecarPod(chart, 'web', { metadata, main }))],
  [
    'a waiver',
    () => {
      const web = share(deployment(3));
      Checks.waive(web, 'claim-mounted-by-many', 'there is one node');
      return web;
    },
  ],
  [
    'Pods on one node',
    () => {
      const web = share(deployment(3));
      web.scheduling.assign(kplus.Node.named('node-1'));
      return web;
    },
  ],
])('%s is fine', (_, make) => {
  const workload = make();
  expect(validationErrors(chart)).toEqual([]);
  expect(warningsOf(workload)).toEqual([]);
});

test('where all rules are enforced, the rule says it', () => {
  const app: App = Testing.app();
  Checks.enforce(app);
  chart = new Chart(app, 'chart');
  const web = share(deployment(2));
  expect(messageOf(() => app.synth()).match(/claim-mounted-by-many/g)).toHaveLength(1);
  expect(warningsOf(web)).toEqual([]);
});
