import { commandLinesOf, CommandWord } from './command-lines';
import type { Container } from './container';

const ENTRYPOINT = /(?:^|\/)docker-entrypoint\.sh$/;
/** With these a server says something, or something to another one, and does not serve. */
const NOT_SERVING = ['-t', '-T', '-s', '-v', '-V', '--version', '--help'];
const SCRATCH = ['/', '/tmp', '/run', '/var/run'];

/**
 * Whether a container runs the program its image is made for, as far as can be told: nothing replaces it, it gets flags
 * only, or it is named.
 */
export function runsOwnProgram(container: Container): boolean {
  const { command, args } = container;
  if (!command && (args?.[0] ?? '-').startsWith('-')) return true;
  const programs = programsOf(container);
  // Where the entrypoint runs, the image's name stands before what it is told.
  const told = command || container.script ? 0 : 1;
  return commandLinesOf(container).some((line) => startsOneOf(programs, line.slice(told)));
}

/** The same, by the image's entrypoint: what that prepares is skipped where `command` names the program itself. */
export function runsEntrypoint(container: Container): boolean {
  const [first] = container.command ?? [];
  return !container.script && (first === undefined || ENTRYPOINT.test(first)) && runsOwnProgram(container);
}

/** Whether its words name a folder where a volume is mounted other than the image's own folders for data. */
export function keepsDataElsewhere(container: Container, own: readonly string[]): boolean {
  const others = container.mounts.filter(
    (mount) => mount.writable && !SCRATCH.includes(mount.folder) && !own.some((path) => mount.covers(path)),
  );
  if (others.length === 0) return false;
  const values = container.env.flatMap(({ value }) => value ?? []);
  const words = [...(container.command ?? []), ...(container.args ?? []), ...values];
  return others.some(({ folder }) => folder !== '' && words.some((word) => word.includes(folder)));
}

/** The names of the program of its image, as in `nginx`, `mysqld`, `redis-server`, `httpd-foreground`. */
export function programsOf({ image }: Container): string[] {
  const name = image?.reference?.name.replace(/-unprivileged$/, '');
  if (name === undefined) return [];
  const programs = [name, `${name}d`, `${name}-server`, `${name}-foreground`];
  return name === 'mariadb' ? [...programs, 'mysqld'] : programs;
}

function startsOneOf(programs: readonly string[], line: readonly CommandWord[]): boolean {
  const words = line.map(({ text }) => text);
  while (words[0] !== undefined && (words[0] === 'exec' || ENTRYPOINT.test(words[0]))) words.shift();
  const [program, option] = words;
  if (program === undefined) return false;
  return programs.includes(program.slice(program.lastIndexOf('/') + 1)) && !NOT_SERVING.includes(option ?? '');
}
