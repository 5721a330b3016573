import { Invocation, invocationsOf } from '../../model/invocations';
import { nameOf } from '../../model/program-ending';
import { Argument, ShellCall, shellCallOf } from '../../model/script';
import { literal, readScript } from '../../model/shell';
import { failedCommand, notFound } from '../failed-command';
import { PodReport, podRule } from '../rule';

const OPERATORS = ['&&', '||', '|', ';', '>', '>>', '<', '2>&1', '2>/dev/null', '>/dev/null'];
/** For these the operators are words like others. */
const OWN_OPERATORS = ['find', 'expr', 'test', '[', 'xargs', 'parallel', 'jq', 'awk'];
/** Where a script asks for the words after it. */
const PARAMETERS =
  /\$[0-9@*#]|\$\{[0-9@*#]|\b(?:shift|getopts|source|eval)\b|(?:^|[;&|\n(]) ?\. |\bfor \w+ ?(?:;|\n|do\b)/;

type Complaint = Omit<PodReport, 'container'>;

/**
 * The words of a command reach the program as they are: there is no shell but the one that is called. And a shell takes
 * one word after `-c` as its script; those that follow are only parameters of it.
 */
export const shellCommandSplit = podRule(
  {
    id: 'shell-command-split',
    severity: 'error',
    title: 'a shell script is split over several words, or there is no shell for it',
    sources: [
      'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
      'https://pubs.opengroup.org/onlinepubs/9799919799/utilities/sh.html',
      'https://github.com/apache/shenyu/issues/5490',
    ],
  },
  function* (pod) {
    if (pod.windows) return;
    for (const container of pod.containers) {
      for (const invocation of invocationsOf(container)) {
        const complaint = complaintOf(invocation);
        if (complaint) yield { container, ...complaint };
      }
    }
  },
);

function complaintOf({ by, line }: Invocation): Complaint | undefined {
  const call = shellCallOf(line);
  return inOneWord(by, line[0]) ?? (call ? ofShell(by, line, call) : withoutShell(by, line));
}

/** `["echo hello"]`: the runtime looks for a program of that name. */
function inOneWord(by: Invocation['by'], { text, path }: Argument): Complaint | undefined {
  if (!/\S\s+\S/.test(text) || /[\\:]/.test(text.slice(0, 3))) return undefined;
  const words = wordsOf(text);
  return {
    // A folder may have a space in its name.
    severity: text.startsWith('/') ? 'warning' : 'error',
    path,
    what: `the whole command is one word, ${quoted(text)}`,
    happens: failedCommand(by, notFound(shortened(text))),
    fix: words
      ? `write every word as an item of its own: ${listed(words)}`
      : `call a shell with it: ["sh", "-c", ${quoted(text)}]`,
  };
}

function ofShell(by: Invocation['by'], line: readonly Argument[], call: ShellCall): Complaint | undefined {
  const { shell, takesScript, script, rest } = call;
  const name = nameOf(shell.text) ?? shell.text;
  if (!script) {
    if (!takesScript) return undefined;
    return {
      path: line.at(-1)!.path,
      what: `${name} -c has no script after it`,
      happens: failed(by, `${name}: -c requires an argument`),
      fix: `add the script as one more item: ["${name}", "-c", "..."]`,
    };
  }
  if (!takesScript) {
    if (!/\S\s+\S/.test(script.text)) return undefined;
    return {
      severity: script.text.startsWith('/') ? 'warning' : 'error',
      path: script.path,
      what: `${name} gets a script without -c before it`,
      happens: failed(by, `${name}: can't open ${quoted(script.text)}: No such file or directory`),
      fix: `put -c before the script: ["${name}", "-c", ${quoted(script.text)}]`,
    };
  }
  return isSplit(script.text, rest) ? split(by, name, script, rest) : undefined;
}

function isSplit(script: string, rest: readonly Argument[]): boolean {
  if (rest.length === 0 || PARAMETERS.test(script)) return false;
  const words = rest.map(({ text }) => text);
  if (words.some((word) => OPERATORS.includes(word) || /\S\s+\S/.test(word))) return true;
  const [label] = words;
  const isLabel = words.length === 1 && (/^(--?|_|\w*sh)$/.test(label) || script.endsWith(label));
  if (!/\s/.test(script.trim())) return !isLabel;
  return readScript(script) === undefined && readScript([script, ...words].join(' ')) !== undefined;
}

function split(by: Invocation['by'], name: string, script: Argument, rest: readonly Argument[]): Complaint {
  const whole = [script, ...rest].map(({ text }) => text).join(' ');
  const effect = `${name} runs ${quoted(script.text)} alone`;
  return {
    path: rest[0].path,
    what: `${name} -c takes ${quoted(script.text)} as the whole script, and ${quoted(rest[0].text)} is not part of it`,
    happens:
      by === 'command'
        ? `Completed, Error or CrashLoopBackOff: ${effect}, which ends at once or does something else than is meant`
        : `${effect}, so that the ${by} does something else than is meant`,
    fix: `write the script as one item: ["${name}", "-c", ${quoted(whole)}]`,
  };
}

/** `["echo", "a", "&&", "echo", "b"]`: the operator is one more word for the program. */
function withoutShell(by: Invocation['by'], line: readonly Argument[]): Complaint | undefined {
  const program = line[0].text;
  const name = nameOf(program);
  if (OWN_OPERATORS.includes(name ?? '')) return undefined;
  const operator = line.find(({ text }, index) => index > 0 && OPERATORS.includes(text));
  if (!operator) return undefined;
  const whole = line.map(({ text }) => text).join(' ');
  return {
    // A script of one's own may hand its words to a shell.
    severity: name === undefined || name.includes('.') || name.includes('entrypoint') ? 'warning' : 'error',
    path: operator.path,
    what: `there is no shell to understand "${operator.text}": ${quoted(program)} gets it as an argument`,
    happens: `${by === 'command' ? 'The container' : `The ${by}`} runs ${quoted(program)} alone, with "${operator.text}" and all words after it as its arguments`,
    fix: `call a shell: ["sh", "-c", ${quoted(whole)}]`,
  };
}

function failed(by: Invocation['by'], message: string): string {
  return by === 'command' ? `CrashLoopBackOff: ${message}` : failedCommand(by, message);
}

/** The words of one plain command, without the quotes around them; undefined for what only a shell can run. */
function wordsOf(text: string): string[] | undefined {
  // The kubelet reads these before a shell does.
  if (text.includes('$')) return undefined;
  const [statement, ...others] = readScript(text) ?? [];
  const [pipeline, ...more] = statement?.pipelines ?? [];
  const [command, ...piped] = pipeline?.commands ?? [];
  if (command?.kind !== 'simple' || others.length + more.length + piped.length > 0) return undefined;
  const { words, assignments, redirects } = command;
  if (statement.background || assignments.length > 0 || redirects.length > 0) return undefined;
  const known = words.flatMap((word) => literal(word) ?? []);
  if (known.length < words.length || ['cd', 'export'].includes(known[0])) return undefined;
  return known;
}

function listed(words: readonly string[]): string {
  const shown = words.length > 8 ? words.slice(0, 2) : words;
  // Spaces within a word count; a long one is a script, of which the beginning tells enough.
  const items = shown.map((word) => (word.length > 80 ? quoted(word) : JSON.stringify(word)));
  return `[${[...items, ...(words.length > 8 ? ['...'] : [])].join(', ')}]`;
}

function quoted(text: string): string {
  return JSON.stringify(shortened(text));
}

function shortened(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 77)}...` : line;
}
