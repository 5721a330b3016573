import { innerLists, parseScript } from './shell-parser';
import { Command, List, Simple } from './shell-syntax';
import { Word } from './shell-tokens';

const REMEMBERED = 10_000;
const remembered = new Map<string, List | undefined>();
const simplesByList = new WeakMap<List, readonly Simple[]>();

/**
 * What the script of a container's `command` or `args` says, as its shell will see it: Kubernetes makes `$` of `$$`.
 * Undefined where the script has something in it that is not understood; then nothing is to be said about it.
 */
export function readScript(script: string): List | undefined {
  if (remembered.has(script)) return remembered.get(script);
  if (remembered.size >= REMEMBERED) remembered.clear();
  const list = parseScript(script.replaceAll('$$', () => '$'));
  remembered.set(script, list);
  return list;
}

/** Every simple command in order, whatever it depends on: those of functions and of `$(...)` too. */
export function simplesOf(list: List): readonly Simple[] {
  let simples = simplesByList.get(list);
  if (!simples) {
    simples = list.flatMap(({ pipelines }) => pipelines.flatMap(({ commands }) => commands.flatMap(simplesIn)));
    simplesByList.set(list, simples);
  }
  return simples;
}

/** What the word says, where that does not depend on anything that only the shell knows. */
export function literal({ text, known }: Word): string | undefined {
  return known === text.length ? text : undefined;
}

/**
 * The files and folders that a script makes or changes, absolute. Of a path that is only known in part, as
 * `/data/$NAME.html`, it is the folder. Relative ones count where the folder is known.
 */
export function writesTo(script: string, folder?: string): string[] {
  const found: string[] = [];
  let here = folder;
  for (const simple of simplesOf(readScript(script) ?? [])) {
    for (const word of writtenWords(simple)) {
      const path = pathOf(word, here);
      if (path !== undefined) found.push(path);
    }
    if (simple.words[0]?.text === 'cd') here = folderOf(simple, here);
  }
  return [...new Set(found)];
}

/** The absolute paths that a script names, as arguments, in options such as `--file=/x`, and after `<` and `>`. */
export function pathsIn(script: string): string[] {
  const found: string[] = [];
  for (const { words, assignments, redirects } of simplesOf(readScript(script) ?? [])) {
    for (const word of [...words.slice(1), ...assignments, ...redirects.map(({ target }) => target)]) {
      const path = pathOf(withoutOption(word), undefined);
      if (path !== undefined) found.push(path);
    }
  }
  return [...new Set(found)];
}

/** The lists of commands that a command is made of, `$(...)` included. */
export function listsIn(command: Command): List[] {
  const words = command.kind === 'simple' ? [...command.assignments, ...command.words] : [];
  const items = command.kind === 'loop' ? (command.items ?? []) : [];
  const targets = command.redirects.map(({ target }) => target);
  return [...[...words, ...items, ...targets].flatMap(innerLists), ...partsOf(command)];
}

function partsOf(command: Command): List[] {
  switch (command.kind) {
    case 'simple':
      return [];
    case 'loop':
      return [command.condition, command.body];
    case 'if':
    case 'case':
      return [...command.branches.flatMap(({ condition, body }) => [condition, body]), command.otherwise ?? []];
    case 'group':
    case 'subshell':
    case 'function':
      return [command.body];
  }
}

function simplesIn(command: Command): Simple[] {
  const inner = listsIn(command).flatMap(simplesOf);
  const { kind, redirects } = command;
  if (kind === 'simple') return [...inner, command];
  // What a loop or a group writes, as a command without words.
  return redirects.length > 0 ? [...inner, { kind: 'simple', words: [], assignments: [], redirects }] : inner;
}

function writtenWords({ words, redirects }: Simple): Word[] {
  const targets = redirects.filter(({ operator }) => operator.includes('>') && !operator.endsWith('&'));
  return [...targets.map(({ target }) => target), ...writtenArguments(words)];
}

function writtenArguments([program, ...rest]: readonly Word[]): Word[] {
  const plain = rest.filter(({ text }) => !text.startsWith('-'));
  const after = (...options: string[]) =>
    rest.flatMap((word, index) => {
      if (options.includes(word.text)) return rest[index + 1] ?? [];
      return options.some((option) => option.startsWith('--') && word.text.startsWith(`${option}=`))
        ? withoutOption(word)
        : [];
    });
  switch (program?.text) {
    case 'tee':
    case 'touch':
    case 'mkfifo':
      return plain;
    case 'mkdir':
      return plain.filter((word) => word.text.includes('/'));
    case 'cp':
    case 'mv':
    case 'ln':
    case 'install':
      return rest.some(({ text }) => text === '-t' || text.startsWith('--target')) || plain.length < 2
        ? []
        : plain.slice(-1);
    case 'wget':
      return after('-O', '-P', '--output-document', '--directory-prefix').filter(({ text }) => text !== '-');
    case 'curl':
      return after('-o', '--output', '--output-dir').filter(({ text }) => text !== '-');
    case 'dd':
      return rest.filter(({ text }) => text.startsWith('of=')).map(withoutOption);
    case 'sed':
      return rest.some(({ text }) => /^(-\w*i|--in-place)/.test(text)) ? plain.slice(1) : [];
    case 'git':
      return plain[0]?.text === 'clone' && plain.length > 2 ? plain.slice(-1) : [];
    case 'unzip':
      return after('-d');
    case 'tar':
      return /^-?\w*x/.test(rest[0]?.text ?? '') ? after('-C', '--directory') : [];
    default:
      return [];
  }
}

/** Of `--file=/x` and `FILE=/x` the `/x`. */
function withoutOption(word: Word): Word {
  const equals = word.text.indexOf('=');
  if (!/^-{0,2}[A-Za-z]/.test(word.text) || equals < 0 || equals >= word.known) return word;
  return { ...word, text: word.text.slice(equals + 1), known: word.known - equals - 1 };
}

function folderOf({ words: [, word] }: Simple, here: string | undefined): string | undefined {
  return word && literal(word) !== undefined ? pathOf(word, here) : undefined;
}

function pathOf({ text, known }: Word, folder: string | undefined): string | undefined {
  const said = known === text.length ? text : text.slice(0, Math.max(0, text.lastIndexOf('/', known - 1)));
  if (said === '') return undefined;
  const path = said.startsWith('/') ? said : folder === undefined ? undefined : `${folder}/${said}`;
  if (path === undefined || /^\/(dev|proc)\//.test(path)) return undefined;
  return normalized(path);
}

function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
