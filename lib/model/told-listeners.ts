import { isHost, isLoopback, parseBind } from './bind';
import { cloudSqlProxy } from './cloud-sql-proxy';
import { commandLinesOf, CommandWord, Options } from './command-lines';
import { isConfigured } from './configuration';
import type { Container, EnvVar } from './container';
import { runsOwnProgram } from './image-use';
import { Listener } from './listener';
import { IMAGE_PROGRAMS, ListeningProgram, NAMED_PROGRAMS } from './listening-programs';

/**
 * Where the programs listen that a container calls, as their command lines and variables tell. Undefined where it calls
 * none that is known; an empty list where it does, and nobody can tell.
 */
export function listenersOfPrograms(container: Container): Listener[] | undefined {
  const lines = commandLinesOf(container).map((line) => listenersOfLine(line, container));
  return lines.every((listeners) => listeners === undefined)
    ? undefined
    : lines.flatMap((listeners) => listeners ?? []);
}

function listenersOfLine(line: readonly CommandWord[], container: Container): Listener[] | undefined {
  const [first] = line;
  if (first?.path.at(-1) === 'image') {
    const sure = container.image?.facts !== undefined;
    const program = runsOwnProgram(container) ? programCalled(first.text, IMAGE_PROGRAMS, line, 0) : undefined;
    if (program) return listenersOf(program, line, container, sure);
    if (first.text === 'cloud-sql-proxy') return cloudSqlProxy(line, container, sure);
  }
  // The program may come after `exec`, `python -m` and the like.
  for (const [index, { text }] of line.slice(0, 6).entries()) {
    const name = text.slice(text.lastIndexOf('/') + 1);
    const programs = name === 'oauth2-proxy' ? IMAGE_PROGRAMS : NAMED_PROGRAMS;
    const program = programCalled(name, programs, line, index);
    if (program) return listenersOf(program, line.slice(index), container, true);
    if (index > 0) continue;
    if (name === 'cloud-sql-proxy') return cloudSqlProxy(line, container, true);
    if (name === 'socat') return socat(line);
    if (name === 'nc') return netcat(line);
  }
  return undefined;
}

function programCalled(
  name: string,
  programs: readonly ListeningProgram[],
  line: readonly CommandWord[],
  at: number,
): ListeningProgram | undefined {
  return programs.find(({ call: [first, second] }) => {
    return first === name && (second === undefined || line.slice(at).some(({ text }) => text === second));
  });
}

function listenersOf(
  program: ListeningProgram,
  line: readonly CommandWord[],
  container: Container,
  sure: boolean,
): Listener[] {
  const { call, ports = [], hosts = [], binds = [], variables = {}, hidden = [], files = false } = program;
  const words = call[0] === 'postgres' ? settingsAsOptions(line.slice(1)) : line.slice(1);
  const options = new Options(words);
  const env = new Map(container.env.map((variable) => [variable.name, variable]));
  if (options.has(...hidden) || hidden.some((name) => env.has(name))) return [];
  if (files && (isConfigured(container) || words.some(({ text }) => /\.(?:conf|cfg|ini)$/.test(text)))) return [];

  const said = (flags: readonly string[], variable: string | undefined) =>
    options.value(...flags) ?? wordOf(variable === undefined ? undefined : env.get(variable));
  const bind = said(binds, variables.bind);
  const positional = program.positional ? positionalOf(line, call) : undefined;
  const port = said(ports, variables.port) ?? bind ?? positional;
  const host = said(hosts, variables.host);
  const parsed = port && parseBind(port.text);
  if ((port && !parsed) || (host && !isHost(host.text))) return [];

  const [main, ...others] = defaultsOf(program, container);
  const number = parsed?.port ?? main?.number;
  if (number === undefined) return [];
  const where = host?.text ?? parsed?.host;
  const local = where !== undefined ? isLoopback(where) : bind === undefined && (main?.loopback ?? false);
  const word = host ?? port;
  // Variables from elsewhere may say something else, and files in an image that is not the program's own.
  const inImage = files && line[0].path.at(-1) !== 'image';
  const open = inImage || (container.envFrom.length > 0 && Object.keys(variables).length > 0);
  return [
    {
      number,
      protocol: 'TCP',
      loopback: local,
      from: word ? 'argument' : 'image',
      sure: sure && (word !== undefined || !open),
      path: word?.path ?? line[0].path,
    },
    ...others.map((other): Listener => ({
      number: other.number,
      protocol: other.protocol ?? 'TCP',
      loopback: other.loopback ?? false,
      from: 'image',
      sure: sure && words.length === 0,
      path: line[0].path,
    })),
  ];
}

function defaultsOf({ port, loopback }: ListeningProgram, { image }: Container) {
  if (port !== undefined) return [{ number: port, loopback, protocol: undefined }];
  return (image?.facts ?? image?.likely)?.ports ?? [];
}

/** The word right behind the call. */
function positionalOf(line: readonly CommandWord[], call: ListeningProgram['call']): CommandWord | undefined {
  const end = call.length === 1 ? 0 : line.findIndex(({ text }) => text === call[1]);
  const next = line[end + 1];
  return next?.text.startsWith('-') ? undefined : next;
}

function wordOf(variable: EnvVar | undefined): CommandWord | undefined {
  return (
    variable && { text: variable.value ?? '?', path: [...variable.path, variable.valueFrom ? 'valueFrom' : 'value'] }
  );
}

/** PostgreSQL takes `-c port=5433` for `--port=5433`. */
function settingsAsOptions(words: readonly CommandWord[]): CommandWord[] {
  return words.map((word, index) => (words[index - 1]?.text === '-c' ? { ...word, text: `--${word.text}` } : word));
}

function socat(line: readonly CommandWord[]): Listener[] {
  return line.flatMap(({ text, path }) => {
    const match = /^(TCP|UDP|SCTP)[46]?-(?:L|LISTEN|RECVFROM):(\d{1,5})(.*)$/i.exec(text);
    if (!match) return [];
    const protocol = match[1].toUpperCase() as Listener['protocol'];
    const loopback = /,bind=(?:localhost|127\.)/i.test(match[3]);
    return { number: Number(match[2]), protocol, loopback, from: 'argument' as const, sure: true, path };
  });
}

/** `nc -l -p 8080`, `nc -lk 8080`. */
function netcat(line: readonly CommandWord[]): Listener[] {
  const flags = line
    .filter(({ text }) => /^-[a-z]+$/.test(text))
    .map(({ text }) => text)
    .join('');
  if (!flags.includes('l')) return [];
  const port = line.findLast(({ text }) => /^\d{1,5}$/.test(text));
  const protocol = flags.includes('u') ? 'UDP' : 'TCP';
  if (!port) return [];
  return [{ number: Number(port.text), protocol, loopback: false, from: 'argument', sure: false, path: port.path }];
}
