import { Container } from '../../model/container';
import { publishedFolders, servedFolders } from '../../model/content-server';
import { fileUseOf, names } from '../../model/file-use';
import { isSlip } from '../../model/name-index';
import { Pod, VolumeUser } from '../../model/pod';
import { Volume } from '../../model/volume';
import { PodReport, podRule } from '../rule';

/**
 * An emptyDir begins empty, so what is in it was written by one container of the Pod, for another one if it is to be shared.
 * A volume that only one container has is scratch as often as not: it is reported where it is plain what it is for.
 */
export const sharedVolumeOneSided = podRule(
  {
    id: 'shared-volume-one-sided',
    severity: 'warning',
    title: 'a shared volume that nobody writes or nobody reads',
    sources: [
      'https://kubernetes.io/docs/tasks/access-application-cluster/communicate-containers-same-pod-shared-volume/',
      'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
    ],
  },
  function* (pod) {
    const alone: Lonely[] = [];
    for (const volume of pod.volumes) {
      const users = pod.usersOf(volume.name);
      if (volume.type !== 'emptyDir' || users.length === 0 || pod.volume(volume.name) !== volume) continue;
      if (users.every(({ mount }) => !mount.writable)) yield nobodyWrites(volume, users);
      else if (users.every(({ container }) => container === users[0].container)) {
        const itself = readsItself(volume, users);
        if (itself) yield itself;
        else alone.push({ volume, ...users[0] });
      } else yield* readTooEarly(pod, volume, users);
    }
    const paired = new Set<Volume>();
    for (const [first, second] of pairsOf(alone)) {
      paired.add(first.volume).add(second.volume);
      yield twoForOne(first, second);
    }
    const unfilled = alone.length > 0 ? unfilledServers(pod) : [];
    for (const lonely of alone) {
      const report = paired.has(lonely.volume) ? undefined : (nobodyFills(lonely) ?? nobodyReads(lonely, unfilled));
      if (report) yield report;
    }
  },
);

/** A volume that only one container mounts. */
type Lonely = VolumeUser & { readonly volume: Volume };

const LOGS = /^\/(?:var\/)?logs?(?:\/|$)/;
const COLLECTORS = /^(?:fluent-?bit|fluentd|promtail|vector|filebeat|logstash|alloy|grafana-agent)\b/;
/** Where collectors remember how far they are, and what they have not sent yet. */
const STATE = /buf|state|stor|pos|db|queue|chunk/;
const PAGES = /\.(?:html?|css|js|json|txt|xml|svg|png|jpe?g)$/;
const SCRATCH = /^(?:\/|\/(?:var\/)?(?:tmp|run|cache|lock)(?:\/.*)?|\/cache|\/dev\/shm|\/home\/.*|\/root(?:\/.*)?)$/;

function nobodyWrites(volume: Volume, users: readonly VolumeUser[]): PodReport {
  return {
    path: [...users[0].mount.path, 'readOnly'],
    container: users[0].container,
    what: `every mount of the emptyDir "${volume.name}" is read-only`,
    happens: 'It is empty for ever: nobody can write what the others are to read',
    fix: 'leave readOnly out in the mount of the container that is to fill it',
  };
}

/** One container has it at two places, at one of them for reading only. */
function readsItself({ name }: Volume, users: readonly VolumeUser[]): PodReport | undefined {
  const reads = users.find(({ mount }) => !mount.writable);
  if (!reads || users.some(({ mount }) => mount.subPath !== undefined)) return undefined;
  return {
    path: [...reads.mount.path, 'name'],
    container: reads.container,
    what: `it has the emptyDir "${name}" for reading and for writing, and no other container mounts it`,
    happens: 'Nobody else reads what it writes, and nobody else writes what it reads',
    fix: `mount "${name}" in the other container that is meant, or once only`,
  };
}

/** An init container runs to its end before the containers behind it start. */
function* readTooEarly(pod: Pod, { name }: Volume, users: readonly VolumeUser[]): Iterable<PodReport> {
  const position = ({ container }: VolumeUser) => pod.containers.indexOf(container);
  const writers = users.filter(({ mount }) => mount.writable);
  const first = writers.reduce((a, b) => (position(b) < position(a) ? b : a));
  for (const reader of users) {
    if (reader.mount.writable || reader.container.role !== 'init' || position(reader) >= position(first)) continue;
    yield {
      path: reader.mount.path,
      container: reader.container,
      what: `it reads the emptyDir "${name}", which ${first.container.name} is the first to write to, and starts after it`,
      happens: 'The folder is empty while it runs: init containers run to their end before the next container starts',
      fix: `put ${first.container.name} before it, as an init container or with restartPolicy: Always, or read in a container that runs beside it`,
    };
  }
}

function nobodyFills({ volume, container, mount }: Lonely): PodReport | undefined {
  const use = fileUseOf(container);
  const own = use.written.some(({ file }) => mount.covers(file));
  if (own || mount.subPath !== undefined) return undefined;
  const followed = use.plain ? use.followed.find(({ file }) => container.mountAt(file) === mount) : undefined;
  const served = servedFolders(container).includes(mount.folder) && !names(container, mount.folder);
  const collects = COLLECTORS.test(container.image?.reference?.name ?? '');
  const collected = collects && LOGS.test(mount.folder) && !STATE.test(`${mount.folder} ${volume.name}`);
  if (!followed && !served && !collected) return undefined;
  return {
    path: [...mount.path, 'name'],
    container,
    what: `no other container mounts the emptyDir "${volume.name}", from which it ${served ? 'serves' : 'reads'} ${followed?.file ?? mount.folder}`,
    happens: served
      ? 'The folder is empty: 403 Forbidden or 404 Not Found for every page'
      : 'The file never comes, and nothing is reported as an error',
    fix: `mount "${volume.name}" in the container that writes these files as well`,
  };
}

function nobodyReads({ volume, container, mount }: Lonely, unfilled: readonly Container[]): PodReport | undefined {
  const reader = unfilled.find((other) => other !== container);
  const published = publishedFolders(container).some((folder) => mount.covers(folder));
  const pages = fileUseOf(container).written.find(({ file }) => mount.covers(file) && PAGES.test(file));
  if (!(published && container.pod.containers.length > 1) && !(pages && reader)) return undefined;
  return {
    path: [...mount.path, 'name'],
    container,
    what: `it writes ${published ? 'what it fetches' : pages!.file} to the emptyDir "${volume.name}", which no other container mounts`,
    happens: reader
      ? `${reader.name} serves its image's own default page`
      : 'Nobody reads it, and nothing is reported as an error',
    fix: reader
      ? `mount "${volume.name}" in ${reader.name} as well, at ${servedFolders(reader)[0]}`
      : `mount "${volume.name}" in the container that is to read it as well`,
  };
}

/** Web servers that have nothing but the pages of their images. */
function unfilledServers(pod: Pod): Container[] {
  return pod.containers.filter((container) => {
    const [folder] = servedFolders(container);
    if (folder === undefined) return false;
    return !container.mounts.some((mount) => mount.covers(folder) || mount.folder.startsWith(`${folder}/`));
  });
}

function twoForOne(first: Lonely, second: Lonely): PodReport {
  return {
    path: [...second.mount.path, 'name'],
    container: second.container,
    what: `${second.mount.folder} is the emptyDir "${second.volume.name}" here and "${first.volume.name}" in ${first.container.name}, and nobody else has either`,
    happens: `${first.container.name} and ${second.container.name} do not see each other's files`,
    fix: `mount "${first.volume.name}" in both, and remove "${second.volume.name}"`,
  };
}

/** Two containers with a folder of one name that is to be one folder, as far as names and words tell. */
function* pairsOf(alone: readonly Lonely[]): Iterable<[Lonely, Lonely]> {
  const byFolder = new Map<string, Lonely>();
  for (const lonely of alone) {
    const { folder } = lonely.mount;
    if (SCRATCH.test(folder) || isOwn(lonely)) continue;
    const other = byFolder.get(folder);
    if (!other) byFolder.set(folder, lonely);
    else if (other.container !== lonely.container && isMeantForBoth(other, lonely)) yield [other, lonely];
  }
}

function isMeantForBoth(a: Lonely, b: Lonely): boolean {
  const { folder } = a.mount;
  const [writesA, writesB] = [writes(a), writes(b)];
  if (isSlip(a.volume.name, b.volume.name)) return true;
  if ([a, b].some(({ container }) => servedFolders(container).includes(folder))) return true;
  if (LOGS.test(folder) && isCollector(a) !== isCollector(b)) return true;
  return writesA !== writesB && [a, b].every(({ container }) => container.script && names(container, folder));
}

function writes({ container, mount }: Lonely): boolean {
  return fileUseOf(container).written.some(({ file }) => mount.covers(file));
}

function isCollector({ container, mount }: Lonely): boolean {
  const use = fileUseOf(container);
  return (
    COLLECTORS.test(container.image?.reference?.name ?? '') ||
    (use.plain && use.followed.some(({ file }) => mount.covers(file)))
  );
}

/** Where the image keeps something of its own. */
function isOwn({ container: { image }, mount }: Lonely): boolean {
  const { writablePaths = [], dataPaths = [], volumes = [] } = image?.likely ?? {};
  return [...writablePaths, ...dataPaths, ...volumes].includes(mount.folder);
}
