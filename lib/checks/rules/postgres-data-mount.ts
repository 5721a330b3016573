import { Container } from '../../model/container';
import { runsEntrypoint } from '../../model/image-use';
import { Mount } from '../../model/volume';
import { PodReport, podRule } from '../rule';

const PARENT = '/var/lib/postgresql';
const DATA = '/var/lib/postgresql/data';

/**
 * PostgreSQL makes its database in an empty folder only, and the root of a new disk has `lost+found` in it. From 18 on
 * the image keeps its data in another folder, and refuses a volume at the old one.
 */
export const postgresDataMount = podRule(
  {
    id: 'postgres-data-mount',
    severity: 'error',
    title: "PostgreSQL's data folder is mounted where it cannot be used",
    sources: [
      'https://github.com/docker-library/docs/blob/master/postgres/content.md',
      'https://github.com/docker-library/postgres/issues/263',
      'https://github.com/docker-library/postgres/pull/1259',
      'https://github.com/docker-library/postgres/issues/952',
    ],
  },
  function* (pod) {
    for (const container of pod.containers) {
      const { image } = container;
      if (image?.reference?.name !== 'postgres' || !image.likely || !runsEntrypoint(container)) continue;
      const from18 = image.likely.volumes?.includes(PARENT);
      const before18 = image.likely.volumes?.includes(DATA);
      const report = from18 ? from18On(container) : before18 ? before18Only(container) : undefined;
      if (report) yield image.facts ? report : { ...report, severity: 'warning' };
    }
  },
);

function from18On(container: Container): PodReport | undefined {
  const mount = container.mounts.find(({ folder }) => folder === DATA);
  if (!mount || hasDataFolder(container)) return undefined;
  return {
    container,
    path: [...mount.path, 'mountPath'],
    what: `a volume is mounted at ${DATA}, which ${container.image!.text} does not use any more`,
    happens: `CrashLoopBackOff: Counter to that, there appears to be PostgreSQL data in: ${DATA} (unused mount/volume)`,
    fix: `mount it at ${PARENT}, or set PGDATA to ${DATA}/pgdata`,
  };
}

function before18Only(container: Container): PodReport | undefined {
  const folder = dataFolder(container);
  const mount = folder === undefined ? undefined : container.mountAt(folder);
  if (!mount || !isDisk(container, mount)) return undefined;
  if (mount.folder === folder && mount.subPath === undefined) {
    return {
      container,
      severity: 'warning',
      path: [...mount.path, 'mountPath'],
      what: `the root of a claim is mounted at ${folder}, which PostgreSQL takes for its data as it is`,
      happens: `CrashLoopBackOff: initdb: error: directory "${folder}" exists but is not empty, where the disk has a folder lost+found`,
      fix: `set PGDATA to ${folder}/pgdata, or give the mount a subPath`,
    };
  }
  if (folder !== DATA || mount.folder === DATA) return undefined;
  return {
    container,
    severity: 'warning',
    path: [...mount.path, 'mountPath'],
    what: `a claim is mounted at ${mount.folder}, and ${container.image!.text} declares a volume of its own at ${DATA} below it`,
    happens: 'The data goes to the volume of the image, with containerd and Docker, and is gone with the container',
    fix: `mount the claim at ${DATA} and set PGDATA to ${DATA}/pgdata`,
  };
}

function hasDataFolder(container: Container): boolean {
  return container.env.some(({ name }) => name === 'PGDATA') || container.envFrom.length > 0;
}

/** Undefined where the manifest does not tell. */
function dataFolder(container: Container): string | undefined {
  const variable = container.env.find(({ name }) => name === 'PGDATA');
  return variable ? variable.value?.replace(/\/+$/, '') : container.envFrom.length > 0 ? undefined : DATA;
}

/** What is likely to have a file system of its own. */
function isDisk(container: Container, mount: Mount): boolean {
  const type = mount.volume?.type;
  if (type !== undefined) return type === 'persistentVolumeClaim' || type === 'ephemeral';
  return container.pod.workload.claimTemplates.some(({ name }) => name === mount.name);
}
