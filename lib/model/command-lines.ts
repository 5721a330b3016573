import type { Container } from './container';
import { Script } from './script';
import { readScript, simplesOf } from './shell';
import { Path } from './values';

export interface CommandWord {
  readonly text: string;
  readonly path: Path;
}

const known = new WeakMap<Container, CommandWord[][]>();

/**
 * The command lines that a container runs: its own, or each of those in its script. Where the image's entrypoint runs,
 * the image's name stands for it.
 */
export function commandLinesOf(container: Container): CommandWord[][] {
  let lines = known.get(container);
  if (!lines) known.set(container, (lines = linesOf(container)));
  return lines;
}

function linesOf(container: Container): CommandWord[][] {
  const { script, command, args, image, path } = container;
  if (script) return linesOfScript(script);
  const entrypoint = command || !image?.reference ? [] : [{ text: image.reference.name, path: [...path, 'image'] }];
  const said = (key: 'command' | 'args', words: readonly string[] = []) =>
    words.map((text, index) => ({ text, path: [...path, key, index] }));
  return [[...entrypoint, ...said('command', command), ...said('args', args)]];
}

/** None where the script is not understood. */
export function linesOfScript({ text, path }: Script): CommandWord[][] {
  return simplesOf(readScript(text) ?? []).map(({ words }) => words.map((word) => ({ text: word.text, path })));
}

/** The options of a command line, as `--port=80`, `--port 80` and `-p 80`. */
export class Options {
  public constructor(private readonly words: readonly CommandWord[]) {}

  public has(...names: string[]): boolean {
    return this.words.some(({ text }) => names.some((name) => text === name || text.startsWith(`${name}=`)));
  }

  /** The last one said counts. */
  public value(...names: string[]): CommandWord | undefined {
    return this.values(...names).at(-1);
  }

  public values(...names: string[]): CommandWord[] {
    return this.words.flatMap((word, index) => {
      const { text, path } = word;
      if (names.includes(text)) return this.words[index + 1] ?? [];
      const name = names.find((candidate) => text.startsWith(`${candidate}=`));
      return name === undefined ? [] : { text: text.slice(name.length + 1), path };
    });
  }
}
