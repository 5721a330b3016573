import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ConnectOptions } from '../network/connect-options';
import { acceptFrom, connectTo } from '../network/connections';
import { exposeViaHeadlessService, exposeViaService } from '../network/expose';
import { ComposedPodProps } from '../pod/composed-pod-props';
import { AdapterProps, AmbassadorProps, MainContainerProps, SidecarProps } from '../pod/container-props';
import { Expectation } from '../pod/expectation';
import { PodComposition, withoutContainers } from '../pod/pod-composition';
import { PodContainer } from '../pod/pod-container';
import { inChart } from '../untyped-places';
import { spreadOnce, withoutSpread } from './spread';

/** Properties of `SidecarJob`. */
export interface SidecarJobProps extends kplus.JobProps, ComposedPodProps {}

/** A Job whose Pods have several containers: a main container and its helpers. */
export class SidecarJob extends kplus.Job {
  private readonly composition: PodComposition;

  public constructor(scope: Construct, id: string, props: SidecarJobProps) {
    super(inChart('SidecarJob', scope, id), id, withoutSpread(withoutContainers(props)));
    this.composition = new PodComposition(this, props);
    spreadOnce(this, props);
  }

  /** The container that the Pod is for. */
  public get main(): PodContainer {
    return this.composition.main;
  }

  /** Init containers and native sidecars, in the order in which they start. */
  public override get initContainers(): kplus.Container[] {
    return this.composition?.initContainers ?? [];
  }

  /** Adds a container that the Pod is for, beside the main one. */
  public addMainContainer(props: MainContainerProps): PodContainer {
    return this.composition.addMain(props);
  }

  /** Adds a helper that lives as long as the Pod. */
  public addSidecar(props: SidecarProps): PodContainer {
    return this.composition.addSidecar(props);
  }

  /** Adds a sidecar that reads the main container and offers it on a port of its own. */
  public addAdapter(props: AdapterProps): PodContainer {
    return this.composition.addAdapter(props);
  }

  /** Adds a sidecar that the main container dials on localhost, and that dials a remote for it. */
  public addAmbassador(props: AmbassadorProps): PodContainer {
    return this.composition.addAmbassador(props);
  }

  /** Adds a container as cdk8s-plus knows it, beside the main one. */
  public override addContainer(cont: kplus.ContainerProps): kplus.Container {
    return this.composition.addMain(cont);
  }

  /** Adds a container that runs to its end before the main container starts. */
  public override addInitContainer(cont: kplus.ContainerProps): kplus.Container {
    return this.composition.addInit(cont);
  }

  /** Adds a container that was made elsewhere. What it says stands, what it leaves open is filled in. */
  public override attachContainer(cont: kplus.Container): void {
    this.composition.attach(cont);
  }

  /** Declares something that must be true of the running Pod. */
  public expect(expectation: Expectation): void {
    this.composition.expect(expectation);
  }

  /** Exposes the ports of the main containers and of the adapters, or the given ones, via a Service. */
  public exposeViaService(options?: kplus.DeploymentExposeViaServiceOptions): kplus.Service {
    return exposeViaService(this.composition, options);
  }

  /**
   * Gives the addresses of the ready Pods under the name of a Service that has no address itself. Whoever looks it up
   * dials the ports of the containers.
   */
  public exposeViaHeadlessService(options?: kplus.DeploymentExposeViaServiceOptions): kplus.Service {
    return exposeViaHeadlessService(this.composition, options);
  }

  /**
   * Allows traffic to a peer, on both sides where the peer is a Pod or workload, and the DNS look-ups it needs. As with
   * every policy, what no policy allows is denied from then on: to these Pods all else that they dial, to such a peer all
   * else that dials it.
   */
  public connectTo(peer: kplus.INetworkPolicyPeer, options?: ConnectOptions): void {
    connectTo(this.composition, peer, options);
  }

  /**
   * Allows traffic from a peer, on both sides where the peer is a Pod or workload. As with every policy, what no policy
   * allows is denied from then on: to these Pods all else that dials them, to such a peer all else that it dials, DNS
   * look-ups excepted.
   */
  public acceptFrom(peer: kplus.INetworkPolicyPeer, options?: ConnectOptions): void {
    acceptFrom(this.composition, peer, options);
  }

  /** @internal */
  public override _toPodSpec(): kplus.k8s.PodSpec {
    return this.composition.render(() => super._toPodSpec());
  }
}
