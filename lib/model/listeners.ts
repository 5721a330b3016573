import { isLoopback, parseBind } from './bind';
import { commandLinesOf } from './command-lines';
import { isConfigured } from './configuration';
import type { Container, EnvVar } from './container';
import { runsOwnProgram } from './image-use';
import { Listener } from './listener';
import { listenersOfPrograms } from './told-listeners';

export { isConfigured, isLoopback };

/** `--web.listen-address=:9091`, `--port 8080`, `-listen 127.0.0.1:4180`: flags that name where a program listens. */
const FLAG =
  /^--?(?:(?:web|http|https|grpc|server|api|metrics|admin|health|healthz|health-probe|probe|status|webhook|secure|insecure)[.-])?(?:listen(?:[.-](?:address|addr|port))?|bind(?:[.-](?:address|addr|port))?|http[.-](?:address|addr|port)|address|addr|port)(?:=(.*))?$/i;
const HOST_FLAG =
  /^--?(?:host|hostname|address|(?:http[.-])?(?:bind|listen)(?:[.-](?:address|addr|host|ip))?)(?:=(.*))?$/i;
const HOST_VARIABLE = /^(?:HOST|BIND_HOST|LISTEN_HOST|SERVER_HOST)$/;
/** Variables that mean the program's own port, whatever it is. */
const VARIABLE =
  /^(?:[A-Z0-9_]+_)?(?:LISTEN_ADDRESS|LISTEN_ADDR|LISTEN_PORT|BIND_ADDRESS)$|^(?:HTTP_|SERVER_|HEALTH_|METRICS_)?PORT$|^HTTP_ADDRESS$/;
/** Variables with which an image's program may listen elsewhere. */
const MOVING = /PORT$|LISTEN|BIND|HTTP_ADDR/;
/** Words with which a program may listen elsewhere: files, addresses, settings. */
const MOVING_WORD = /[/:]|conf|port|listen|addr/i;

/** What a container listens on: declared, said to its program, or else what its image does by itself. */
export function listenersOf(container: Container): Listener[] {
  const own = ownListeners(container);
  const isOwn = (port: Listener['number'], protocol: Listener['protocol'], loopback: boolean) =>
    own.some(
      (listener) => listener.number === port && listener.protocol === protocol && listener.loopback === loopback,
    );
  const declared = container.ports
    // What is declared and yet listens on 127.0.0.1 is not open.
    .filter(({ number, protocol }) => isOwn(number, protocol, false) || !isOwn(number, protocol, true))
    .map(({ number, protocol, path }): Listener => {
      return { number, protocol, path, loopback: false, from: 'declared', sure: true };
    });
  const isDeclared = ({ number, protocol, loopback }: Listener) =>
    !loopback && declared.some((port) => port.number === number && port.protocol === protocol);
  return [...declared, ...own.filter((listener) => !isDeclared(listener))];
}

export type Openness = 'yes' | 'perhaps' | 'hardly' | 'no';

/**
 * Whether a container opens a port. `no`: what it runs is known, and opens others. `hardly`: it says which ports it
 * opens, and this is none of them. `perhaps`: nothing is known, or the number is among its words.
 */
export function opens(container: Container, port: number, protocol: Listener['protocol'] = 'TCP'): Openness {
  if (container.listeners.some((listener) => listener.number === port && listener.protocol === protocol)) return 'yes';
  return isUsual(container, port) || mentions(container, port) ? 'perhaps' : opensUntold(container);
}

/** Whether its image listens there, unless it is told otherwise. */
export function isUsual({ image }: Container, port: number): boolean {
  return (image?.facts ?? image?.likely)?.ports?.some(({ number }) => number === port) ?? false;
}

/** Whether a container opens ports of which nothing tells. */
export function opensUntold(container: Container): Exclude<Openness, 'yes'> {
  const { listeners, image, script, ports } = container;
  const facts = image?.facts ?? image?.likely;
  const own = listeners.filter(({ from }) => from === 'image');
  const whole = own.length === facts?.ports?.length && own.every(({ sure }) => sure);
  if (
    whole &&
    (own.length > 0 ||
      (image?.facts?.keepsRunning === true && container.envFrom.length === 0 && isUnchanged(container)))
  )
    return 'no';
  // A server that is known, told to listen elsewhere or not.
  const server = facts?.keepsRunning === true && facts.ports !== undefined && !isConfigured(container);
  const shell = script !== undefined && facts?.keepsRunning === false && facts.ports?.length === 0;
  return ports.length > 0 || server || (shell && !runsProgram(container)) ? 'hardly' : 'perhaps';
}

/** Runs a program, of which nobody knows where it listens. */
function runsProgram(container: Container): boolean {
  const programs = /^(?:node|npm|npx|python[\d.]*|java|ruby|perl|php|dotnet|sh|bash|apk|apt|apt-get|exec|\.?\/.*)$/;
  return commandLinesOf(container).some(([first]) => programs.test(first?.text ?? ''));
}

/** Whether the number is among its words, so that it may have to do with it. */
export function mentions({ command = [], args = [], env }: Container, port: number): boolean {
  const number = new RegExp(`(?<!\\d)${port}(?!\\d)`);
  return [...command, ...args, ...env.map(({ value }) => value ?? '')].some((text) => number.test(text));
}

function ownListeners(container: Container): Listener[] {
  const told = [...fromArguments(container), ...fromEnvironment(container.env)];
  const byImage = fromImage(container);
  const known = listenersOfPrograms(container) ?? (byImage.length === 1 && told.length > 0 ? [] : byImage);
  return [...known, ...told.filter(({ number }) => !known.some((listener) => listener.number === number))];
}

function fromImage(container: Container): Listener[] {
  const { image, env, envFrom } = container;
  const facts = image?.facts ?? image?.likely;
  if (!facts?.ports || !isUnchanged(container)) return [];
  const moving = envFrom.length > 0 || env.some(({ name }) => MOVING.test(name));
  return facts.ports.map(({ number, protocol = 'TCP', loopback = false }) => ({
    number,
    protocol,
    loopback,
    from: 'image',
    sure: image?.facts !== undefined && !moving,
    path: [...container.path, 'image'],
  }));
}

/** The defaults hold as long as neither the program's words nor its configuration are replaced. */
function isUnchanged(container: Container): boolean {
  const { command = [], args = [] } = container;
  return (
    !isConfigured(container) &&
    runsOwnProgram(container) &&
    ![...command.slice(1), ...args].some((word) => MOVING_WORD.test(word))
  );
}

function fromArguments(container: Container): Listener[] {
  if (container.script) return [];
  const found: Listener[] = [];
  let host: string | undefined;
  for (const key of ['command', 'args'] as const) {
    const words = container[key] ?? [];
    words.forEach((word, index) => {
      const flag = FLAG.exec(word);
      const listener = flag && listenerAt(flag[1] ?? words[index + 1], 'argument', [...container.path, key, index]);
      if (listener) found.push(listener);
      const hostFlag = HOST_FLAG.exec(word);
      if (hostFlag) host = hostFlag[1] ?? words[index + 1];
    });
  }
  return onHost(host, found);
}

function fromEnvironment(env: readonly EnvVar[]): Listener[] {
  const found = env.flatMap(({ name, value, path }) => {
    return VARIABLE.test(name) ? (listenerAt(value, 'environment', [...path, 'value']) ?? []) : [];
  });
  return onHost(env.find(({ name }) => HOST_VARIABLE.test(name))?.value, found);
}

/** Of `--host=127.0.0.1 --port=80` the two together. */
function onHost(host: string | undefined, listeners: Listener[]): Listener[] {
  return isLoopback(host) ? listeners.map((listener) => ({ ...listener, loopback: true })) : listeners;
}

function listenerAt(text: string | undefined, from: Listener['from'], path: Listener['path']): Listener | undefined {
  const bind = parseBind(text ?? '');
  return bind && { number: bind.port, protocol: 'TCP', loopback: isLoopback(bind.host), from, sure: false, path };
}
