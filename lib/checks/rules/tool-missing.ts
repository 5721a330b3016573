import { KnownFacts } from '../../images/known-image';
import { Container } from '../../model/container';
import { installsPrograms, Invocation, invocationsOf } from '../../model/invocations';
import { nameOf, unwrapped } from '../../model/program-ending';
import { Argument, isShell, shellCallOf } from '../../model/script';
import { listsIn, literal, readScript, simplesOf } from '../../model/shell';
import { List, Pipeline } from '../../model/shell-syntax';
import { failedCommand, notFound } from '../failed-command';
import { podRule } from '../rule';

const FOLDERS = ['/bin', '/sbin', '/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'];
const DIALLERS = ['curl', 'wget', 'nc', 'telnet'];
const SUBSTITUTES: { readonly [tool: string]: readonly [string, string] } = {
  bash: ['sh', 'sh'],
  curl: ['wget', 'wget -q -O -'],
  dig: ['nslookup', 'nslookup'],
  wget: ['curl', 'curl -fsS'],
};

/** A call of a program, with the place where it is written. */
interface Call {
  readonly tool: string;
  readonly path: Argument['path'];
  /** Called by a shell, and so not by the container runtime. */
  readonly inScript: boolean;
}

/**
 * Probes and hooks run in the container, with the programs of its image. Small images have few: no curl in busybox, no
 * shell in distroless ones.
 */
export const toolMissing = podRule(
  {
    id: 'tool-missing',
    severity: 'error',
    title: 'a command uses a program that the image does not have',
    sources: [
      'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/',
      'https://github.com/apache/shenyu/issues/5490',
      'https://github.com/projectcontour/contour/issues/1254',
      'https://github.com/GoogleContainerTools/distroless#debug-images',
    ],
  },
  function* (pod) {
    if (pod.windows) return;
    for (const container of pod.containers) {
      const facts = container.image?.facts ?? container.image?.likely;
      if (!facts || installsPrograms(container)) continue;
      for (const invocation of invocationsOf(container)) {
        const reported = new Set<string>();
        for (const call of callsOf(invocation.line)) {
          if (call.inScript && facts.shell === '') continue;
          if (reported.has(call.tool) || !isMissing(call.tool, facts) || isMounted(call.tool, container)) continue;
          reported.add(call.tool);
          yield {
            container,
            severity: container.image?.facts ? 'error' : 'warning',
            path: call.path,
            what: `${container.image!.text} has no ${call.tool}, which ${userOf(invocation)} calls`,
            happens: happens(invocation.by, call),
            fix: fix(invocation.by, call, facts),
          };
        }
      }
    }
  },
);

function isMissing(tool: string, { tools = [], missingTools = [], shell }: KnownFacts): boolean {
  if (tools.includes(tool)) return false;
  return missingTools.includes(tool) || (shell === '' && isShell(tool));
}

/** Brought along in a volume, or found on a path of its own. */
function isMounted(tool: string, { mounts, env }: Container): boolean {
  return (
    env.some(({ name }) => name === 'PATH') ||
    mounts.some((mount) => FOLDERS.some((folder) => mount.covers(folder) || mount.folder === `${folder}/${tool}`))
  );
}

function callsOf(line: readonly Argument[]): Call[] {
  const direct = startedBy(line.map(({ text }) => text)).map((tool): Call => {
    return { tool, path: line[0].path, inScript: false };
  });
  const call = shellCallOf(line);
  if (!call?.takesScript || !call.script) return direct;
  const { path, text } = call.script;
  const list = readScript(text);
  if (!list) return direct;
  const asked = askedFor(list);
  const called = [...toolsIn(list)].filter((tool) => !asked.has(tool));
  return [...direct, ...called.map((tool): Call => ({ tool, path, inScript: true }))];
}

/** Every program that a script calls, but those with another way to go where they are missing. */
function* toolsIn(list: List): Iterable<string> {
  for (const { pipelines } of list) {
    for (const [index, { commands }] of pipelines.entries()) {
      const next = pipelines[index + 1];
      if (next?.after === '||' && !givesUp(next)) continue;
      for (const command of commands) {
        for (const inner of listsIn(command)) yield* toolsIn(inner);
        if (command.kind !== 'simple') continue;
        const known = command.words.findIndex((word) => literal(word) === undefined);
        yield* startedBy(command.words.slice(0, known < 0 ? undefined : known).map(({ text }) => text));
      }
    }
  }
}

/** `|| exit 1`, `|| true` and the like. */
function givesUp({ commands: [command] }: Pipeline): boolean {
  return command?.kind === 'simple' && /^(exit|return|false|true|:|echo|kill)$/.test(command.words[0]?.text ?? '');
}

/** What a script asks for first: `command -v curl`, `which curl`. */
function askedFor(list: List): Set<string> {
  const asked = new Set<string>();
  for (const { words } of simplesOf(list)) {
    if (!/^(command|which|type|hash)$/.test(words[0]?.text ?? '')) continue;
    for (const { text } of words.slice(1)) asked.add(text);
  }
  return asked;
}

/** The program of a command line, and those that it starts in turn: `timeout 5 curl`, `exec curl`. */
function startedBy(words: readonly string[]): string[] {
  const inner = unwrapped(words);
  const names = [nameOf(words[0] ?? ''), nameOf(inner[0] ?? '')];
  if (inner[0] === 'timeout' || inner[0] === 'xargs') {
    const at = inner.findIndex((word, index) => index > 0 && !/^-|^[\d.]+[smhd]?$/.test(word));
    if (at > 0) names.push(nameOf(inner[at]));
  }
  return [...new Set(names.filter((name) => name !== undefined))];
}

function userOf({ by }: Invocation): string {
  return by === 'command' ? 'its command' : `its ${by}`;
}

function happens(by: Invocation['by'], { tool, inScript }: Call): string {
  if (!inScript) return failedCommand(by, notFound(tool));
  return by === 'command'
    ? `"sh: ${tool}: not found" is in the log, and that command ends with exit code 127`
    : failedCommand(by, `sh: ${tool}: not found`);
}

function fix(by: Invocation['by'], { tool }: Call, { tools = [], shell }: KnownFacts): string {
  const probe = by.endsWith('Probe');
  if (shell === '') {
    return probe
      ? 'use an httpGet, tcpSocket or grpc probe: the image has no shell and no tools'
      : `use an image with ${tool} in it: this one has no shell and no tools`;
  }
  if (probe && DIALLERS.includes(tool)) {
    return `use an httpGet or tcpSocket probe${substitute(tool, tools, ', or ')}, or an image with ${tool} in it`;
  }
  return `${substitute(tool, tools, '', ', or ')}use an image with ${tool} in it`;
}

function substitute(tool: string, tools: readonly string[], before: string, after = ''): string {
  const [needed, words] = SUBSTITUTES[tool] ?? [];
  return needed !== undefined && tools.includes(needed) ? `${before}call ${words} in its place${after}` : '';
}
