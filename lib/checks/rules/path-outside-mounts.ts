import { Container } from '../../model/container';
import { servedFolders } from '../../model/content-server';
import { FileAt, fileUseOf, names } from '../../model/file-use';
import { isKnownFolder, knownFolders } from '../../model/image-folders';
import { isNearMiss } from '../../model/near-miss';
import { VolumeUser } from '../../model/pod';
import { Mount } from '../../model/volume';
import { PodReport, podRule } from '../rule';

/**
 * A path beside the mount is in the container's own file system, which nobody else sees and which is new after every
 * restart. Only what a container is told in plain words is judged: a shell script of common tools, or an image's defaults.
 */
export const pathOutsideMounts = podRule(
  {
    id: 'path-outside-mounts',
    severity: 'warning',
    title: 'a path beside the mount that is meant for it',
    sources: [
      'https://kubernetes.io/docs/tasks/access-application-cluster/communicate-containers-same-pod-shared-volume/',
      'https://github.com/containerd/cri/pull/1504',
    ],
  },
  function* (pod) {
    for (const container of pod.containers) {
      const report =
        writesBeside(container) ?? followsBeside(container) ?? servesBeside(container) ?? followsOther(container);
      if (report) yield report;
      yield* nearKnownFolder(container);
    }
  },
);

const SCRATCH = /^\/(?:(?:var\/)?(?:tmp|run|lock)|var\/cache|etc|dev|proc|sys|root|home|usr|opt|bin|lib)(?:\/|$)/;
const MANY = 20;
/** Folders that many programs use besides the ones they serve. */
const OTHER_USES =
  /^\/(?:(?:var\/)?(?:tmp|run|log|cache|lib)|etc|docker-entrypoint\.d|certs?|secrets?|ssl|tls)(?:\/|$)/;

/** The emptyDirs that the container has in common with others. */
function sharedMounts(container: Container): Mount[] {
  return container.mounts.filter(
    ({ volume, name }) =>
      volume?.type === 'emptyDir' && container.pod.usersOf(name).some((user) => user.container !== container),
  );
}

/** Those of them that nothing in the container's words is about. */
function idleMounts(container: Container): Mount[] {
  return sharedMounts(container).filter(({ folder }) => !names(container, folder));
}

function writesBeside(container: Container): PodReport | undefined {
  const { written, made, plain } = fileUseOf(container);
  const beside = plain ? written.filter(({ file }) => !made.has(file) && !container.mountAt(file)) : [];
  const mount = beside.length > 0 ? idleMounts(container).find(({ writable }) => writable) : undefined;
  if (!mount) return undefined;
  const others = container.pod.usersOf(mount.name).filter((user) => user.container !== container);
  const write = beside.find(({ file }) => !SCRATCH.test(file) || others.some((user) => user.mount.covers(file)));
  return (
    write && {
      container,
      path: write.path,
      what: `it writes ${write.file}, which is in no volume, and nothing to "${mount.name}", which it shares at ${mount.folder}`,
      happens: `${others[0].container.name} never sees the file, and it is gone when the container restarts`,
      fix: `write to ${mount.folder}, or mount "${mount.name}" at ${parentOf(write.file)}`,
    }
  );
}

function followsBeside(container: Container): PodReport | undefined {
  const { followed, written, plain } = fileUseOf(container);
  const follow = plain ? followed.find(({ file }) => !container.mountAt(file)) : undefined;
  if (!follow || written.some(({ file }) => file === follow.file)) return undefined;
  const [mount] = idleMounts(container);
  return {
    container,
    path: follow.path,
    what: `it follows ${follow.file}, which is in no volume, so that nobody else can write it`,
    happens: 'The file never comes: there is no output, or the container ends',
    fix: mount
      ? `follow the file in ${mount.folder}, where "${mount.name}" is mounted, or mount it at ${parentOf(follow.file)}`
      : `mount the volume with the file at ${parentOf(follow.file)}, here and in the container that writes it`,
  };
}

/** A web server with its own configuration, and a volume where that does not look. */
function servesBeside(container: Container): PodReport | undefined {
  const served = servedFolders(container);
  const seen = (mount: Mount) => served.some((folder) => mount.covers(folder) || mount.folder.startsWith(`${folder}/`));
  if (served.length === 0 || container.mounts.some(seen)) return undefined;
  const mount = sharedMounts(container).find(
    ({ folder }) => !OTHER_USES.test(folder) && !isKnownFolder(container, folder) && !names(container, folder),
  );
  if (!mount) return undefined;
  return {
    container,
    path: [...mount.path, 'mountPath'],
    what: `it shares "${mount.name}" at ${mount.folder}, and ${container.image!.text} serves ${served.join(' and ')}`,
    happens: 'It serves the default page of its image',
    fix: `mount "${mount.name}" at ${served[0]}, or mount a configuration that names ${mount.folder}`,
  };
}

/** It follows a file of a shared volume, and those who can write there write other files. */
function followsOther(container: Container): PodReport | undefined {
  for (const follow of fileUseOf(container).followed) {
    const mount = container.mountAt(follow.file);
    if (!mount || mount.volume?.type !== 'emptyDir' || mount.subPath !== undefined) continue;
    const wanted = below(mount, follow.file);
    const users = container.pod.usersOf(mount.name);
    if (users.length > MANY) continue;
    const others = users.filter((user) => user.container !== container);
    const found = others.flatMap((user) => filesIn(user) ?? [undefined]);
    const all = [...found, ...(filesIn({ container, mount }) ?? [undefined])];
    if (found.length === 0 || all.some((file) => file === undefined || covers(file, wanted))) continue;
    return {
      container,
      path: follow.path,
      what: `it follows ${follow.file}, and what is written to "${mount.name}" is ${[...new Set(found)].slice(0, 5).join(', ')}`,
      happens: 'The file never comes: there is no output, or the container ends',
      fix: `follow ${mount.folder}/${found[0]}, or write ${wanted}`,
    };
  }
  return undefined;
}

/** What a container writes to a volume, by the paths in it; undefined where that is not known. */
function filesIn({ container, mount }: VolumeUser): string[] | undefined {
  if (!mount.writable) return [];
  const { written, made, plain } = fileUseOf(container);
  if (!plain || mount.subPath !== undefined) return undefined;
  return written
    .filter(({ file }: FileAt) => container.mountAt(file) === mount && !made.has(file))
    .map(({ file }) => below(mount, file));
}

/** The place of a mount that is nearly one that its image uses. */
function* nearKnownFolder(container: Container): Iterable<PodReport> {
  const known = knownFolders(container);
  for (const mount of container.mounts) {
    const { folder } = mount;
    if (folder === '' || isKnownFolder(container, folder)) continue;
    const meant = known.find((path) => path.length > 4 && isNearMiss(folder, path) && !container.mountAt(path));
    if (meant === undefined || names(container, folder)) continue;
    yield {
      container,
      path: [...mount.path, 'mountPath'],
      what: `"${mount.name}" is mounted at ${folder}, and ${container.image!.text} uses ${meant}`,
      happens: 'The container starts, and neither reads nor writes the volume',
      fix: `mount it at ${meant}`,
    };
  }
}

function below({ folder }: Mount, file: string): string {
  return file.slice(folder.length).replace(/^\//, '');
}

/** Whether what is known of a path, at the least its folder, may be the file. */
function covers(written: string, wanted: string): boolean {
  return written === '' || written === wanted || wanted.startsWith(`${written}/`);
}

function parentOf(file: string): string {
  return file.slice(0, Math.max(1, file.lastIndexOf('/')));
}
