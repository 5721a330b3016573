import * as kplus from 'cdk8s-plus-28';
import { sentence } from '../errors';
import type { PodComposition } from '../pod/pod-composition';
import { exposedPorts, nothingToExpose } from './expose';

/**
 * The headless Service that names the Pods of a StatefulSet. Its ports are those its containers have when they are asked
 * for, so that containers can still be added after it is made.
 */
export class GoverningService extends kplus.Service {
  private pod: PodComposition | undefined;

  public portsOf(pod: PodComposition): void {
    this.pod = pod;
    const problems = () => (this.ports.length > 0 ? [] : [sentence(nothingToExpose(pod, 'pass service'))]);
    this.node.addValidation({ validate: problems });
  }

  public override get ports(): kplus.ServicePort[] {
    const bound = super.ports;
    const isBound = ({ port, protocol }: kplus.ServicePort) =>
      bound.some((other) => other.port === port && (other.protocol ?? kplus.Protocol.TCP) === protocol);
    const declared = this.pod ? exposedPorts(this.pod) : [];
    return [...bound, ...declared.filter((port) => !isBound(port))];
  }

  public override get port(): number {
    return this.ports[0].port;
  }

  /** @internal */
  public override _toKube(): kplus.k8s.ServiceSpec {
    const bound = super.ports.length;
    for (const { port, ...options } of this.ports.slice(bound)) this.bind(port, options);
    return super._toKube();
  }
}
