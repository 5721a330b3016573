import { Container } from '../../../lib/model/container';
import { Hook, HookKind } from '../../../lib/model/probe';
import { numberOf } from '../../../lib/model/values';
import { Reach, request } from './probe-attempt';
import { pause } from './waiting';

/** A hook that has no limit of its own may take as long as anything here. */
const LONGEST_MS = 3_600_000;

/** Runs a hook of a container. Returns what went wrong. */
export async function runHook(
  kind: HookKind,
  container: Container,
  reach: Reach,
  signal: AbortSignal,
  timeoutMs = LONGEST_MS,
): Promise<string | undefined> {
  const hook = container.hook(kind);
  if (!hook) return undefined;
  const how = hook.handler === 'httpGet' ? 'HTTP' : 'Exec';
  try {
    const problem = await run(hook, container, reach, signal, timeoutMs);
    return problem && `${how} lifecycle hook (${hook.command?.join(' ') ?? hook.handler}) failed - ${problem}`;
  } catch (error) {
    return `${how} lifecycle hook (${hook.handler}) failed - error: ${(error as Error).message}`;
  }
}

async function run(
  hook: Hook,
  container: Container,
  reach: Reach,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<string | undefined> {
  switch (hook.handler) {
    case 'exec': {
      const command = hook.command ?? [];
      const done = await reach.exec(command, timeoutMs);
      if (done.kind === 'timeout') return `error: command '${command.join(' ')}' timed out`;
      if (done.kind === 'impossible') return `error: failed to exec in container: ${done.message}`;
      if (done.exitCode === 0) return undefined;
      const message = JSON.stringify((done.stdout + done.stderr).trim());
      return `error: command '${command.join(' ')}' exited with ${done.exitCode}, message: ${message}`;
    }
    case 'httpGet':
      // Whatever it answers: only without an answer it has failed.
      await request(hook, container, reach, timeoutMs);
      return undefined;
    case 'sleep':
      await pause(Math.min((numberOf(hook.source['seconds']) ?? 0) * 1000, timeoutMs), signal);
      return undefined;
    default:
      return 'error: invalid handler: only exec, httpGet and sleep are run';
  }
}
