import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Evidence, PodEvidence } from '../../../cli/verify/evidence';
import { PlannedExpectation } from '../../../cli/verify/plan';
import { CheckResult, Cli } from '../../cli';

const ROOT = resolve(__dirname, '../../..');

/** As long as a test may take. */
const LIMIT_MS = 150_000;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Verified extends Ended {
  readonly evidence: Evidence;
}

/** `sidecars`, as it is published, on real containers: no image is ever pulled. */
export class Verification {
  public static async build(): Promise<Verification> {
    return new Verification(await Cli.build());
  }

  public readonly podman = process.env['SIDECARS_PODMAN'] ?? 'podman';
  /** Where its runs have their folders, and nobody else's. */
  public readonly home = mkdtempSync(join(tmpdir(), 'e2e-'));
  private count = 0;

  private constructor(private readonly cli: Cli) {}

  public remove(): void {
    this.cli.remove();
    rmSync(this.home, { recursive: true, force: true });
  }

  /** Runs charts of this project's app. */
  public charts(...names: readonly string[]): Promise<Verified> {
    return this.verify(
      names.flatMap((name) => ['--chart', name]),
      ROOT,
    );
  }

  /** Runs manifests. */
  public manifests(yaml: string, args: readonly string[] = []): Promise<Verified> {
    return this.verify([...args, this.file(yaml)]);
  }

  /** A file with what is expected of a Pod or workload, as an app writes it. */
  public plan(kind: string, name: string, ...expectations: readonly PlannedExpectation[]): string {
    const pod = { outdir: this.home, chart: 'test', path: `test/${name}`, kind, name, expectations };
    return this.file(JSON.stringify({ version: 1, pods: [pod] }));
  }

  public file(text: string): string {
    const file = join(this.home, `${this.count++}.yaml`);
    writeFileSync(file, text);
    return file;
  }

  /** What `sidecars check` says of manifests. */
  public check(yaml: string): CheckResult {
    this.cli.clear();
    this.cli.write({ 'pod.yaml': yaml });
    return this.cli.check(['pod.yaml']);
  }

  /** Starts the command, which leads a process group of its own as from a terminal. */
  public spawn(args: readonly string[], cwd = ROOT): ChildProcess {
    return spawn(process.execPath, [this.cli.bundle, ...args], {
      cwd,
      detached: true,
      env: { ...process.env, SIDECARS_PODMAN: this.podman, TMPDIR: this.home },
    });
  }

  public run(args: readonly string[], cwd = this.home): Promise<Ended> {
    return ended(this.spawn(args, cwd));
  }

  /** Calls podman itself, as a person would who looks around. */
  public ask(...args: readonly string[]): string {
    const { stdout, stderr, status } = spawnSync(this.podman, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`podman ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  }

  /** What is still there of its runs: Pods, networks, mounts and folders. */
  public leftovers(): string[] {
    const isOurs = (label: string) => label.startsWith(`${this.home}/`);
    const pods = JSON.parse(this.ask('pod', 'ps', '--format', 'json') || '[]') as {
      Name: string;
      Labels: { [name: string]: string } | null;
    }[];
    const folders = readdirSync(this.home).filter((name) => name.startsWith('sidecars-'));
    const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
    return [
      ...pods.filter(({ Labels }) => isOurs(Labels?.['cdk8s-sidecars.folder'] ?? '')).map(({ Name }) => `Pod ${Name}`),
      ...folders.map((name) => `folder ${name}`),
      ...mounts.filter((line) => line.includes(`${this.home}/`)).map((line) => `mount ${line}`),
      ...this.networks().map((name) => `network ${name}`),
    ];
  }

  private networks(): string[] {
    const names = this.ask('network', 'ls', '--format', '{{.Name}}').split('\n');
    const own = readdirSync(this.home);
    return names.filter((name) => own.includes(name));
  }

  private async verify(args: readonly string[], cwd = this.home): Promise<Verified> {
    const report = join(this.home, `${this.count++}.json`);
    const result = await this.run(
      ['verify', '--runtime', 'podman', '--pull', 'never', '--report', report, ...args],
      cwd,
    );
    if (!existsSync(report)) throw new Error(`there is no report: ${result.stdout}${result.stderr}`);
    return { ...result, evidence: JSON.parse(readFileSync(report, 'utf8')) as Evidence };
  }
}

export function ended(child: ChildProcess): Promise<Ended> {
  return new Promise((done, fail) => {
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (text: string) => {
        output[stream] += text;
      });
    }
    const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
    child.once('error', fail);
    child.once('close', (code) => {
      clearTimeout(timer);
      done({ code, ...output });
    });
  });
}

/** The evidence of the only Pod of a run. */
export function onlyPod({ evidence }: Verified): PodEvidence {
  const pods = evidence.sets.flatMap((set) => set.pods);
  if (pods.length !== 1) throw new Error(`there are ${pods.length} Pods`);
  return pods[0];
}

export function logOf(pod: PodEvidence, container: string): readonly string[] {
  const log = pod.logs.find((each) => each.container === container);
  if (!log) throw new Error(`${pod.pod} has no container ${container}`);
  return log.lines;
}

/** What was seen of an expectation, by what it says. */
export function seenOf(pod: PodEvidence, title: string): string {
  const outcome = pod.outcomes.find((each) => each.title.includes(title));
  if (!outcome) throw new Error(`nothing is expected of ${pod.pod} with "${title}"`);
  return outcome.seen;
}
