import { isLoopback, parseBind } from './bind';
import type { Container } from './container';
import { programsOf, runsOwnProgram } from './image-use';
import type { Listener } from './listener';
import type { ManifestSet } from './manifest-set';
import { filesOf } from './volume-files';

/** A port by the number and the address that the configuration names. */
export type ConfiguredListener = Pick<Listener, 'number' | 'protocol' | 'loopback'>;

/** By their path in the container, with what is in them where that is known. */
type Files = ReadonlyMap<string, string | undefined>;

/**
 * All ports on which the configuration of a server lets it listen; undefined where some of it is not in the manifests, or is
 * not understood.
 */
export function serverListeners(container: Container, set: ManifestSet): readonly ConfiguredListener[] | undefined {
  if (container.script || !runsOwnProgram(container)) return undefined;
  const [program] = programsOf(container);
  const files = program === 'nginx' || program === 'haproxy' ? filesIn(container, set) : undefined;
  if (!files) return undefined;
  return program === 'nginx' ? nginx(container, files) : haproxy(container, files);
}

/** The files of the volumes below the folders of configuration; undefined where one of them is not known. */
function filesIn(container: Container, set: ManifestSet): Files | undefined {
  const folders = container.image?.likely?.configPaths ?? [];
  const found = new Map<string, string | undefined>();
  for (const mount of container.mounts) {
    const { volume, folder, subPath } = mount;
    const files = volume && filesOf(volume, set, container.pod.workload.object.namespace);
    if (!files || mount.data['subPathExpr'] != null) {
      if (folders.some((path) => mount.covers(path) || folder.startsWith(`${path}/`))) return undefined;
      continue;
    }
    for (const [path, text] of files) {
      if (subPath === undefined) found.set(`${folder}/${path}`, text);
      else if (path === subPath) found.set(folder, text);
      else if (path.startsWith(`${subPath}/`)) found.set(`${folder}${path.slice(subPath.length)}`, text);
    }
  }
  return found;
}

const NGINX = '/etc/nginx';
const DEFAULT_SERVER = `${NGINX}/conf.d/default.conf`;
/** What the image has by itself and listens nowhere. */
const NO_SERVERS = /^\/usr\/share\/nginx\/modules\/|\/modules-enabled\/|\/mime\.types$|_params$/;

function nginx(container: Container, files: Files): ConfiguredListener[] | undefined {
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  // Templates are filled in when the container starts.
  if (
    words.some((word) => /^-[cp]/.test(word)) ||
    [...files.keys()].some((path) => path.startsWith(`${NGINX}/templates/`))
  )
    return undefined;
  const found: ConfiguredListener[] = [];
  const main = `${NGINX}/nginx.conf`;
  const waiting = files.has(main) ? [main] : [`${NGINX}/conf.d/*.conf`];
  if (!files.has(main) && isReplaced(container, main)) return undefined;
  const seen = new Set<string>();
  for (let pattern = waiting.shift(); pattern !== undefined; pattern = waiting.shift()) {
    const path = pattern.startsWith('/') ? pattern : `${NGINX}/${pattern}`;
    if (NO_SERVERS.test(path)) continue;
    const glob = globOf(path);
    const meant = [...files.keys()].filter((file) => glob.test(file));
    if (glob.test(DEFAULT_SERVER) && !files.has(DEFAULT_SERVER) && !isReplaced(container, DEFAULT_SERVER)) {
      const ports = container.image?.likely?.ports ?? [];
      found.push(...ports.map(({ number, protocol = 'TCP' }) => ({ number, protocol, loopback: false })));
    } else if (meant.length === 0) return undefined;
    for (const file of meant.filter((each) => !seen.has(each))) {
      seen.add(file);
      const text = files.get(file)?.replace(/(^|\s)#.*$/gm, '$1');
      const listeners = text === undefined ? undefined : serversIn(text);
      if (!listeners) return undefined;
      found.push(...listeners);
      waiting.push(...[...text!.matchAll(/(?:^|[{};])\s*include\s+([^;]+)/g)].map(([, include]) => include.trim()));
    }
  }
  return found.length > 0 ? found : undefined;
}

/** Whether nothing is left of what the image has there. */
function isReplaced({ mounts }: Container, path: string): boolean {
  return mounts.some((mount) => mount.covers(path));
}

function globOf(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '[^/]*')
      .replace(/\?/g, '[^/]')}$`,
  );
}

/** Undefined where one of the servers does not say where it listens, or says it in another way. */
function serversIn(text: string): ConfiguredListener[] | undefined {
  const found: ConfiguredListener[] = [];
  for (const { index, 0: start } of text.matchAll(/(?:^|[{};])\s*server\s*\{/g)) {
    const block = blockAt(text, index + start.length);
    const listens = [...block.matchAll(/(?:^|[{};])\s*listen\s+([^\s;]+)([^;]*)/g)];
    if (listens.length === 0) return undefined;
    for (const [, where, options] of listens) {
      if (where.startsWith('unix:')) continue;
      const bind = parseBind(where);
      if (!bind) return undefined;
      const protocol = /\budp\b/.test(options) ? 'UDP' : 'TCP';
      found.push({ number: bind.port, protocol, loopback: isLoopback(bind.host) });
    }
  }
  return found;
}

/** What is between a brace that is open and the one that closes it. */
function blockAt(text: string, start: number): string {
  let depth = 1;
  let at = start;
  for (; at < text.length && depth > 0; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}') depth--;
  }
  return text.slice(start, at);
}

const HAPROXY = '/usr/local/etc/haproxy/haproxy.cfg';

function haproxy({ command = [], args = [] }: Container, files: Files): ConfiguredListener[] | undefined {
  const words = [...command, ...args];
  const said = words.flatMap((word, index) => (word === '-f' ? (words[index + 1] ?? '') : []));
  if (words.some((word) => /^-f./.test(word))) return undefined;
  const found: ConfiguredListener[] = [];
  for (const path of said.length > 0 ? said : [HAPROXY]) {
    const folder = path.replace(/\/$/, '');
    const meant = [...files].filter(([file]) => file === path || file.startsWith(`${folder}/`));
    if (meant.length === 0) return undefined;
    for (const [, text] of meant) {
      const listeners = text === undefined ? undefined : bindsIn(text);
      if (!listeners) return undefined;
      found.push(...listeners);
    }
  }
  return found.length > 0 ? found : undefined;
}

/** With the address behind the name of a section, as it once was written, or of a socket for commands. */
const OTHER_BINDS = /^[ \t]*(?:(?:listen|frontend)[ \t]+\S+|stats[ \t]+socket)[ \t]+\S*:\d|^[ \t]*dgram-bind/m;

function bindsIn(text: string): ConfiguredListener[] | undefined {
  if (OTHER_BINDS.test(text)) return undefined;
  const found: ConfiguredListener[] = [];
  for (const [, addresses] of text.matchAll(/^[ \t]*bind[ \t]+(\S+)/gm)) {
    for (const address of addresses.split(',')) {
      if (/^(?:\/|unix@|abns@)/.test(address)) continue;
      const bind = parseBind(address.replace(/^ipv[46]@/, ''));
      if (!bind) return undefined;
      found.push({ number: bind.port, protocol: 'TCP', loopback: isLoopback(bind.host) });
    }
  }
  return found;
}
