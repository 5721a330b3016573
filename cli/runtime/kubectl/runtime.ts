import { dataOf, textOf } from '../../../lib/model/values';
import { UsageError } from '../../failure';
import { redactor } from '../../verify/redact';
import { commandLine } from '../command-line';
import { RunningPod, Runtime, RuntimeFailure, StartOptions } from '../runtime';
import { ClusterRun } from './cluster-run';
import { Consent, requireConsent } from './consent';
import { newRunId, ownNamespaceOf, RUN } from './labels';
import { limitsOf } from './limits';
import { KubectlPod } from './pod';
import { findPods } from './pod-search';
import { Place, prepare, runOf } from './prepare';
import { Kubectl } from './program';
import { Chosen } from './selection';
import { sessionOf } from './session';
import { readTarget, Target } from './target';

export interface KubectlOptions extends Consent {
  /** The one that is current unless given. */
  readonly context?: string;
  /** That of the context unless given. */
  readonly namespace?: string;
  /** Makes a namespace for the run, and deletes it at the end. */
  readonly ownNamespace?: boolean;
}

/** Runs Pods in a cluster, by the user's own kubectl. */
export class KubectlRuntime implements Runtime {
  public readonly name = 'kubectl';
  public readonly run = newRunId();
  private readonly program = new Kubectl();
  private readonly stopping = new AbortController();
  private target: Promise<Target> | undefined;
  private starting: Promise<readonly KubectlPod[]> = Promise.resolve([]);
  private cluster: ClusterRun | undefined;
  private removing: Promise<void> | undefined;

  public constructor(private readonly options: KubectlOptions) {
    if (options.ownNamespace && options.namespace !== undefined) {
      throw new UsageError('either --namespace or --own-namespace');
    }
  }

  /** Throws a UsageError when there is no such context, and a `RuntimeFailure` when its cluster does not answer. */
  public async version(): Promise<string> {
    const { context } = await this.findTarget();
    const found = await this.program.in(context).json(['version']);
    const of = (part: string) => (textOf(dataOf(found[part])['gitVersion']) ?? 'unknown').replace(/^v/, '');
    return `kubectl ${of('clientVersion')}, Kubernetes ${of('serverVersion')} (context ${context})`;
  }

  public limits(chosen: Chosen): string[] {
    return limitsOf(chosen, this.options.ownNamespace ? ownNamespaceOf(this.run) : undefined);
  }

  public start(options: StartOptions): Promise<readonly RunningPod[]> {
    const { signal } = options;
    const stop = () => this.stopping.abort(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    return (this.starting = this.begin(options));
  }

  public remove(): Promise<void> {
    this.removing ??= this.removeAll().catch((error: unknown) => {
      // What could not be removed now may be so later.
      this.removing = undefined;
      throw error;
    });
    return this.removing;
  }

  public async keep(): Promise<string[]> {
    const pods = await this.starting;
    const { cluster } = this;
    if (!cluster) return [];
    await cluster.keep();
    const { context } = await this.findTarget();
    const { id, home, namespaces } = cluster.run;
    const kubectl = this.program.in(context);
    return [
      ...namespaces.map((namespace) =>
        kubectl.line([`--namespace=${namespace}`, 'get', 'all', `--selector=${RUN}=${id}`]),
      ),
      ...pods.flatMap((pod) => pod.workload.pod.longRunning.map(({ name }) => pod.commands.logs(name))),
      commandLine(['sidecars', 'down', '--context', context, '--namespace', home, '--run', id]),
    ];
  }

  private async begin({ objects, workloads, step }: StartOptions): Promise<readonly KubectlPod[]> {
    const { signal } = this.stopping;
    signal.throwIfAborted();
    const target = await this.findTarget();
    const place = this.placeIn(target);
    const prepared = prepare({ objects, workloads }, place);
    await requireConsent(target, this.options);
    signal.throwIfAborted();
    const kubectl = this.program.in(target.context).masked(redactor(objects));
    this.cluster = new ClusterRun(kubectl, runOf(prepared, place), prepared, signal);
    const makers = await this.cluster.apply(step);
    const search = [`--namespace=${this.cluster.run.home}`, 'get', 'pods', `--selector=${RUN}=${this.run}`];
    const found = await step('the Pods are there', kubectl.line(search), () =>
      findPods(kubectl, this.run, makers, signal),
    );
    const chosen = [...prepared.makers.keys()];
    return chosen.map((workload, index) => new KubectlPod(workload, found[index], kubectl, signal));
  }

  private placeIn({ namespace }: Target): Place {
    const { run } = this;
    const own = this.options.ownNamespace === true;
    return { run, namespace: own ? ownNamespaceOf(run) : namespace, own, asked: this.options.namespace !== undefined };
  }

  private findTarget(): Promise<Target> {
    return (this.target ??= this.readTarget());
  }

  private async readTarget(): Promise<Target> {
    const session = sessionOf(this.options.ask);
    const { context = session.context, namespace } = this.options;
    const target = await readTarget(this.program, { context, namespace, signal: this.stopping.signal });
    session.context = target.context;
    return target;
  }

  private async removeAll(): Promise<void> {
    this.stopping.abort(new RuntimeFailure('it is removed'));
    await this.starting.catch(() => undefined);
    await this.program.idle();
    await this.cluster?.remove();
  }
}
