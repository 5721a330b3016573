import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Endpoint } from '../network/endpoint';
import { AdapterSource } from '../patterns/adapter-source';
import { SecurityProfile } from '../security/security-profile';

/** How a sidecar lives beside the main container. */
export enum SidecarLifecycle {
  /**
   * An init container with `restartPolicy: Always`: starts before the main container and is waited for, stops after it.
   * Needs Kubernetes 1.29.
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
   */
  NATIVE = 'NATIVE',

  /** A regular container: starts and stops together with the main container, in no order. */
  ALONGSIDE = 'ALONGSIDE',
}

/** What a container is for in its Pod. */
export enum ContainerRole {
  /** What the Pod is for. */
  MAIN = 'MAIN',
  /** A helper that lives as long as the Pod. */
  SIDECAR = 'SIDECAR',
  /** A sidecar that reads the main container and offers it to the outside in a standard form. */
  ADAPTER = 'ADAPTER',
  /** A sidecar that the main container dials on localhost, and that dials the outside for it. */
  AMBASSADOR = 'AMBASSADOR',
  /** Runs to its end before the main container starts. */
  INIT = 'INIT',
}

/** A port on which a process listens on 127.0.0.1 only, reachable from within the Pod. */
export interface LoopbackPort {
  /** The number of the port. */
  readonly number: number;

  /**
   * A name to ask for its address by.
   * @default - no name
   */
  readonly name?: string;

  /**
   * The protocol.
   * @default kplus.Protocol.TCP
   */
  readonly protocol?: kplus.Protocol;
}

/** What our Pods know about a container beyond what cdk8s-plus does. */
export interface PodContainerProps extends kplus.ContainerProps {
  /**
   * The name of `portNumber`.
   * @default - no name
   */
  readonly portName?: string;

  /**
   * Ports on which the process listens on 127.0.0.1 only. They are not written to the YAML, cannot be exposed, and can
   * be used by other containers of the Pod.
   * @default - none
   */
  readonly loopbackPorts?: LoopbackPort[];

  /**
   * The security profile of this container.
   * @default - the Pod's
   */
  readonly securityProfile?: SecurityProfile;

  /**
   * Folders that must be writable, each mounted as a small emptyDir under a read-only root. Giving them says that no
   * other is needed.
   * @default - what is known about the image; none under SecurityProfile.STOCK
   */
  readonly writablePaths?: string[];

  /**
   * How long the container may take from SIGTERM to its end. The Pod's grace period covers all containers that stop one
   * after the other.
   * @default - 30 seconds for regular containers, nothing on top for sidecars
   */
  readonly timeToStop?: Duration;
}

/** A container that the Pod is for. */
export interface MainContainerProps extends PodContainerProps {}

/** A helper that lives as long as the Pod. */
export interface SidecarProps extends PodContainerProps {
  /**
   * Whether it starts before the main container and stops after it, or together with it.
   * @default - NATIVE where the target version has it (1.29 and newer), else ALONGSIDE with a warning
   */
  readonly sidecarLifecycle?: SidecarLifecycle;
}

/** A sidecar that reads the main container and offers it on a port of its own. */
export interface AdapterProps extends SidecarProps {
  /** What it reads: an address on localhost or a shared volume. */
  readonly reads: AdapterSource;

  /**
   * The path at which Prometheus scrapes the adapter's first port, written as `prometheus.io/` annotations on the Pod.
   * @default - no annotations
   */
  readonly scrapePath?: string;
}

/** A sidecar that the main container dials on localhost, and that dials a remote for it. */
export interface AmbassadorProps extends SidecarProps {
  /** The port on 127.0.0.1 that the main container dials. */
  readonly listenPort: number;

  /**
   * The protocol of `listenPort`.
   * @default kplus.Protocol.TCP
   */
  readonly listenProtocol?: kplus.Protocol;

  /**
   * What it dials for the main container. It finds it in the environment variables REMOTE_HOST and REMOTE_PORT, unless
   * `envVariables` has others of these names.
   */
  readonly remote: Endpoint;
}
