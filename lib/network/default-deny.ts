import { ApiObjectMetadata } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { describe } from '../errors';
import { inChart } from '../untyped-places';
import { fittingMetadata, requireDenyProps } from '../untyped-props';
import { addClusterDns } from './cluster-dns';

/** Properties of `DefaultDeny`. */
export interface DefaultDenyProps {
  /**
   * Metadata of the policy. Its namespace is the one that is isolated.
   * @default - a generated name, in the chart's namespace
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Whether look-ups at the cluster's DNS stay allowed for all Pods.
   * @default true
   */
  readonly allowDns?: boolean;
}

/**
 * Denies all traffic from and to every Pod of a namespace, DNS excepted, until other policies allow it. A network plugin
 * that does not enforce policies ignores it.
 */
export class DefaultDeny extends kplus.NetworkPolicy {
  public constructor(scope: Construct, id: string, props: DefaultDenyProps = {}) {
    super(inChart('DefaultDeny', scope, id), id, {
      metadata: fittingMetadata(props),
      egress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
      ingress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
    });
    requireDenyProps(describe(this), props);
    if (props.allowDns ?? true) addClusterDns(this);
  }
}
