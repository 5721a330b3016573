import { commandLinesOf, CommandWord, linesOfScript } from './command-lines';
import type { Container, EnvVar } from './container';
import { Argument, Script, scriptOf } from './script';
import { readScript } from './shell';
import { Path } from './values';

/** A host that a container is told of, in a variable, an argument or its script. */
export interface Address {
  /** In lower case, without brackets. */
  readonly host: string;
  readonly port: number | undefined;
  /** As in `http` or `postgres`. */
  readonly scheme: string | undefined;
  /** The variable or option that has it, as in `DB_HOST` or `--upstream`. */
  readonly key: string | undefined;
  readonly path: Path;
}

const URLS = /(?<![\w.+-])([a-z][a-z0-9+.-]{0,30}):\/\/(?:[^\s/@'"]{0,256}@)?([^\s/?#'"<>()]{1,1000})/gi;
const HOST = /^(?:\[[0-9a-f:]+\]|[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_.])?)$/i;
const HOST_AND_PORT = /^(\[[0-9a-f:]+\]|[a-z0-9_][a-z0-9_.-]{0,252}):(\d{2,5})(?:\/.*)?$/i;
/** Variables and options whose value is a host also where it is one word only. */
const MEANS_HOST = /(?:^|[_.-])(?:host|hosts|hostname|addr|address|server|servers|endpoint|url|uri|broker|brokers)$/i;
/** What looks like a host and a port, and is a name and a tag. */
const MEANS_IMAGE = /image|tag|version/i;

/** Variables and options that say how others reach the program, or who may. */
const FOR_OTHERS =
  /^(?:host|hostname|domain|server_?name)$|public|external|virtual|redirect|callback|origin|cors|allowed|whitelist|(?:^|_)(?:base|root|site)_?ur[li]|(?:^|_)site$|frontend|advertise|cookie|domain|success|return|swagger/i;

/** Options and variables with which a program is told where to listen itself. */
const LISTENING =
  /listen|bind|pprof|debug|probe|health|metrics|telemetry|admin|serve|expose|_addr$|-addr$|^-+a(?:ddr(?:ess)?)?$/i;

const SCHEME_PORTS: { readonly [scheme: string]: number } = {
  http: 80,
  https: 443,
  redis: 6379,
  rediss: 6379,
  postgres: 5432,
  postgresql: 5432,
  mysql: 3306,
  amqp: 5672,
  mongodb: 27017,
  nats: 4222,
};

/** Whether the program does not connect to it, as far as the name of the variable or option tells. */
export function isForOthers({ key }: Address): boolean {
  return key !== undefined && FOR_OTHERS.test(key.replace(/^-+/, '').replaceAll('-', '_'));
}

/** Whether the program is told where to listen itself, as far as the name of the variable or option tells. */
export function isToListen({ key }: Address): boolean {
  return key !== undefined && LISTENING.test(key);
}

/** The port that is dialled, which is a usual one where none is said. */
export function portOf({ port, scheme }: Address): number | undefined {
  return port ?? SCHEME_PORTS[scheme ?? ''];
}

export function isIp(host: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(host) || host.includes(':');
}

export function addressesOf(container: Container): Address[] {
  const { env, script } = container;
  const lines = script && !readScript(script.text) ? scriptWords(script) : commandLinesOf(container);
  return [...env.flatMap((variable) => inVariable(variable, env)), ...lines.flatMap(inLine)];
}

/** Those that a command of a probe or hook names. */
export function addressesIn(command: readonly Argument[]): Address[] {
  const script = scriptOf(command);
  if (!script) return inLine(command);
  return (readScript(script.text) ? linesOfScript(script) : scriptWords(script)).flatMap(inLine);
}

function inVariable({ name, value, path }: EnvVar, env: readonly EnvVar[]): Address[] {
  if (value === undefined || value === '' || MEANS_IMAGE.test(name)) return [];
  const at = [...path, 'value'];
  const found = inText(value, name, at);
  if (found.length > 0 || !MEANS_HOST.test(name) || !HOST.test(value)) return found;
  // DB_HOST and DB_PORT.
  const portName = name.replace(MEANS_HOST, (match) => match.replace(/[a-z]+$/i, 'PORT'));
  const port = Number(env.find((other) => other.name === portName)?.value);
  return [{ ...nowhere(name, at), host: plainHost(value), port: port >= 1 && port <= 65535 ? port : undefined }];
}

function inLine(line: readonly CommandWord[]): Address[] {
  const [first] = line;
  const program = first?.text.slice(first.text.lastIndexOf('/') + 1) ?? '';
  if (['echo', 'printf', 'chown', 'chgrp', 'image'].includes(program)) return [];
  return line.flatMap(({ text, path }, index) => {
    if (path.at(-1) === 'image') return [];
    const before = line[index - 1]?.text;
    const option = /^(--?[\w.-]+)=(.*)$/s.exec(text);
    const key = option?.[1] ?? (before?.startsWith('-') ? before : undefined);
    const value = option?.[2] ?? text;
    if (key !== undefined && MEANS_IMAGE.test(key)) return [];
    const found = inText(value, key, path);
    if (found.length > 0 || !HOST.test(value)) return found;
    const meant = key !== undefined && (MEANS_HOST.test(key) || (key === '-h' && /^[a-z]/i.test(value)));
    if (meant) return [{ ...nowhere(key, path), host: plainHost(value) }];
    // nc -z host port
    const next = Number(line[index + 1]?.text);
    const dialled = /^(?:nc|telnet|wait-for\S{0,20})$/.test(program) && index > 0 && next >= 1 && next <= 65535;
    return dialled ? [{ ...nowhere(key, path), host: plainHost(value), port: next }] : [];
  });
}

/** URLs, and lists of host and port. */
function inText(text: string, key: string | undefined, path: Path): Address[] {
  const found: Address[] = [];
  for (const [, scheme, authority] of text.matchAll(URLS)) {
    for (const part of authority.split(',')) {
      const [host, port] = /^(.*?)(?::(\d{1,5}))?$/.exec(part)!.slice(1);
      if (HOST.test(host)) found.push({ key, path, scheme: scheme.toLowerCase(), ...where(host, port) });
    }
  }
  if (found.length > 0) return found;
  const parts = text.length > 2000 ? [] : text.split(',').map((part) => HOST_AND_PORT.exec(part.trim()));
  return parts.every((part) => part !== null)
    ? parts.map((part) => ({ key, path, scheme: undefined, ...where(part[1], part[2]) }))
    : [];
}

/** The words of a script that is not understood: only its URLs are of use. */
function scriptWords({ text, path }: Script): CommandWord[][] {
  return [...text.matchAll(URLS)].map(([url]) => [{ text: url, path }]);
}

function nowhere(key: string | undefined, path: Path) {
  return { key, path, scheme: undefined, port: undefined };
}

function where(host: string, port: string | undefined): Pick<Address, 'host' | 'port'> {
  const number = Number(port);
  return { host: plainHost(host), port: number >= 1 && number <= 65535 ? number : undefined };
}

function plainHost(host: string): string {
  return host.replace(/^\[|\]$|\.$/g, '').toLowerCase();
}
