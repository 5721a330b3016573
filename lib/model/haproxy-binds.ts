import { isLoopback, parseBind } from './bind';
import type { Container } from './container';
import type { ConfiguredListener, Files } from './server-configuration';

const HAPROXY = '/usr/local/etc/haproxy/haproxy.cfg';

/** Undefined where not all is known of how HAProxy is configured. */
export function haproxyListeners(
  { command = [], args = [] }: Container,
  files: Files,
): ConfiguredListener[] | undefined {
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
