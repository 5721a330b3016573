import type { Container } from './container';
import { haproxyListeners } from './haproxy-binds';
import { programsOf, runsOwnProgram } from './image-use';
import type { Listener } from './listener';
import type { ManifestSet } from './manifest-set';
import { nginxListeners } from './nginx-servers';
import { filesOf } from './volume-files';

/** A port by the number and the address that the configuration names. */
export type ConfiguredListener = Pick<Listener, 'number' | 'protocol' | 'loopback'>;

/** By their path in the container, with what is in them where that is known. */
export type Files = ReadonlyMap<string, string | undefined>;

/**
 * All ports on which the configuration of a server lets it listen; undefined where some of it is not in the manifests, or is
 * not understood.
 */
export function serverListeners(container: Container, set: ManifestSet): readonly ConfiguredListener[] | undefined {
  if (container.script || !runsOwnProgram(container)) return undefined;
  const [program] = programsOf(container);
  const files = program === 'nginx' || program === 'haproxy' ? filesIn(container, set) : undefined;
  if (!files) return undefined;
  return program === 'nginx' ? nginxListeners(container, files) : haproxyListeners(container, files);
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
