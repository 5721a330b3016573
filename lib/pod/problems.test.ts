import { ApiObject, App, Chart, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { brief, idle, sidecarPod } from '../../test/pods';
import { validationErrors } from '../../test/synth';
import { SecurityProfile, SharedContentVolume, SidecarDeployment, SidecarJob, SidecarPod } from '..';

const noWriter = (pod: string, volume: string) =>
  `${pod}: shared volume "${volume}" has no writer. What reads it ("app") would find an empty folder. Fix: call ` +
  'addWriter(container, path) for the container that fills it.';

/** A chart with two Pods, the first of which has two problems. */
function chartWithProblems(app: App = Testing.app()): Chart {
  const chart = new Chart(app, 'web');
  for (const id of ['first', 'second']) {
    const pod = new SidecarPod(chart, id, { metadata: { name: id }, main: { name: 'app', ...idle } });
    SharedContentVolume.fromEmptyDir(pod, 'content').addReader(pod.main, '/in');
    if (id === 'first') SharedContentVolume.fromEmptyDir(pod, 'more').addReader(pod.main, '/more');
  }
  return chart;
}

const [first, second] = ['first', 'second'].map((id) => `Pod ${id} (web/${id})`);
const problemsOfFirst = [noWriter(first, 'content'), noWriter(first, 'more')];

test('all problems of all Pods are listed once, and nothing is written', () => {
  const app = Testing.app();
  chartWithProblems(app);
  const error = new Error(
    'Validation failed with the following errors:\n' +
      [...problemsOfFirst.map((problem) => `[web/first] ${problem}`), `[web/second] ${noWriter(second, 'content')}`]
        .map((line) => `  ${line}`)
        .join('\n'),
  );
  expect(() => app.synth()).toThrow(error);
  expect(() => app.synthYaml()).toThrow(error);
  expect(() => Testing.synth(app.charts[0])).toThrow(error);
});

test('validation of the construct tree finds them', () => {
  expect(validationErrors(chartWithProblems())).toEqual([...problemsOfFirst, noWriter(second, 'content')]);
});

test('an object that is rendered by itself has them too', () => {
  const pod = chartWithProblems().node.findChild('first');
  expect(() => ApiObject.of(pod).toJson()).toThrow(`SidecarsError: ${problemsOfFirst.join('\n')}`);
});

test('so has one with a claim that is not complete in the whole app', () => {
  const pod = sidecarPod();
  const content = SharedContentVolume.fromNewClaim(pod, 'content', { storage: Size.gibibytes(1) });
  content.addReader(pod.main, '/in');
  expect(() => ApiObject.of(pod).toJson()).toThrow(`SidecarsError: ${noWriter('test/pod/content', 'content')}`);
});

test('a Pod that is not a workload may end', () => {
  for (const restartPolicy of Object.values(kplus.RestartPolicy)) {
    expect(validationErrors(Chart.of(sidecarPod({ restartPolicy })))).toEqual([]);
  }
});

test('a Job has to end', () => {
  const chart = Testing.chart();
  const main = { name: 'app', ...brief };
  new SidecarJob(chart, 'fine', { main });
  new SidecarJob(chart, 'undefined', { main, restartPolicy: undefined });
  new SidecarJob(chart, 'failing', { main, restartPolicy: kplus.RestartPolicy.ON_FAILURE });
  expect(validationErrors(chart)).toEqual([]);
  new SidecarJob(chart, 'job', { metadata: { name: 'job' }, main, restartPolicy: kplus.RestartPolicy.ALWAYS });
  expect(validationErrors(chart)).toEqual([
    'Job job (test/job): restartPolicy Always in a Job. The API server rejects it: a Job has to end. Fix: use ' +
      'RestartPolicy.NEVER or RestartPolicy.ON_FAILURE.',
  ]);
});

test('a workload that keeps running must not', () => {
  const chart = Testing.chart();
  const restartPolicy = kplus.RestartPolicy.NEVER;
  new SidecarDeployment(chart, 'web', { metadata: { name: 'web' }, main: { name: 'app', ...idle }, restartPolicy });
  expect(validationErrors(chart)).toEqual([
    'Deployment web (test/web): restartPolicy Never in a Deployment. The API server accepts only Always for workloads ' +
      'that keep running. Fix: leave restartPolicy out, or use SidecarJob for what has to end.',
  ]);
});

test('on the network of the node a port cannot have another number there', () => {
  const ports = [
    { number: 80, hostPort: 80 },
    { number: 81, hostPort: 8081 },
  ];
  const pod = (hostNetwork: boolean) =>
    Chart.of(
      sidecarPod({ hostNetwork, main: { name: 'app', ...idle, ports }, securityProfile: SecurityProfile.STOCK }),
    );
  expect(validationErrors(pod(false))).toEqual([]);
  expect(validationErrors(pod(true))).toEqual([
    'Pod web (test/pod), container "app": port 81 is to be port 8081 of the node. With hostNetwork the container listens ' +
      'on the node itself, so the API server accepts no other number. Fix: leave hostPort out.',
  ]);
});

test('a Pod has somebody to ask for names', () => {
  const dns = (nameservers: string[]) => Chart.of(sidecarPod({ dns: { policy: kplus.DnsPolicy.NONE, nameservers } }));
  expect(validationErrors(dns(['192.0.2.53']))).toEqual([]);
  expect(validationErrors(dns([]))).toEqual([
    'Pod web (test/pod): its dns policy is NONE, and there is no nameserver. The API server rejects a Pod that has nobody ' +
      'to ask. Fix: pass one in dns.nameservers, or leave the policy out to ask the cluster.',
  ]);
});

test('what methods of cdk8s-plus take without a look at it is looked at', () => {
  const pod = sidecarPod();
  pod.addVolume(SharedContentVolume.fromEmptyDir(pod, 'content') as never);
  const error =
    'Pod web (test/pod): volumes[0] is of the class SharedContentVolume. It has to be a Volume of cdk8s-plus. Fix: leave it ' +
    'out, as who reads or writes it mounts it.';
  expect(pod.node.validate()).toEqual([error]);
  expect(() => ApiObject.of(pod).toJson()).toThrow(`SidecarsError: ${error}`);
  const other = sidecarPod();
  other.addHostAlias({ ip: '192.0.2.1', hostnames: 'db' as never });
  const otherError =
    'Pod web (test/pod): hostAliases[0].hostnames is "db". It has to be a list of strings. Fix: write what is in it ' +
    'between [ and ].';
  expect(validationErrors(Chart.of(other))).toEqual([otherError]);
  expect(() => ApiObject.of(other).toJson()).toThrow(`SidecarsError: ${otherError}`);
});
