import { Chart, Duration } from 'cdk8s';
import { brief, idle, sidecarPod } from '../../test/pods';
import { podSpecOf, validationErrors } from '../../test/synth';
import { SidecarLifecycle, SidecarPod } from '..';

const seconds = (amount: number) => Duration.seconds(amount);

function graceOf(pod: SidecarPod): number | undefined {
  return podSpecOf(pod).terminationGracePeriodSeconds;
}

test('where nobody says how long it takes to stop, the grace period is left to Kubernetes', () => {
  const pod = sidecarPod();
  pod.addSidecar(idle);
  expect(graceOf(pod)).toBeUndefined();
});

test('regular containers stop together, then native sidecars one after the other', () => {
  const pod = sidecarPod({ main: { ...idle, name: 'app', timeToStop: seconds(20) } });
  pod.addMainContainer({ ...idle, name: 'second', timeToStop: seconds(40) });
  pod.addSidecar({ ...idle, name: 'a', timeToStop: seconds(5) });
  pod.addSidecar({ ...idle, name: 'b', timeToStop: seconds(3) });
  pod.addSidecar({ ...idle, name: 'c' });
  expect(graceOf(pod)).toBe(48);
});

test("a regular container that says nothing may take Kubernetes' own 30 seconds", () => {
  const pod = sidecarPod();
  pod.addSidecar({ ...idle, timeToStop: seconds(10) });
  expect(graceOf(pod)).toBe(40);
});

test('a sidecar ALONGSIDE stops together with the main container', () => {
  const pod = sidecarPod({ main: { ...idle, name: 'app', timeToStop: seconds(10) } });
  pod.addSidecar({ ...idle, timeToStop: seconds(15), sidecarLifecycle: SidecarLifecycle.ALONGSIDE });
  expect(graceOf(pod)).toBe(15);
});

test('init containers have ended by then', () => {
  const pod = sidecarPod({ main: { ...idle, name: 'app', timeToStop: seconds(10) }, initContainers: [brief] });
  expect(graceOf(pod)).toBe(10);
});

test('fractions of a second are rounded up', () => {
  expect(graceOf(sidecarPod({ main: { ...idle, timeToStop: Duration.millis(1500) } }))).toBe(2);
});

test('the code has the last word, even where it says what is the default', () => {
  const pod = sidecarPod({ terminationGracePeriod: seconds(30) });
  expect(graceOf(pod)).toBe(30);
  const longer = sidecarPod({ terminationGracePeriod: seconds(60) });
  longer.addSidecar({ ...idle, timeToStop: seconds(5) });
  expect(graceOf(longer)).toBe(60);
});

test('a grace period in which not all can stop is refused', () => {
  const pod = sidecarPod({ terminationGracePeriod: seconds(30) });
  pod.addSidecar({ ...idle, timeToStop: seconds(10) });
  expect(validationErrors(Chart.of(pod))).toEqual([
    'Pod web (test/pod): its terminationGracePeriod is 30 s, and its containers may take 40 s to stop. Native sidecars ' +
      'stop one after the other once the regular containers have, and what is left at the end is killed. Fix: leave ' +
      "terminationGracePeriod out, raise it to 40 s, or lower the containers' timeToStop.",
  ]);
});
