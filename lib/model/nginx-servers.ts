import { isLoopback, parseBind } from './bind';
import type { Container } from './container';
import type { ConfiguredListener, Files } from './server-configuration';

const NGINX = '/etc/nginx';
const DEFAULT_SERVER = `${NGINX}/conf.d/default.conf`;
/** What the image has by itself and listens nowhere. */
const NO_SERVERS = /^\/usr\/share\/nginx\/modules\/|\/modules-enabled\/|\/mime\.types$|_params$/;

/** Whoever includes more has other worries, and a pattern of many stars takes long to compare. */
const MOST_INCLUDES = 100;
const MOST_STARS = 3;

/** Undefined where not all is known of how nginx is configured. */
export function nginxListeners(container: Container, files: Files): ConfiguredListener[] | undefined {
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  const paths = [...files.keys()];
  // Templates are filled in when the container starts.
  const isTemplated = paths.some((path) => path.startsWith(`${NGINX}/templates/`));
  if (isTemplated || words.some((word) => /^-[cp]/.test(word))) return undefined;
  const main = `${NGINX}/nginx.conf`;
  if (!files.has(main) && isReplaced(container, main)) return undefined;
  const found: ConfiguredListener[] = [];
  // Grows while it is gone through.
  const included = new Set(files.has(main) ? [main] : [`${NGINX}/conf.d/*.conf`]);
  const seen = new Set<string>();
  for (const pattern of included) {
    if (NO_SERVERS.test(pattern)) continue;
    const glob = globOf(pattern);
    if (!glob || included.size > MOST_INCLUDES) return undefined;
    const meant = paths.filter((path) => glob.test(path));
    if (glob.test(DEFAULT_SERVER) && !files.has(DEFAULT_SERVER) && !isReplaced(container, DEFAULT_SERVER)) {
      const ports = container.image?.likely?.ports ?? [];
      found.push(...ports.map(({ number, protocol = 'TCP' }) => ({ number, protocol, loopback: false })));
    } else if (meant.length === 0) return undefined;
    for (const path of meant.filter((each) => !seen.has(each))) {
      seen.add(path);
      const text = files.get(path)?.replace(/(^|\s)#.*$/gm, '$1');
      const listeners = text === undefined ? undefined : serversIn(text);
      if (!listeners) return undefined;
      found.push(...listeners);
      for (const include of includesIn(text!)) included.add(include);
    }
  }
  return found.length > 0 ? found : undefined;
}

/** Whether nothing is left of what the image has there. */
function isReplaced({ mounts }: Container, path: string): boolean {
  return mounts.some((mount) => mount.covers(path));
}

function globOf(pattern: string): RegExp | undefined {
  const parts = pattern.split('*');
  if (parts.length > MOST_STARS + 1) return undefined;
  const literal = (text: string) => text.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\?/g, '[^/]');
  return new RegExp(`^${parts.map(literal).join('[^/]*')}$`);
}

function includesIn(text: string): string[] {
  return [...text.matchAll(/(?:^|[{};])\s*include\s+([^;]+)/g)].map(([, include]) => {
    const path = include.trim();
    return path.startsWith('/') ? path : `${NGINX}/${path}`;
  });
}

/** Undefined where one of the servers does not say where it listens, or says it in another way. */
function serversIn(text: string): ConfiguredListener[] | undefined {
  const found: ConfiguredListener[] = [];
  const start = /(?:^|[{};])\s*server\s*\{/g;
  while (start.exec(text)) {
    const block = blockAt(text, start.lastIndex);
    start.lastIndex += block.length - 1;
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
