import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { OWN } from '../../test/pods';
import { manifestsOf, messageOf } from '../../test/synth';
import { WORKLOADS } from '../../test/workloads';
import { DisruptionBudget, DisruptionBudgetProps } from '..';

const MAIN = { image: OWN, portNumber: 80 };

test.each(['Deployment', 'StatefulSet'] as const)(
  'a budget keeps all Pods of a %s but one, in its namespace',
  (kind) => {
    const chart = Testing.chart();
    const workload = WORKLOADS[kind](chart, 'web', { metadata: { namespace: 'shop' }, main: MAIN });
    new DisruptionBudget(chart, 'budget', { workload });
    expect(manifestsOf(chart, 'PodDisruptionBudget')).toEqual([
      {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: expect.any(String), namespace: 'shop' },
        spec: {
          maxUnavailable: 1,
          selector: {
            matchLabels: { 'cdk8s.io/metadata.addr': workload.podMetadata.getLabel('cdk8s.io/metadata.addr') },
          },
        },
      },
    ]);
  },
);

test('a budget shows all that it takes', () => {
  const chart = Testing.chart();
  const workload = new kplus.Deployment(chart, 'web', { containers: [MAIN] });
  const props: Required<DisruptionBudgetProps> = { metadata: { name: 'web' }, workload, maxUnavailable: 2 };
  new DisruptionBudget(chart, 'budget', props);
  expect(manifestsOf(chart, 'PodDisruptionBudget')).toMatchObject([
    { metadata: { name: 'web' }, spec: { maxUnavailable: 2 } },
  ]);
});

test.each([0, -1, 0.5])('a budget of %d is an error', (maxUnavailable) => {
  const chart = Testing.chart();
  const workload = WORKLOADS.Deployment(chart, 'web', { main: MAIN });
  expect(messageOf(() => new DisruptionBudget(chart, 'budget', { workload, maxUnavailable }))).toBe(
    `test/budget: maxUnavailable is ${maxUnavailable}. When no Pod may be away, nodes that run one can never be drained. Fix: ` +
      'pass a whole number from 1 up.',
  );
});

test.each(['Job', 'CronJob', 'DaemonSet'] as const)('a budget for a %s is an error', (kind) => {
  const chart: Chart = Testing.chart();
  const workload = WORKLOADS[kind](chart, 'web', { main: MAIN });
  expect(messageOf(() => new DisruptionBudget(chart, 'budget', { workload }))).toBe(
    `test/budget: the workload is a ${kind}. For a workload that has no number of replicas, maxUnavailable lets no Pod go, so ` +
      'that nodes could never be drained. Fix: leave the budget out: only for a Deployment or a StatefulSet it says what it ' +
      'means.',
  );
});
