import type { Container } from './container';
import { Argument, argumentsOf, scriptOf } from './script';
import { literal, readScript, simplesOf, writesTo } from './shell';
import { List } from './shell-syntax';
import { Path, textOf } from './values';

/** A file of a container, and the words that name it. */
export interface FileAt {
  readonly file: string;
  readonly path: Path;
}

/** What is known of the files that a container works with, from the words it runs. */
export interface FileUse {
  /** Files and folders that it makes or changes. */
  readonly written: readonly FileAt[];
  /** Folders that it only makes sure are there. */
  readonly made: ReadonlySet<string>;
  /** Files that it reads as they grow. */
  readonly followed: readonly FileAt[];
  /** Runs nothing but well-known tools, whose words tell all the files they use. */
  readonly plain: boolean;
  /** Of the tools that it runs, none makes a folder that is not in `made`. */
  readonly makesOnlyNamed: boolean;
}

/** Tools that read and write what they are told to, and nothing else. */
const PLAIN = new Set(
  `: [ [[ awk base64 basename break cat cd chmod chown continue cp curl cut date df dirname du echo env exec exit export
  false find free grep gunzip gzip head hostname id inotifywait jq kill ln local ls md5sum mkdir mktemp mv nc nslookup
  printf ps pwd read return rm rsync sed seq set sha256sum shift shuf sleep sort stat sync tail tar tee test touch tr trap
  true umask uname uniq unset unzip uptime wait wc wget whoami`.split(/\s+/),
);
/** Of these, those that make no folders, or name them. */
const FILE_TOOLS = new Set(
  `: [ [[ break cat chmod chown continue date echo exit export false grep head hostname id kill local mkdir printf ps pwd
  read return sed seq set sha256sum shift sleep sort stat tail tee test touch tr trap true uname uniq unset uptime wait
  wc`.split(/\s+/),
);
const STARTERS = new Set(['exec', 'nohup', 'nice', 'busybox', 'command']);

const remembered = new WeakMap<Container, FileUse>();

export function fileUseOf(container: Container): FileUse {
  let use = remembered.get(container);
  if (!use) remembered.set(container, (use = readUse(container)));
  return use;
}

/** Whether anything the container runs or is told names the folder. */
export function names(container: Container, folder: string): boolean {
  const words = [
    ...(container.command ?? []),
    ...(container.args ?? []),
    ...container.env.map(({ value }) => value ?? ''),
    ...[...container.probes, container.hook('postStart'), container.hook('preStop')].flatMap(
      (action) => action?.command ?? [],
    ),
    `${workingFolder(container) ?? ''}/`,
  ];
  return words.some((word) => word.includes(folder));
}

export function workingFolder(container: Container): string | undefined {
  return textOf(container.data['workingDir']);
}

function readUse(container: Container): FileUse {
  const folder = workingFolder(container);
  const lines = [container.line, ...(['postStart', 'preStop'] as const).map((kind) => hookLine(container, kind))];
  const written: FileAt[] = [];
  const followed: FileAt[] = [];
  const made = new Set<string>();
  let plain = container.line !== undefined;
  let makesOnlyNamed = plain;
  for (const line of lines) {
    if (!line || line.length === 0) continue;
    const { text, path } = scriptOf(line) ?? { text: quoted(line), path: line[0].path };
    const list = readScript(text);
    if (!list) plain = false;
    for (const file of writesTo(text, folder)) written.push({ file, path });
    for (const words of commandsOf(list ?? [])) {
      const [program, ...rest] = words;
      if (program !== undefined && !PLAIN.has(program)) plain = false;
      if (program !== undefined && !FILE_TOOLS.has(program)) makesOnlyNamed = false;
      if (program === 'tail') for (const file of followedBy(rest)) followed.push({ file, path });
      if (program !== 'mkdir') continue;
      for (const word of rest) made.add(word.replace(/(?<=.)\/+$/, ''));
      if (rest.some((word) => !/^[-/]/.test(word))) makesOnlyNamed = false;
    }
  }
  return { written, made, followed, plain, makesOnlyNamed: makesOnlyNamed && plain };
}

function hookLine(container: Container, kind: 'postStart' | 'preStop'): Argument[] | undefined {
  const hook = container.hook(kind);
  return hook?.command && argumentsOf(hook.command, [...hook.path, 'exec', 'command']);
}

/** Each command as its program and words; words that only the shell knows are empty. */
function* commandsOf(list: List): Iterable<string[]> {
  for (const { words } of simplesOf(list)) {
    const texts = words.map((word) => literal(word) ?? '');
    while (STARTERS.has(texts[0] ?? '')) texts.shift();
    if (texts.length > 0) texts[0] = texts[0].slice(texts[0].lastIndexOf('/') + 1);
    yield texts;
  }
}

function followedBy(words: readonly string[]): string[] {
  const follows = words.some((word) => /^-\w*[fF]|^--follow/.test(word));
  return follows
    ? words.filter((word) => word.startsWith('/') && !word.startsWith('/dev/') && !word.startsWith('/proc/'))
    : [];
}

/** The words as a script that runs them. */
function quoted(line: readonly Argument[]): string {
  return line.map(({ text }) => `'${text.replaceAll("'", "'\\''")}'`).join(' ');
}
