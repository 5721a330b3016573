import { Container } from '../../model/container';
import { lastingCommand } from '../../model/ending';
import { nameOf, secondsOf } from '../../model/program-ending';
import { Argument, isShell, shellCallOf } from '../../model/script';
import { listsIn, readScript, simplesOf } from '../../model/shell';
import { Command, List, Simple } from '../../model/shell-syntax';
import { flagOf, Path } from '../../model/values';
import { podRule } from '../rule';

/** Nobody minds a stop that takes no longer. */
const SHORT_SECONDS = 5;

interface Complaint {
  readonly what: string;
  readonly path: Path;
  readonly fix: string;
}

/**
 * The kernel drops a signal to process 1 that the process has no handler for, and neither a shell without a trap nor
 * sleep nor tail has one for SIGTERM. With a trap, a shell still waits for the program in the foreground.
 */
export const ignoresSigterm = podRule(
  {
    id: 'ignores-sigterm',
    severity: 'warning',
    title: 'a shell loop that does not end on SIGTERM',
    sources: [
      'https://github.com/kubernetes/kubernetes/pull/64015',
      'https://github.com/kubernetes/kubernetes/issues/127188',
      'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
      'https://man7.org/linux/man-pages/man2/kill.2.html#NOTES',
    ],
  },
  function* (pod) {
    const { graceSeconds, windows, sharesProcesses, spec } = pod;
    // Where processes are shared, the containers' own are not process 1.
    if (graceSeconds <= SHORT_SECONDS || windows || sharesProcesses || flagOf(spec['hostPID'])) return;
    for (const container of pod.longRunning) {
      if (pod.workload.runsToCompletion && container.role === 'main') continue;
      if (isStoppedOtherwise(container)) continue;
      const complaint = complaintOf(container.line ?? [], graceSeconds);
      if (!complaint) continue;
      yield {
        container,
        ...complaint,
        happens:
          `Terminating for the whole grace period of ${graceSeconds} s, then SIGKILL and exit code 137: ` +
          'every rollout, drain and delete waits for it',
      };
    }
  },
);

function isStoppedOtherwise(container: Container): boolean {
  const hook = container.hook('preStop')?.command;
  const { lifecycle } = container.data;
  return (
    (hook !== undefined && !/\bsleep\b/.test(hook.join(' '))) ||
    (typeof lifecycle === 'object' && lifecycle !== null && 'stopSignal' in lifecycle)
  );
}

function complaintOf(line: readonly Argument[], grace: number): Complaint | undefined {
  const [first] = line;
  if (!first) return undefined;
  const words = line.map(({ text }) => text);
  if (!isShell(first.text)) return stays(words, grace) ? ofProgram(words, first.path) : undefined;
  const call = shellCallOf(line);
  if (!call?.takesScript || !call.script) return undefined;
  return ofScript(call.script, grace);
}

/** As in `sleep infinity` and `tail -f /dev/null`. */
function stays([program = '', ...rest]: readonly string[], grace: number): boolean {
  const name = nameOf(program);
  if (name === 'tail') return rest.some((word) => /^-[a-z0-9]*[fF]|^--follow/.test(word));
  return name === 'sleep' && secondsOf(rest) >= grace;
}

function ofProgram(words: readonly string[], path: Path): Complaint {
  const [program] = words;
  return {
    path,
    what: `${program} as process 1 ignores SIGTERM`,
    fix: `run it in a shell that can be stopped: ["sh", "-c", "trap 'exit 0' TERM; ${words.join(' ')} & wait $!"]`,
  };
}

function ofScript({ text, path }: Argument, grace: number): Complaint | undefined {
  const list = readScript(text);
  if (!list) return undefined;
  const blocking = lastingCommand(text) ?? lastSleep(list, grace);
  if (!blocking) return undefined;
  const traps = [...simplesOf(list)].filter(({ words }) => words[0]?.text === 'trap');
  if (traps.length === 0) return withoutTrap(blocking, path, grace);
  const sleep = traps.some(isForTerm) ? sleepIn(blocking, grace) : undefined;
  return (
    sleep && {
      path,
      what: `the trap for SIGTERM comes after "${wordsOf(sleep).join(' ')}", for which the shell waits first`,
      fix: `let it run in the background, where the trap ends the wait: ${wordsOf(sleep).join(' ')} & wait $!`,
    }
  );
}

function withoutTrap(blocking: Command, path: Path, grace: number): Complaint | undefined {
  const said = blocking.kind === 'simple' ? wordsOf(blocking) : [];
  const words = said.filter((word) => word !== 'exec');
  if (blocking.kind === 'simple' && words[0] !== 'wait' && !stays(words, grace)) return undefined;
  const what = blocking.kind === 'simple' ? `waits in "${words.join(' ')}"` : 'runs a loop';
  const wait = `${(blocking.kind === 'simple' ? words : pauseOf(blocking)).join(' ')} & wait $!`;
  return {
    path,
    what:
      said[0] === 'exec'
        ? `${words.join(' ')} becomes process 1 in place of the shell, and ignores SIGTERM`
        : `the shell is process 1, ${what}, and has no trap for SIGTERM`,
    fix: `begin the script with: trap 'exit 0' TERM${words[0] === 'wait' ? '' : `, and pause with: ${wait}`}`,
  };
}

/** The pause that a loop makes already, as far as its words say how long. */
function pauseOf(loop: Command): readonly string[] {
  const simples = listsIn(loop).flatMap((list) => [...simplesOf(list)]);
  const pause = simples.map(wordsOf).find(([program, ...times]) => program === 'sleep' && secondsOf(times) > 0);
  return pause ?? ['sleep', '5'];
}

/** A script that ends with a long sleep, as good as for ever. */
function lastSleep(list: List, grace: number): Command | undefined {
  const last = list.at(-1);
  const command = last?.background ? undefined : last?.pipelines.at(-1)?.commands.at(-1);
  return command && sleepIn(command, grace) === command ? command : undefined;
}

/** What keeps the shell from its trap until the grace period is over. */
function sleepIn(command: Command, grace: number): Simple | undefined {
  if (command.kind === 'simple') {
    const words = wordsOf(command);
    return words[0] !== 'exec' && stays(words, grace) ? command : undefined;
  }
  for (const list of listsIn(command)) {
    for (const { background, pipelines } of list) {
      for (const inner of background ? [] : pipelines.flatMap(({ commands }) => commands)) {
        const found = sleepIn(inner, grace);
        if (found) return found;
      }
    }
  }
  return undefined;
}

function isForTerm({ words }: Simple): boolean {
  return words.slice(2).some(({ text }) => /^(SIG)?TERM$|^15$/i.test(text));
}

function wordsOf({ words }: Simple): string[] {
  return words.map(({ text }) => text);
}
