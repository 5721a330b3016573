import * as kplus from 'cdk8s-plus-28';
import { SecurityProfile } from '../security/security-profile';
import { PodDefaults } from '../settings';
import { MainContainerProps } from './container-props';

/** How Pods are spread over nodes, zones or regions. */
export interface TopologySpread {
  /** Over what they are spread. */
  readonly topology: kplus.Topology;

  /**
   * By how many Pods two places may differ.
   * @default 1
   */
  readonly maxSkew?: number;

  /**
   * Whether a Pod rather waits than makes the difference larger.
   * @default false
   */
  readonly required?: boolean;
}

/** What our Pod and our workloads take beyond what cdk8s-plus does. */
export interface ComposedPodProps {
  /** The container that the Pod is for. */
  readonly main: MainContainerProps;

  /**
   * The security profile of the Pod and of its containers that do not name one.
   * @default - the app's, else SecurityProfile.RESTRICTED
   */
  readonly securityProfile?: SecurityProfile;

  /**
   * How much is filled in when the code does not say.
   * @default - the app's, else PodDefaults.FITTED
   */
  readonly podDefaults?: PodDefaults;

  /**
   * Whether the containers get environment variables for every Service of the namespace.
   * @default - no; with PodDefaults.KUBERNETES, Kubernetes decides (yes)
   */
  readonly enableServiceLinks?: boolean;

  /**
   * Whether the containers see each other's processes.
   * @default false
   */
  readonly shareProcessNamespace?: boolean;

  /**
   * How the Pods of the workload are spread.
   * @default - as the cluster's scheduler does by itself
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
   */
  readonly topologySpread?: TopologySpread[];
}
