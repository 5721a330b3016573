import { isConfigured } from '../../model/configuration';
import { Container } from '../../model/container';
import { keepsDataElsewhere, runsOwnProgram } from '../../model/image-use';
import { Mount } from '../../model/volume';
import { PodReport, podRule } from '../rule';

/**
 * Many images write to folders of their own when they start: pid files, sockets, caches. With a read-only root, or as a
 * user that these folders do not belong to, they end at once unless a volume is mounted there.
 */
export const imageNeedsWritableRoot = podRule(
  {
    id: 'image-needs-writable-root',
    severity: 'error',
    title: 'an image that must write where it cannot: a read-only root, folders of root, or hidden ones',
    sources: [
      'https://github.com/docker-library/docs/blob/master/nginx/content.md',
      'https://github.com/nginx/docker-nginx-unprivileged/issues/17',
      'https://github.com/containerd/cri/pull/1504',
    ],
  },
  function* (pod) {
    for (const container of pod.containers) {
      const needed = container.image?.likely?.essentialPaths ?? [];
      if (needed.length === 0 || !runsOwnProgram(container)) continue;
      const missing = needed.filter((path) => !mountAt(container, path)?.writable && mayNotWrite(container, path));
      const report = (missing.length > 0 ? reportOf(container, missing) : undefined) ?? hidden(container);
      if (report) yield report;
    }
  },
);

/** These belong to root in every image that needs them; other folders are made writable for everybody. */
const OF_ROOT = ['/run', '/var/cache/nginx', '/usr/local/apache2/logs'];

function mayNotWrite(container: Container, path: string): boolean {
  if (container.privileged) return false;
  if (container.readOnlyRoot || mountAt(container, path)) return true;
  return OF_ROOT.includes(path) && (container.runAsUser ?? 0) > 0;
}

function reportOf(container: Container, paths: readonly string[]): PodReport | undefined {
  const { image } = container;
  const facts = image?.likely;
  const data = facts?.dataPaths ?? [];
  const moved = keepsDataElsewhere(container, data);
  const missing = paths.filter((path) => !(moved && data.includes(path)) && !isSetElsewhere(container, path));
  if (missing.length === 0) return undefined;
  // containerd makes a writable folder of every volume an image declares, CRI-O does not.
  const everywhere = missing.filter((path) => !facts?.volumes?.includes(path));
  const replaced = isReplaced(container);
  if (replaced && (!container.readOnlyRoot || hasOwnScratch(container))) return undefined;
  const mount = missing.map((path) => mountAt(container, path)).find((found) => found !== undefined);
  const reason = mount
    ? `${mount.folder} is mounted read-only`
    : container.readOnlyRoot
      ? 'the root is read-only'
      : `it runs as user ${container.runAsUser}, who may not`;
  return {
    container,
    severity: image?.facts && everywhere.length > 0 && !replaced ? 'error' : 'warning',
    path: placeOf(container, mount),
    what: `${image!.text} must write to ${listed(missing)} to start, and ${reason}`,
    happens: `CrashLoopBackOff: it ends with "${mount || container.readOnlyRoot ? 'Read-only file system' : 'Permission denied'}" on ${missing[0]}`,
    fix: mount ? `mount a volume at ${mount.folder} that can be written to` : `mount an emptyDir at ${listed(missing)}`,
  };
}

/** An empty volume above a folder of nginx, which makes what it needs in these, and not the folders themselves. */
function hidden(container: Container): PodReport | undefined {
  const { image, pod } = container;
  const { essentialPaths = [], logLinks = [] } = image?.likely ?? {};
  const used = ['/var/cache/nginx', '/var/log/nginx'].filter((folder) =>
    [...essentialPaths, ...logLinks.map(folderOf)].includes(folder),
  );
  for (const folder of used.filter((path) => !isSetElsewhere(container, path))) {
    const mount = container.mountAt(folder);
    if (mount === undefined || mount.folder === folder || mount.volume?.type !== 'emptyDir') continue;
    if (isReplaced(container) || pod.usersOf(mount.name).some((user) => user.container !== container)) continue;
    return {
      container,
      severity: image?.facts ? 'error' : 'warning',
      path: [...mount.path, 'mountPath'],
      what: `${image!.text} must write to ${folder} to start, and the empty volume "${mount.name}" at ${mount.folder} hides that folder`,
      happens: `CrashLoopBackOff: it ends with "No such file or directory" on ${folder}`,
      fix: `mount an emptyDir at ${folder} as well, or "${mount.name}" elsewhere`,
    };
  }
  return undefined;
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/'));
}

/** `/var/run` is a link to `/run` in the images that have both. */
function mountAt(container: Container, path: string): Mount | undefined {
  return container.mountAt(path) ?? container.mountAt(path.replace(/^\/run(?=\/|$)/, '/var/run'));
}

/** nginx takes its folders for temporary files from any file of its configuration, and the pid file from words as well. */
function isSetElsewhere(container: Container, path: string): boolean {
  if (path === '/var/cache/nginx') return isConfigured(container) && hasOwnScratch(container);
  return path === '/run' && wordsOf(container).some((word) => /\bpid\b/.test(word));
}

/** Whether the configuration that says where to write is not the image's own, or a script may have changed it. */
function isReplaced(container: Container): boolean {
  const words = wordsOf(container);
  const other = words.some((word, index) => /^-[cf]$/.test(word) && words[index + 1]?.startsWith('/'));
  if (container.script || other) return true;
  const main = (container.image?.likely?.configPaths ?? []).filter((path) => !path.includes('entrypoint'));
  return container.mounts.some((mount) => {
    const inside = main.find((path) => mount.folder.startsWith(`${path}/`));
    if (inside === undefined) return main.some((path) => mount.covers(path));
    return !/^\/(?:conf\.d|templates|snippets)(?:\/|$)/.test(mount.folder.slice(inside.length));
  });
}

/** A folder that can be written to and that no other container has: it is there for this one's temporary files. */
function hasOwnScratch(container: Container): boolean {
  const data = container.image?.likely?.dataPaths ?? [];
  return container.mounts.some(
    (mount) =>
      mount.writable &&
      !data.some((path) => mount.covers(path)) &&
      container.pod.usersOf(mount.name).every((user) => user.container === container),
  );
}

function wordsOf(container: Container): string[] {
  return [...(container.command ?? []), ...(container.args ?? [])];
}

function placeOf(container: Container, mount: Mount | undefined) {
  if (mount) return mount.path;
  const field = container.readOnlyRoot ? 'readOnlyRootFilesystem' : 'runAsUser';
  return field in container.securityContext
    ? [...container.path, 'securityContext', field]
    : [...container.pod.path, 'securityContext', field];
}

function listed(paths: readonly string[]): string {
  return paths.length < 2 ? paths.join() : `${paths.slice(0, -1).join(', ')} and ${paths.at(-1)!}`;
}
