import { Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { OWN } from '../../test/pods';
import { messageOf, podSpecOf } from '../../test/synth';
import { AnyWorkload, KINDS, WORKLOADS } from '../../test/workloads';
import { AdapterSource, ContainerRole, Endpoint, Expectation, PodContainer, SidecarLifecycle } from '..';

const STARTED = kplus.Probe.fromCommand(['true']);

describe.each(KINDS)('a %s', (kind) => {
  let workload: AnyWorkload;

  beforeEach(() => {
    workload = WORKLOADS[kind](Testing.chart(), 'web', {
      metadata: { name: 'web' },
      main: { name: 'app', image: OWN, portNumber: 80 },
    });
  });

  test('gets containers of each role where Kubernetes runs them so', () => {
    const added: PodContainer[] = [
      workload.main,
      workload.addMainContainer({ name: 'second', image: OWN }),
      workload.addSidecar({ name: 'helper', image: OWN }),
      workload.addAdapter({
        name: 'adapter',
        image: OWN,
        reads: AdapterSource.fromLocalhost(workload.main.localhost()),
        portNumber: 9113,
      }),
      workload.addAmbassador({
        name: 'ambassador',
        image: OWN,
        listenPort: 6379,
        remote: Endpoint.of('redis', 6379),
        startup: STARTED,
      }),
      workload.addInitContainer({ name: 'prepare', image: OWN }) as PodContainer,
    ];
    const { containers, initContainers } = podSpecOf(workload);
    const listed = (list: { name: string; restartPolicy?: string }[]) =>
      list.map((one) => [one.name, one.restartPolicy]);
    expect(listed(containers)).toEqual([
      ['app', undefined],
      ['second', undefined],
    ]);
    expect(listed(initContainers)).toEqual([
      ['helper', 'Always'],
      ['adapter', 'Always'],
      ['ambassador', 'Always'],
      ['prepare', undefined],
    ]);
    const { MAIN, SIDECAR, ADAPTER, AMBASSADOR, INIT } = ContainerRole;
    expect(added.map(({ role }) => role)).toEqual([MAIN, MAIN, SIDECAR, ADAPTER, AMBASSADOR, INIT]);
  });

  test('runs a sidecar alongside where that is asked for and can end', () => {
    const add = () => workload.addSidecar({ name: 'helper', image: OWN, sidecarLifecycle: SidecarLifecycle.ALONGSIDE });
    if (kind !== 'Job' && kind !== 'CronJob') {
      add();
      expect(podSpecOf(workload).containers).toMatchObject([{ name: 'app' }, { name: 'helper' }]);
      return;
    }
    expect(messageOf(add)).toBe(
      `${kind} web (test/web), container "helper": an ALONGSIDE sidecar in a ${kind}. A Job is complete when all its regular ` +
        'containers have ended, and a sidecar does not end. Fix: leave sidecarLifecycle out: a NATIVE sidecar is stopped when ' +
        'the main container has ended.',
    );
  });

  test('has one table of ports and of names for all of them', () => {
    expect(messageOf(() => workload.addSidecar({ name: 'helper', image: OWN, portNumber: 80 }))).toContain(
      `${kind} web (test/web), container "helper": port 80/TCP is taken by container "app"`,
    );
    expect(messageOf(() => workload.addInitContainer({ name: 'app', image: OWN }))).toContain(
      `${kind} web (test/web): there are two containers named "app"`,
    );
  });

  test('expects something of its own containers only', () => {
    const other = WORKLOADS[kind](Testing.chart(), 'other', { main: { image: OWN } });
    workload.expect(Expectation.log(workload.main, 'started'));
    expect(messageOf(() => workload.expect(Expectation.log(other.main, 'started')))).toBe(
      `${kind} web (test/web): an expectation is about container "main", which is not one of its own. What is expected of a ` +
        'Pod is looked at from within its containers. Fix: declare it on the Pod or workload that has the container.',
    );
  });
});
