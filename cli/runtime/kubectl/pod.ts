import { Data, isData, listOf } from '../../../lib/model/values';
import { Workload } from '../../../lib/model/workload';
import { CommandResult, HttpResult, LivePod, RunningPod, RuntimeFailure } from '../runtime';
import { execResult, ProgramMissing } from './exec-result';
import { HTTP_TOOLS, HttpTool } from './http-tool';
import { nameOf, namespaceOf } from './kinds';
import { uidOf } from './owned-pods';
import { patiently } from './patience';
import { Kubectl, KubectlError } from './program';

/** A log that has not begun, or one of a container that has not: nothing has been written. */
const NO_LOG = /is waiting to start|is not available|not found in pod|previous terminated container/;
/** What it takes to reach the container, on top of what the tool in it is given. */
const WAY_MS = 2000;
/** As much of a log as is looked at when nobody says how much. */
const LINES = 10_000;

/** A Pod in a cluster, seen by kubectl. */
export class KubectlPod implements RunningPod {
  public readonly name: string;
  private readonly uid: string;
  private readonly inNamespace: string;
  /** What was found in which container, so that it is not looked for each time. */
  private readonly tools = new Map<string, { readonly container: string; readonly tool: HttpTool }>();
  private readonly missing = new Set<string>();

  public constructor(
    public readonly workload: Workload,
    pod: Data,
    private readonly kubectl: Kubectl,
    private readonly signal: AbortSignal,
  ) {
    this.name = nameOf(pod);
    this.uid = uidOf(pod) ?? '';
    this.inNamespace = `--namespace=${namespaceOf(pod)}`;
  }

  public async observe(): Promise<LivePod> {
    const [pod, events] = await Promise.all([
      this.json(['get', 'pod', this.name, '--ignore-not-found']),
      this.events(),
    ]);
    if (uidOf(pod) !== this.uid) {
      throw new RuntimeFailure(`Pod ${this.name} is gone: it was deleted, or something else has taken its place`);
    }
    return { pod, events };
  }

  public async logs(container: string, lines = LINES): Promise<string> {
    try {
      return await this.kubectl.run([...this.logArgs(container), `--tail=${lines}`], { signal: this.signal });
    } catch (error) {
      if (error instanceof KubectlError && error.reason === 'BadRequest' && NO_LOG.test(error.words)) return '';
      throw error;
    }
  }

  public async exec(container: string, command: readonly string[], timeoutMs: number): Promise<CommandResult> {
    const { signal } = this;
    return execResult(await this.kubectl.call(this.execArgs(container, command), { timeoutMs, signal }));
  }

  /** The containers of a Pod share its network: any of them that has the program asks as the container would. */
  public async get(container: string, url: string, timeoutMs: number): Promise<HttpResult> {
    if (!/^https?:\/\//.test(url)) throw new RuntimeFailure(`${url} is no http or https address`);
    const known = this.tools.get(container);
    if (known) return this.getBy(known.tool, known.container, url, timeoutMs);
    for (const candidate of this.candidates(container)) {
      for (const tool of HTTP_TOOLS) {
        const key = `${candidate}/${tool.name}`;
        if (this.missing.has(key)) continue;
        try {
          const result = await this.getBy(tool, candidate, url, timeoutMs);
          this.tools.set(container, { container: candidate, tool });
          return result;
        } catch (error) {
          if (!(error instanceof ProgramMissing)) throw error;
          this.missing.add(key);
        }
      }
    }
    throw new RuntimeFailure(this.noTool(url));
  }

  public get commands() {
    const { kubectl } = this;
    return {
      logs: (container: string) => kubectl.line(this.logArgs(container)),
      exec: (container: string, command: readonly string[]) => kubectl.line(this.execArgs(container, command)),
    };
  }

  /** None where they may not be read: they explain, but decide nothing. */
  private async events(): Promise<Data[]> {
    try {
      const found = await this.json(['get', 'events', `--field-selector=involvedObject.uid=${this.uid}`]);
      return listOf(found['items']).filter(isData);
    } catch (error) {
      if (error instanceof KubectlError && error.reason === 'Forbidden') return [];
      throw error;
    }
  }

  private async getBy(tool: HttpTool, container: string, url: string, timeoutMs: number): Promise<HttpResult> {
    return tool.read(await this.exec(container, tool.command(url, timeoutMs), timeoutMs + WAY_MS));
  }

  private candidates(container: string): string[] {
    const others = this.workload.pod.longRunning.map(({ name }) => name).filter((name) => name !== container);
    return [container, ...others];
  }

  private noTool(url: string): string {
    const names = this.workload.pod.longRunning.map(({ name }) => name).join(', ');
    const debug = ['debug', '-it', this.name, '--image=busybox', '--', 'wget', '-O', '-', url];
    const byHand = this.kubectl.line([this.inNamespace, ...debug]);
    return `no container of the Pod (${names}) has curl or wget, so nothing in it can ask for ${url}. By hand: ${byHand}; or expect a command or a line of a log instead, or run it with --runtime podman, which needs neither`;
  }

  private logArgs(container: string): string[] {
    return [this.inNamespace, 'logs', this.name, '-c', container];
  }

  private execArgs(container: string, command: readonly string[]): string[] {
    return [this.inNamespace, 'exec', this.name, '-c', container, '--', ...command];
  }

  private json(args: readonly string[]): Promise<Data> {
    const { signal } = this;
    return patiently(() => this.kubectl.json([this.inNamespace, ...args], { signal }), signal);
  }
}
