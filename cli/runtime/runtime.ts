import { KubeObject } from '../../lib/model/kube-object';
import { Data } from '../../lib/model/values';
import { Workload } from '../../lib/model/workload';

/** What happened to a running Pod, in the shape in which a cluster tells it. */
export interface LivePod {
  /** As of `kubectl get pod -o json`: metadata, spec and status. */
  readonly pod: Data;
  /** As of `kubectl get events -o json`, those about the Pod. */
  readonly events: readonly Data[];
}

export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface HttpResult {
  readonly status: number;
  readonly body: string;
}

/** One Pod that was started, of a Pod or of the template of a workload. */
export interface RunningPod {
  readonly workload: Workload;
  readonly name: string;
  observe(): Promise<LivePod>;
  /** What the container has written since its last start, standard output and error. */
  logs(container: string, lines?: number): Promise<string>;
  /** Throws a `RuntimeFailure` when the command could not be run at all. */
  exec(container: string, command: readonly string[], timeoutMs: number): Promise<CommandResult>;
  /** A GET request as if made from the container. Throws a `RuntimeFailure` when there is no answer. */
  get(container: string, url: string, timeoutMs: number): Promise<HttpResult>;
  /** The same three as a person would type them, to show and to copy. */
  readonly commands: {
    logs(container: string): string;
    exec(container: string, command: readonly string[]): string;
  };
}

/** A step that takes a while: shown live while it lasts. */
export type Step = <T>(what: string, command: string | undefined, run: () => Promise<T>) => Promise<T>;

export interface StartOptions {
  /** All objects of the set: ConfigMaps, Secrets, Services, ... */
  readonly objects: readonly KubeObject[];
  /** Which of them to run. */
  readonly workloads: readonly Workload[];
  readonly step: Step;
  /** Stops what is going on. */
  readonly signal: AbortSignal;
}

/** Where Pods run. One run of `verify` has one. */
export interface Runtime {
  readonly name: 'podman' | 'kubectl';
  /** As in "podman 4.3.1 (Linux 6.1.0, cgroups v2)". */
  version(): Promise<string>;
  /** What of the set this runtime does not do, a sentence each. Nothing is left out without being said here. */
  limits(options: Pick<StartOptions, 'objects' | 'workloads'>): string[];
  /** Starts everything, and returns as soon as the Pods exist. They go on by themselves. */
  start(options: StartOptions): Promise<readonly RunningPod[]>;
  /** Ends what `start` began, in Kubernetes' order. Idempotent, and fine at any moment of `start`. */
  remove(): Promise<void>;
  /** Leaves everything running when the process ends. Returns the commands with which to look around and to clean up. */
  keep(): Promise<string[]>;
}

/** Something that a runtime could not do, said without a stack trace. */
export class RuntimeFailure extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'RuntimeFailure';
  }
}
