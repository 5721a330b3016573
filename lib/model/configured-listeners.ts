import { isLoopback, parseBind } from './bind';
import type { Container } from './container';
import { programsOf } from './image-use';
import { ManifestSet } from './manifest-set';
import { ConfiguredListener } from './server-configuration';
import { filesOf } from './volume-files';

/** The line with which the configuration of a program says where it listens. */
const LINES: { readonly [program: string]: RegExp } = {
  nginx: /(?:^|[{};])[ \t]*listen[ \t]+([^\s;]+)/gm,
  haproxy: /^[ \t]*bind[ \t]+(\S+)/gm,
  httpd: /^[ \t]*Listen[ \t]+(\S+)/gm,
};

/** Where the configuration that is mounted from ConfigMaps of the set lets a container's program listen, as far as it is there. */
export function configuredListeners(container: Container, set: ManifestSet): ConfiguredListener[] {
  const line = programsOf(container).flatMap((program) => LINES[program] ?? [])[0];
  if (!line) return [];
  const found: ConfiguredListener[] = [];
  for (const { volume } of container.mounts) {
    const files = volume && filesOf(volume, set, container.pod.workload.object.namespace);
    for (const text of files?.values() ?? []) {
      for (const [, where] of (text ?? '').replace(/(^|\s)#.*$/gm, '$1').matchAll(line)) {
        const bind = parseBind(where);
        if (!bind || found.some(({ number }) => number === bind.port)) continue;
        found.push({ number: bind.port, protocol: 'TCP', loopback: isLoopback(bind.host) });
      }
    }
  }
  return found;
}
