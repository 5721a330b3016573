import * as kplus from 'cdk8s-plus-28';

/** Options for `connectTo` and `acceptFrom`. */
export interface ConnectOptions {
  /**
   * The ports that are opened: those of the containers, not of a Service in front of them.
   * @default - the ports on which the containers that there are so far listen for everybody; all ports where `connectTo`
   * leads to something else than a Pod or workload, such as namespaces or address blocks
   */
  readonly ports?: kplus.NetworkPolicyPort[];
}
