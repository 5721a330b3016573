import { Chart, Cron, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { brief, idle, sidecarPod } from '../../test/pods';
import { containerOf, validationErrors } from '../../test/synth';
import { SidecarCronJob, SidecarDeployment, SidecarJob, SidecarLifecycle, SidecarSettings } from '..';
import { warningsOf } from '../warnings';

const helper = { ...idle, name: 'helper' };
const { NATIVE, ALONGSIDE } = SidecarLifecycle;

function chartFor(kubernetesVersion: string): Chart {
  const chart = Testing.chart();
  SidecarSettings.apply(chart, { kubernetesVersion });
  return chart;
}

let stderr: jest.SpyInstance;
beforeEach(() => {
  stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => stderr.mockRestore());

test.each(['1.29', '1.33'])('for Kubernetes %s a sidecar is native by default', (version) => {
  const pod = sidecarPod({}, chartFor(version));
  pod.addSidecar(helper);
  expect(containerOf(pod, 'helper').restartPolicy).toBe('Always');
  expect(stderr).not.toHaveBeenCalled();
});

test('before Kubernetes 1.29 a sidecar runs alongside, and a warning says what that means', () => {
  const pod = sidecarPod({}, chartFor('1.28'));
  pod.addSidecar(helper);
  expect(containerOf(pod, 'helper').restartPolicy).toBeUndefined();
  const warning =
    'Pod web (test/pod), container "helper": Kubernetes 1.28 has no native sidecars, so this one runs as a regular ' +
    'container. The main container does not wait for it to have started, and both are stopped at the same time. ' +
    'Pass SidecarLifecycle.ALONGSIDE if that is fine, or raise kubernetesVersion to 1.29.';
  expect(warningsOf(pod)).toEqual([warning]);
  expect(stderr.mock.calls).toEqual([[`warning: ${warning}\n`]]);
});

test('a sidecar that is asked to run alongside does so without a warning', () => {
  const old = sidecarPod({}, chartFor('1.28'));
  const recent = sidecarPod({}, chartFor('1.33'));
  for (const pod of [old, recent]) {
    pod.addSidecar({ ...helper, sidecarLifecycle: ALONGSIDE });
    expect(containerOf(pod, 'helper').restartPolicy).toBeUndefined();
    expect(warningsOf(pod)).toEqual([]);
  }
  expect(stderr).not.toHaveBeenCalled();
});

test('what cdk8s-plus knows as a sidecar is one here too, and counts as asked for', () => {
  const sidecar = { ...helper, restartPolicy: kplus.ContainerRestartPolicy.ALWAYS };
  const pod = sidecarPod({ initContainers: [sidecar] });
  pod.addInitContainer({ ...sidecar, name: undefined, readiness: kplus.Probe.fromCommand(['true']) });
  expect(containerOf(pod, 'helper').restartPolicy).toBe('Always');
  expect(containerOf(pod, 'init-1').readinessProbe.exec.command).toEqual(['true']);
  expect(() => sidecarPod({ initContainers: [sidecar] }, chartFor('1.28'))).toThrow('a NATIVE sidecar is asked for');
});

test('in a Job a sidecar is native, so that the Job completes', () => {
  const job = new SidecarJob(Testing.chart(), 'job', { main: { name: 'app', ...brief } });
  job.addSidecar(helper);
  expect(containerOf(job, 'helper').restartPolicy).toBe('Always');
});

test('in a CronJob a sidecar ALONGSIDE is refused', () => {
  const job = new SidecarCronJob(Testing.chart(), 'job', {
    metadata: { name: 'report' },
    schedule: Cron.daily(),
    main: { name: 'app', ...idle },
  });
  expect(() => job.addSidecar({ ...helper, sidecarLifecycle: ALONGSIDE })).toThrow(
    'an ALONGSIDE sidecar in a CronJob.',
  );
});

test('in a Job for a Kubernetes without native sidecars a sidecar is refused, whether asked for or not', () => {
  const job = new SidecarJob(chartFor('1.28'), 'job', { metadata: { name: 'report' }, main: { name: 'app', ...idle } });
  const error = new Error(
    'Job report (test/job), container "helper": an ALONGSIDE sidecar in a Job. A Job is complete when all its regular ' +
      'containers have ended, and a sidecar does not end. Fix: raise kubernetesVersion to 1.29 or newer, which has ' +
      'NATIVE sidecars, or use addContainer for a helper that ends by itself.',
  );
  expect(() => job.addSidecar(helper)).toThrow(error);
  expect(() => job.addSidecar({ ...helper, sidecarLifecycle: ALONGSIDE })).toThrow(error);
  expect(() => job.addSidecar({ ...helper, sidecarLifecycle: NATIVE })).toThrow(
    new Error(
      'Job report (test/job), container "helper": a NATIVE sidecar is asked for, and the target version is 1.28. Before ' +
        'Kubernetes 1.29 the API server drops or rejects restartPolicy on init containers. Fix: raise kubernetesVersion ' +
        'to 1.29 or newer, or use addContainer for a helper that ends by itself.',
    ),
  );
});

test('what the error says helps', () => {
  const job = new SidecarJob(chartFor('1.28'), 'job', {
    metadata: { name: 'report' },
    main: { name: 'app', ...brief },
  });
  job.addContainer({ ...brief, name: 'helper' });
  expect(validationErrors(Chart.of(job))).toEqual([]);
});

test('a refused sidecar leaves nothing behind', () => {
  const job = new SidecarJob(Testing.chart(), 'job', { main: { name: 'app', ...idle } });
  expect(() => job.addSidecar({ ...helper, sidecarLifecycle: ALONGSIDE })).toThrow();
  job.addSidecar(helper);
  expect(job.containers.map(({ name }) => name)).toEqual(['app']);
  expect(job.initContainers.map(({ name }) => name)).toEqual(['helper']);
});

test('restartPolicy Always on a regular container is refused', () => {
  const deployment = new SidecarDeployment(Testing.chart(), 'web', {
    metadata: { name: 'web' },
    main: { name: 'app', ...idle },
  });
  const restartPolicy = kplus.ContainerRestartPolicy.ALWAYS;
  const error = new Error(
    'Deployment web (test/web), container "helper": restartPolicy Always is given for a container that is no native ' +
      'sidecar. The API server rejects it on regular containers. Fix: leave it out, or use addSidecar, which sets it ' +
      'for native sidecars.',
  );
  expect(() => deployment.addContainer({ ...helper, restartPolicy })).toThrow(error);
  expect(() => deployment.addSidecar({ ...helper, restartPolicy, sidecarLifecycle: ALONGSIDE })).toThrow(error);
  expect(() => deployment.attachContainer(new kplus.Container({ ...helper, restartPolicy }))).toThrow(error);
});
