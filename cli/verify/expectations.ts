import { HttpResult, RunningPod, RuntimeFailure } from '../runtime/runtime';
import { CommandExpectation, HttpExpectation, LogExpectation, PlannedExpectation, titleOf } from './plan';
import { Recheck } from './recheck';

/** What came of an expectation. */
export interface Outcome {
  readonly title: string;
  readonly expectation: PlannedExpectation;
  readonly met: boolean;
  /** What was seen last, as evidence. */
  readonly seen: string;
  /** The response, where a server gave one. */
  readonly answer: HttpResult | undefined;
  /** The command with which a person sees the same. */
  readonly command: string | undefined;
  /** From the Pod's start. */
  readonly afterMs: number;
}

type Look = Pick<Outcome, 'met' | 'seen' | 'answer'>;

const EVERY_MS = 250;
const TIMEOUT_MS = 10_000;

/** As much of a body or an output as is worth being kept. */
const SHOWN = 2_000;

/** Looks again and again until it is true, or until its time since the start of the Pod is over. */
export async function evaluate(
  pod: RunningPod,
  expectation: PlannedExpectation,
  startedAt: number,
  recheck: Recheck,
  signal: AbortSignal,
): Promise<Outcome> {
  const deadline = startedAt + expectation.withinSeconds * 1000;
  for (;;) {
    // Once at least, however late it is.
    const { met, seen, answer } = await look(
      pod,
      expectation,
      Math.min(TIMEOUT_MS, Math.max(1000, deadline - Date.now())),
    );
    const now = Date.now();
    if (met) recheck.cameTrue();
    if (met || now + EVERY_MS >= deadline || signal.aborted) {
      return {
        title: titleOf(expectation),
        expectation,
        met,
        seen,
        answer,
        command: commandOf(pod, expectation),
        afterMs: now - startedAt,
      };
    }
    await recheck.pause(EVERY_MS, signal);
  }
}

async function look(pod: RunningPod, expectation: PlannedExpectation, timeoutMs: number): Promise<Look> {
  try {
    switch (expectation.type) {
      case 'http':
        return await lookAtResponse(pod, expectation, timeoutMs);
      case 'command':
        return await lookAtCommand(pod, expectation, timeoutMs);
      case 'log':
        return await lookAtLog(pod, expectation);
    }
  } catch (error) {
    // Not there yet is no answer either.
    if (error instanceof RuntimeFailure) return { met: false, seen: error.message, answer: undefined };
    throw error;
  }
}

type In<T> = T & { readonly container: string };

async function lookAtResponse(pod: RunningPod, expected: In<HttpExpectation>, timeoutMs: number): Promise<Look> {
  const { status, body } = await pod.get(expected.container, expected.url, timeoutMs);
  const met = status === expected.status && body.includes(expected.bodyContains ?? '');
  const shown = excerpt(body, expected.bodyContains);
  return { met, seen: `status ${status}\n${shown}`.trimEnd(), answer: { status, body: shown } };
}

async function lookAtCommand(pod: RunningPod, expected: In<CommandExpectation>, timeoutMs: number): Promise<Look> {
  const { exitCode, stdout, stderr } = await pod.exec(expected.container, expected.command, timeoutMs);
  const met = exitCode === expected.exitCode && stdout.includes(expected.outputContains ?? '');
  const output = [excerpt(stdout, expected.outputContains), excerpt(stderr, undefined)].filter((text) => text !== '');
  // They print the page of a good response, and fail at others.
  const isPage = exitCode === 0 && ['wget', 'curl'].includes(expected.command[0]);
  const answer = isPage ? { status: 200, body: output.join('\n') } : undefined;
  return { met, seen: [`exit code ${exitCode}`, ...output].join('\n'), answer };
}

async function lookAtLog(pod: RunningPod, expected: In<LogExpectation>): Promise<Look> {
  const lines = (await pod.logs(expected.container)).split('\n');
  const line = lines.find((each) => each.includes(expected.contains));
  if (line !== undefined) return { met: true, seen: line, answer: undefined };
  const last = lines.filter((each) => each.trim() !== '').slice(-5);
  return { met: false, seen: last.length === 0 ? 'the log is empty' : last.join('\n'), answer: undefined };
}

/** The part of a text around what was looked for, else its beginning. */
function excerpt(text: string, around: string | undefined): string {
  if (text.length <= SHOWN) return text.trimEnd();
  const at = around === undefined ? 0 : Math.max(0, text.indexOf(around));
  const from = Math.max(0, Math.min(at - SHOWN / 2, text.length - SHOWN));
  return `${from > 0 ? '...' : ''}${text.slice(from, from + SHOWN).trimEnd()}${from + SHOWN < text.length ? '...' : ''}`;
}

function commandOf(pod: RunningPod, expectation: PlannedExpectation): string | undefined {
  const { container } = expectation;
  switch (expectation.type) {
    case 'http':
      return pod.commands.exec(container, ['wget', '-O', '-', expectation.url]);
    case 'command':
      return pod.commands.exec(container, expectation.command);
    case 'log':
      return pod.commands.logs(container);
  }
}
