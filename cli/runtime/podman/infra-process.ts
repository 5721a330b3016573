import { readFileSync } from 'node:fs';

/**
 * The process that holds the namespaces of a podman pod, from the file where podman notes who watches it. Asking podman
 * would take as long as starting a container takes. Undefined where this machine does not tell.
 */
export function infraPid(watcherFile: string): number | undefined {
  const watcher = Number(readText(watcherFile));
  const children = readText(`/proc/${watcher}/task/${watcher}/children`).split(' ').filter(Boolean);
  return children.length === 1 ? Number(children[0]) : undefined;
}

/** The address of the network namespace of a process; undefined when it has none, or none of IPv4. */
export function addressOf(pid: number): string | undefined {
  return addressIn(readText(`/proc/${pid}/net/fib_trie`));
}

/** What the kernel prints of its routes. */
export function addressIn(routes: string): string | undefined {
  const local = [...routes.matchAll(/\|-- (\S+)\n\s+\/32 host LOCAL/g)].map(([, address]) => address);
  return local.find((address) => !address.startsWith('127.'));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
