import { ApiObjectMetadata } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { describe, SidecarsError } from '../errors';
import { inChart } from '../untyped-places';
import { requireBudgetProps } from '../untyped-props';

/** Properties of `DisruptionBudget`. */
export interface DisruptionBudgetProps {
  /**
   * Metadata of the budget.
   * @default - a generated name, in the workload's namespace
   */
  readonly metadata?: ApiObjectMetadata;

  /** Whose Pods are kept: a Deployment or a StatefulSet. */
  readonly workload: kplus.Workload;

  /**
   * How many Pods may be away at a time while nodes are drained.
   * @default 1
   */
  readonly maxUnavailable?: number;
}

/**
 * Limits how many Pods of a workload a node drain takes away at a time (a PodDisruptionBudget).
 * Throws when no Pod may be away, or when the workload is not one that it works for, since then no node could be drained.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/disruptions/
 */
export class DisruptionBudget extends Construct {
  public constructor(scope: Construct, id: string, props: DisruptionBudgetProps) {
    super(inChart('DisruptionBudget', scope, id), id);
    requireBudgetProps(describe(this), props);
    const { workload, maxUnavailable = 1 } = props;
    if (!Number.isInteger(maxUnavailable) || maxUnavailable < 1) {
      throw new SidecarsError({
        where: describe(this),
        what: `maxUnavailable is ${maxUnavailable}`,
        why: 'When no Pod may be away, nodes that run one can never be drained',
        fix: 'pass a whole number from 1 up',
      });
    }
    if (!['Deployment', 'StatefulSet'].includes(workload.kind)) {
      throw new SidecarsError({
        where: describe(this),
        what: `the workload is a ${workload.kind}`,
        why: 'For a workload that has no number of replicas, maxUnavailable lets no Pod go, so that nodes could never be drained',
        fix: 'leave the budget out: only for a Deployment or a StatefulSet it says what it means',
      });
    }
    new kplus.k8s.KubePodDisruptionBudget(this, 'Resource', {
      metadata: { namespace: workload.metadata.namespace, ...props.metadata },
      spec: {
        maxUnavailable: kplus.k8s.IntOrString.fromNumber(maxUnavailable),
        selector: workload.toPodSelectorConfig().labelSelector._toKube(),
      },
    });
  }
}
