import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

interface Metafile {
  readonly inputs: { readonly [file: string]: unknown };
}

const builder = jest.requireActual<{ PROGRAM: string; buildCli(this: void, folder: string): Promise<Metafile> }>(
  '../cli/build.cjs',
);

export interface RunOptions {
  readonly stdin?: string | Buffer;
  readonly env?: { readonly [name: string]: string };
  /** Below the folder of the files. */
  readonly cwd?: string;
}

export interface RunResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command, bundled as it is published, and a folder of files to run it on. */
export class Cli {
  public static async build(): Promise<Cli> {
    const home = fs.mkdtempSync(path.join(os.tmpdir(), 'cli-'));
    const folder = path.join(home, 'cli');
    const { inputs } = await builder.buildCli(folder);
    return new Cli(home, path.join(folder, builder.PROGRAM), Object.keys(inputs));
  }

  public readonly folder: string;

  private constructor(
    private readonly home: string,
    public readonly bundle: string,
    /** The files that went into the bundle. */
    public readonly inputs: readonly string[],
  ) {
    this.folder = path.join(home, 'work');
    this.clear();
  }

  public remove(): void {
    fs.rmSync(this.home, { recursive: true, force: true });
  }

  /** Leaves no file of the tests before. */
  public clear(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
    fs.mkdirSync(path.join(this.folder, '.git'), { recursive: true });
  }

  public write(files: { readonly [file: string]: string | Buffer }): void {
    for (const [file, content] of Object.entries(files)) {
      const target = path.join(this.folder, file);
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.writeFileSync(target, content);
    }
  }

  public run(args: readonly string[], { stdin = '', env = {}, cwd = '.' }: RunOptions = {}): RunResult {
    const { status, stdout, stderr } = spawnSync(process.execPath, [this.bundle, ...args], {
      cwd: path.join(this.folder, cwd),
      input: stdin,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...env },
      maxBuffer: 2 ** 28,
      timeout: 120_000,
    });
    return { code: status, stdout, stderr };
  }

  /** What `check --format json` says. */
  public check(args: readonly string[], options: RunOptions = {}): CheckResult {
    const { stdout } = this.run(['check', '--format', 'json', ...args], options);
    return JSON.parse(stdout) as CheckResult;
  }
}

/** The documented shape, as far as tests use it. */
export interface CheckResult {
  readonly version: number;
  readonly summary: { readonly [what: string]: number };
  readonly findings: readonly CheckedFinding[];
  readonly unreadable: readonly { file: string; line?: number; column?: number; message: string }[];
  readonly skipped: readonly { file: string; reason: string }[];
}

export interface CheckedFinding {
  readonly rule: string;
  readonly severity: string;
  readonly object?: { kind: string; name: string; namespace?: string; apiVersion: string };
  readonly container?: string;
  readonly path: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly what: string;
  readonly happens: string;
  readonly fix: string;
}

/** A Pod with one finding of `image-root-under-non-root`, at the value of its runAsNonRoot. */
export function rootPod(name: string): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  securityContext:
    runAsNonRoot: true
  containers:
    - name: web
      image: nginx:1.27
`;
}

/** A Pod that no rule says anything about. */
export function finePod(name: string): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  containers:
    - name: app
      image: example.com/app:1
`;
}
