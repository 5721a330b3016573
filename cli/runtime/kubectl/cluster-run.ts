import { setTimeout as sleep } from 'node:timers/promises';
import { Data } from '../../../lib/model/values';
import { Step } from '../runtime';
import { waitForAccount } from './default-account';
import { asInput, itemsOf, LOOK, requireNew } from './existing';
import { nameOf, sameObject } from './kinds';
import { FIELD_MANAGER, KEPT } from './labels';
import { claimsOf, forTrial, Prepared } from './prepare';
import { CallOptions, Kubectl, KubectlError } from './program';
import { recordName, recordOf, Run } from './record';
import { removeRun } from './removal';

/** Longer than an API server takes to store a set, each object of which may go through webhooks. */
const APPLY_MS = 5 * 60_000;
/** What is being stored when somebody interrupts may be stored to its end, so that all of it is known. */
const FINISH_MS = 10_000;
/** What kubectl had sent when it was ended has been stored by then. */
const LANDED_MS = 2000;

const APPLY = ['apply', '--server-side', `--field-manager=${FIELD_MANAGER}`, '--filename=-'];
const CREATE = ['create', `--field-manager=${FIELD_MANAGER}`, '--filename=-'];

/** The objects of one run, in a cluster. */
export class ClusterRun {
  private begun = false;
  private isCutOff = false;

  public constructor(
    private readonly kubectl: Kubectl,
    public readonly run: Run,
    private readonly prepared: Prepared,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Stores everything, or nothing that is not removed by `remove`. A namespace has to be there for the rest to be tried in
   * it; else nothing is stored before the cluster has said that it would take all of it. Returns the makers as stored.
   */
  public async apply(step: Step): Promise<Data[]> {
    const { namespaces, objects, makers } = this.prepared;
    await this.requireNew(step);
    for (const namespace of namespaces) {
      const name = nameOf(namespace);
      await step(`namespace ${name} made`, this.kubectl.line(['create', 'namespace', name]), () =>
        this.make(namespace),
      );
    }
    const trial = [...APPLY, '--dry-run=server'];
    await step('the cluster would take all of it', this.kubectl.line(trial), () =>
      this.kubectl.run(trial, { input: asInput(forTrial(objects)), timeoutMs: APPLY_MS, signal: this.signal }),
    );
    await this.change(CREATE, [recordOf(this.run)]);
    const stored = await step(
      `${objects.length} ${objects.length === 1 ? 'object' : 'objects'} applied`,
      this.kubectl.line(APPLY),
      () => this.change(APPLY, objects),
    );
    return [...makers.values()].map((maker) => stored.find((object) => sameObject(object, maker)) ?? maker);
  }

  public async keep(): Promise<void> {
    const { id, home } = this.run;
    await this.kubectl.run([
      `--namespace=${home}`,
      'label',
      'configmap',
      recordName(id),
      `${KEPT}=true`,
      '--overwrite',
    ]);
  }

  /** Whatever has come of `apply`. Its calls have ended. */
  public async remove(): Promise<void> {
    if (!this.begun) return;
    if (this.isCutOff) await sleep(LANDED_MS);
    await removeRun(this.kubectl, this.run);
  }

  private async requireNew(step: Step): Promise<void> {
    const { namespaces, objects } = this.prepared;
    const all = [...namespaces, ...objects, ...claimsOf(objects)];
    await step('nothing of it is in the cluster yet', this.kubectl.line(LOOK), () =>
      requireNew(this.kubectl, this.run.id, all, this.signal),
    );
  }

  private async make(namespace: Data): Promise<void> {
    await this.change(CREATE, [namespace]);
    await waitForAccount(this.kubectl, nameOf(namespace), this.signal);
  }

  private async change(args: readonly string[], objects: readonly Data[]): Promise<Data[]> {
    this.begun = true;
    const { signal } = this;
    const options: CallOptions = { input: asInput(objects), timeoutMs: APPLY_MS, signal, finishMs: FINISH_MS };
    const stored = await this.kubectl.json(args, options).catch((error: unknown) => {
      this.isCutOff ||= !(error instanceof KubectlError);
      throw error;
    });
    signal.throwIfAborted();
    return itemsOf(stored);
  }
}
