import type { Container } from './container';
import { readScript, simplesOf } from './shell';
import { List, Redirect, Simple } from './shell-syntax';
import { Word } from './shell-tokens';

const TRIMS = new Set(['rm', 'truncate', 'logrotate', 'find', 'mv', 'unlink', 'rotatelogs', 'multilog', 's6-log']);

/** `> file` and `: > file`. */
const EMPTIES = /(?:^|[;&|\n]|\b(?:do|then|else)\b)[ \t]{0,20}(?::[ \t]{0,20})?>[ \t]*[\w/"$]/;

/** Files that the container's script adds to as long as it runs, absolute, as far as their paths are known. */
export function growingFiles({ script }: Container): string[] {
  const list = readScript(script?.text ?? '') ?? [];
  return [...appendsForever(list)].flatMap(({ text, known }) => {
    const path = text.slice(0, known);
    return path.startsWith('/') && !/^\/(?:dev|proc)\//.test(path) ? path : [];
  });
}

/** Whether its script makes files smaller or removes them. */
export function trimsFiles({ script }: Container): boolean {
  if (!script) return false;
  const list = readScript(script.text);
  if (!list) return true;
  const empties = EMPTIES.test(script.text);
  return empties || [...simplesOf(list)].some(({ words: [program] }) => TRIMS.has(baseName(program?.text ?? '')));
}

function baseName(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1);
}

function* appendsForever(list: List): Iterable<Word> {
  for (const { pipelines } of list) {
    for (const { commands } of pipelines) {
      for (const command of commands) {
        if (command.kind === 'loop' && command.keyword !== 'for') {
          yield* appended(command.redirects, true);
          for (const simple of simplesOf(command.body)) yield* ofSimple(simple);
        } else if (command.kind === 'loop' || command.kind === 'group' || command.kind === 'subshell') {
          yield* appendsForever(command.body);
        }
      }
    }
  }
}

function* ofSimple({ words, redirects }: Simple): Iterable<Word> {
  yield* appended(redirects, false);
  const [program, ...rest] = words;
  if (program?.text !== 'tee' || !rest.some(({ text }) => text === '-a' || text === '--append')) return;
  yield* rest.filter(({ text }) => !text.startsWith('-'));
}

/** Of a loop as a whole, what replaces the file once adds to it from then on. */
function* appended(redirects: readonly Redirect[], whole: boolean): Iterable<Word> {
  for (const { operator, target } of redirects) {
    if (operator.includes('>>') || (whole && /^(?:\d*|&)>\|?$/.test(operator))) yield target;
  }
}
