import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Podman } from './podman';

const MISSING = /^workdir "(.*)" does not exist on container/;

/**
 * Makes the working folder of a container that podman has refused to start because there is none, and starts it then: what
 * runs the containers of a node makes such a folder, of root. Returns the id of the container; undefined where podman said
 * something else.
 * @see https://github.com/opencontainers/runc/blob/v1.2.0/libcontainer/rootfs_linux.go#L188
 */
export async function startInMadeFolder(podman: Podman, name: string, words: string): Promise<string | undefined> {
  const folder = MISSING.exec(words)?.[1];
  if (folder === undefined) return undefined;
  await makeFolder(podman, name, folder);
  await podman.run(['start', name]);
  return podman.run(['container', 'inspect', '--format', '{{.Id}}', name]);
}

/** What is there already keeps its owner and its mode: only what is missing is copied, so the longest way is tried first. */
async function makeFolder(podman: Podman, name: string, folder: string): Promise<void> {
  const parts = folder.split('/').filter((part) => part !== '' && part !== '.');
  const work = mkdtempSync(join(tmpdir(), 'sidecars-folder-'));
  try {
    for (let there = parts.length - 1; there >= 0; there--) {
      const source = join(work, String(there), parts[there]);
      makeReadable(source, parts.slice(there + 1));
      // With a slash at its end it is not made under another name where it is not there.
      const target = `${name}:/${parts
        .slice(0, there)
        .map((part) => `${part}/`)
        .join('')}`;
      const { exitCode } = await podman.call(['cp', '--archive=false', source, target]);
      if (exitCode === 0) return;
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Whatever this process lets others do. */
function makeReadable(top: string, below: readonly string[]): void {
  mkdirSync(join(top, ...below), { recursive: true });
  for (let depth = 0; depth <= below.length; depth++) chmodSync(join(top, ...below.slice(0, depth)), 0o755);
}
