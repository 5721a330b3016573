import { Path } from './values';

/** One word of a command line, and where it is written. */
export interface Argument {
  readonly text: string;
  readonly path: Path;
}

/** A shell script that a container runs. */
export interface Script {
  readonly shell: string;
  readonly text: string;
  readonly path: Path;
}

/** A shell and what it is told. */
export interface ShellCall {
  readonly shell: Argument;
  /** Has the option `-c`: what follows is a script and not the name of a file. */
  readonly takesScript: boolean;
  /** The script, or the name of a file with one. */
  readonly script: Argument | undefined;
  /** What the script gets as `$0`, `$1` and so on. */
  readonly rest: readonly Argument[];
}

const SHELLS = /(?:^|\/)(?:sh|bash|ash|dash)$/;
/** Start another program and have no say in what it does. */
const STARTERS = /(?:^|\/)(?:tini|dumb-init|catatonit|busybox|env)$/;

export function isShell(program: string | undefined): program is string {
  return program !== undefined && SHELLS.test(program);
}

export function argumentsOf(words: readonly string[] | undefined, path: Path): Argument[] {
  return (words ?? []).map((text, index) => ({ text, path: [...path, index] }));
}

/** Undefined where the command line does not begin with a shell. */
export function shellCallOf(line: readonly Argument[]): ShellCall | undefined {
  const [shell, ...words] = withoutStarter(line);
  if (!shell || !isShell(shell.text)) return undefined;
  let takesScript = false;
  let at = 0;
  for (; at < words.length; at++) {
    const { text } = words[at];
    if (!/^[-+]./.test(text)) break;
    if (/^-[a-zA-Z]*c/.test(text)) takesScript = true;
    // `-o pipefail`
    if (/^[-+][a-zA-Z]*[oO]$/.test(text)) at++;
    if (text === '--') {
      at++;
      break;
    }
  }
  return { shell, takesScript, script: words[at], rest: words.slice(at + 1) };
}

/** The script of `sh -c ...`, wherever between `command` and `args` the words are. */
export function scriptOf(line: readonly Argument[]): Script | undefined {
  const call = shellCallOf(line);
  if (!call?.takesScript || !call.script) return undefined;
  return { shell: call.shell.text, text: call.script.text, path: call.script.path };
}

/** Without `tini --`, `env A=b` and the like in front. */
function withoutStarter(line: readonly Argument[]): readonly Argument[] {
  let start = 0;
  while (STARTERS.test(line[start]?.text ?? '')) {
    start++;
    while (/^-|^\w+=/.test(line[start]?.text ?? '')) start++;
  }
  return start === 0 ? line : line.slice(start);
}
