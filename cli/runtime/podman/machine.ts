import { statfsSync } from 'node:fs';
import { release } from 'node:os';
import { RuntimeFailure } from '../runtime';
import { Called, CallOptions, execute, Podman, PodmanError } from './podman';

/** The oldest podman that has every option that is used. */
const OLDEST = [4, 3];

const CGROUP2_MAGIC = 0x63677270;

/** What it depends on how a container is run on this machine. */
export interface Machine {
  readonly version: string;
  /** Podman runs in a user namespace: files of other users are reached through `podman unshare`. */
  readonly rootless: boolean;
  readonly cgroupsV2: boolean;
  /** What can be limited, as in `memory` and `cpu`. */
  readonly limits: readonly string[];
}

/** Throws a `RuntimeFailure` when there is no podman that could be used. */
export async function findMachine(podman: Podman): Promise<Machine> {
  const version = await versionOf(podman);
  const rootless = process.getuid?.() !== 0;
  return {
    version,
    rootless,
    cgroupsV2: statfsSync('/sys/fs/cgroup').type === CGROUP2_MAGIC,
    limits: rootless ? await delegatedTo(podman) : ['memory', 'cpu'],
  };
}

async function versionOf(podman: Podman): Promise<string> {
  const text = await podman.run(['version', '--format', 'json']).catch((error: unknown) => {
    if (!(error instanceof PodmanError)) throw error;
    const why = error.words || `"${podman.program} version" ended with exit code ${error.exitCode}`;
    throw new RuntimeFailure(`podman cannot be used: ${why}`);
  });
  const { Client, Server } = parsedVersion(text, podman.program);
  const version = Client?.Version ?? '';
  if (Server || process.platform !== 'linux') {
    throw new RuntimeFailure(
      'podman runs its containers on another machine here (podman machine, or --remote), and Pods can only be run where they are; use a Linux machine, or a cluster with --runtime kubectl',
    );
  }
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new RuntimeFailure(`podman ${OLDEST.join('.')} or newer is needed, and this is ${version}`);
  }
  return version;
}

interface Versions {
  readonly Client?: { readonly Version?: string };
  readonly Server?: unknown;
}

function parsedVersion(text: string, program: string): Versions {
  try {
    return JSON.parse(text) as Versions;
  } catch {
    throw new RuntimeFailure(`${program} does not tell its version as podman does`);
  }
}

/** Without root, what systemd has handed over to the user. */
async function delegatedTo(podman: Podman): Promise<string[]> {
  const controllers = await podman.run(['info', '--format', '{{json .Host.CgroupControllers}}']);
  return (JSON.parse(controllers) as string[] | null) ?? [];
}

/** As in "podman 4.3.1 (Linux 6.1.0, cgroups v1, rootless)". */
export function describeMachine({ version, rootless, cgroupsV2 }: Machine): string {
  const details = [`Linux ${release()}`, `cgroups ${cgroupsV2 ? 'v2' : 'v1'}`, ...(rootless ? ['rootless'] : [])];
  return `podman ${version} (${details.join(', ')})`;
}

/** Runs a program of this machine with the rights that podman has on files and namespaces. */
export class HostCommands {
  public constructor(
    private readonly podman: Podman,
    private readonly rootless: boolean,
  ) {}

  /** Returns what it writes to standard output. Throws a `RuntimeFailure` when it does not end well. */
  public async run(program: string, args: readonly string[], options: CallOptions = {}): Promise<string> {
    const { exitCode, stdout, stderr } = await this.call(program, args, options);
    if (exitCode === 0) return stdout;
    throw new RuntimeFailure(`${program}: ${stderr.trim() || `exit code ${exitCode}`}`);
  }

  /** However it ends. */
  public call(program: string, args: readonly string[], options: CallOptions = {}): Promise<Called> {
    const [first, ...rest] = this.line(program, args);
    return execute(first, rest, { timeoutMs: 60_000, ...options });
  }

  /** The program with what gives it these rights. */
  public line(program: string, args: readonly string[]): [string, ...string[]] {
    return this.rootless ? [this.podman.program, 'unshare', program, ...args] : [program, ...args];
  }
}
