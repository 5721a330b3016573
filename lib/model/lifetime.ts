import type { Container } from './container';
import { endingOfLine, endingOfScript } from './ending';
import { Ending } from './program-ending';
import { flagOf, Path } from './values';

/** Whether what a container runs comes to its end by itself. */
export interface Lifetime {
  readonly ending: Ending;
  /** False where it is a strong sign only: the image has no more than the name of a known one. */
  readonly sure: boolean;
  /** What runs, as a message can name it. */
  readonly what: string;
  /** Where that is written. */
  readonly path: Path;
}

/** Programs that run on are told with these to do one thing only, or to end when they are told. */
const ONCE =
  /^--?(?:one-time|once|oneshot|version|help|check|validate|dry-run|test|quitquitquit|run-connection-test|exit)|^--?watch-interval=0(?:[a-z]|$)/;
const ONCE_VARIABLE = /ONE_?TIME|ONCE|ONESHOT|QUITQUITQUIT|^METHOD$/;

const remembered = new WeakMap<Container, Lifetime>();

export function lifetimeOf(container: Container): Lifetime {
  let lifetime = remembered.get(container);
  if (!lifetime) remembered.set(container, (lifetime = readLifetime(container)));
  return lifetime;
}

function readLifetime(container: Container): Lifetime {
  const { line, script, image, path, env } = container;
  if (line) {
    const ending = script ? endingOfScript(script.text) : endingOfLine(line.map(({ text }) => text));
    const at = script?.path ?? line[0]?.path ?? path;
    return {
      ending,
      sure: true,
      what: script ? 'its script' : `"${shortened(line.map(({ text }) => text).join(' '))}"`,
      path: at,
    };
  }
  const facts = image?.facts ?? image?.likely;
  const told = container.args ?? [];
  const once = told.some((word) => ONCE.test(word)) || env.some(({ name }) => ONCE_VARIABLE.test(name));
  const other = !image?.facts && told.length > 0 && !told[0].startsWith('-');
  return {
    ending: other || once ? 'unknown' : endingOfImage(facts?.keepsRunning, told),
    sure: image?.facts !== undefined,
    what: `the command of ${image?.text ?? 'its image'}`,
    path: [...path, 'image'],
  };
}

/** Whether somebody may write to what it reads: a shell then waits, and does not end. */
export function hasInput({ data }: Container): boolean {
  return flagOf(data['stdin']) === true || flagOf(data['tty']) === true;
}

function endingOfImage(keepsRunning: boolean | undefined, told: readonly string[]): Ending {
  if (keepsRunning === undefined || /^(version|help|list|migrate|validate)$/.test(told[0] ?? '')) return 'unknown';
  if (keepsRunning) return 'lasts';
  return told.length === 0 ? 'ends' : 'unknown';
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
