import { Container } from '../../model/container';
import { fileUseOf } from '../../model/file-use';
import { VolumeUser } from '../../model/pod';
import { Mount } from '../../model/volume';
import { PodReport, podRule } from '../rule';

/**
 * A mount needs a folder to be mounted at. In a volume that is mounted read-only the runtime cannot make one; ConfigMaps and
 * their like are fine, as the kubelet makes it before. And the inner mount hides that folder of the outer volume.
 */
export const nestedMounts = podRule(
  {
    id: 'nested-mounts',
    severity: 'error',
    title: 'a mount inside another one that may hide or refuse it',
    sources: [
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/volume/util/nested_volumes.go',
      'https://github.com/opencontainers/runc/blob/main/libcontainer/rootfs_linux.go',
    ],
  },
  function* (pod) {
    for (const container of pod.containers) {
      for (const inner of container.mounts) {
        const outer = inner.folder.length > 1 ? container.mountAt(parentOf(inner.folder)) : undefined;
        if (!outer || outer.folder === '/') continue;
        const report = refused(container, outer, inner) ?? hidden(container, outer, inner);
        if (report) yield report;
      }
    }
  },
);

/** More containers than anybody writes by hand; who writes what to the volume is then not looked for. */
const MANY = 20;
/** In others, such as folders of the node, the folder is likely there. */
const EMPTY_AT_FIRST = ['emptyDir', 'persistentVolumeClaim', 'ephemeral'];

function refused(container: Container, outer: Mount, inner: Mount): PodReport | undefined {
  const { volume } = outer;
  const type = volume?.type ?? (isClaimTemplate(container, outer) ? 'persistentVolumeClaim' : '');
  const readOnly = outer.readOnly || volume?.source['readOnly'] === true;
  if (!readOnly || !EMPTY_AT_FIRST.includes(type)) return undefined;
  const users = container.pod.usersOf(outer.name);
  const below = outer.subPath === undefined ? inner.folder.slice(outer.folder.length) : undefined;
  const isEmpty =
    type === 'emptyDir' &&
    users.length <= MANY &&
    users.every((user) => !user.mount.writable || leavesOut(user, below));
  return {
    container,
    severity: isEmpty ? 'error' : 'warning',
    path: [...inner.path, 'mountPath'],
    what: `${inner.folder} is inside ${outer.folder}, where volume "${outer.name}" is mounted read-only`,
    happens: `RunContainerError: mkdir ${inner.folder}: read-only file system${isEmpty ? '' : ', unless that folder is in the volume already'}`,
    fix: `mount "${inner.name}" outside ${outer.folder}, or leave readOnly out in the mount of "${outer.name}"`,
  };
}

/** Whether all that a container makes in the volume is known, and that folder is not among it. */
function leavesOut({ container, mount }: VolumeUser, below: string | undefined): boolean {
  if (below === undefined || mount.subPath !== undefined) return false;
  const folder = `${mount.folder === '/' ? '' : mount.folder}${below}`;
  const isThere = (path: string) => path === folder || path.startsWith(`${folder}/`);
  const { makesOnlyNamed, made, written } = fileUseOf(container);
  // To mount something there makes the folder as well.
  const paths = [...made, ...written.map(({ file }) => file), ...container.mounts.map((one) => one.folder)];
  return makesOnlyNamed && !paths.some(isThere);
}

/** Another container writes to the folder of the outer volume that the inner mount takes the place of. */
function hidden(container: Container, outer: Mount, inner: Mount): PodReport | undefined {
  const users = container.pod.usersOf(outer.name);
  if (outer.name === inner.name || outer.subPath !== undefined || users.length > MANY) return undefined;
  const below = inner.folder.slice(outer.folder.length);
  for (const { container: other, mount } of users) {
    if (other === container || mount.subPath !== undefined) continue;
    const folder = `${mount.folder === '/' ? '' : mount.folder}${below}`;
    const write = fileUseOf(other).written.find(
      ({ file }) => file.startsWith(`${folder}/`) && other.mountAt(file) === mount,
    );
    if (!write) continue;
    return {
      container,
      severity: 'warning',
      path: [...inner.path, 'mountPath'],
      what: `${other.name} writes ${write.file} to volume "${outer.name}", and here ${inner.folder} is volume "${inner.name}"`,
      happens: `${container.name} does not see that file: the inner mount hides it`,
      fix: `mount "${inner.name}" outside ${outer.folder}, or let ${other.name} write to another folder`,
    };
  }
  return undefined;
}

function isClaimTemplate({ pod }: Container, { name }: Mount): boolean {
  return pod.workload.claimTemplates.some((template) => template.name === name);
}

function parentOf(folder: string): string {
  return folder.slice(0, Math.max(1, folder.lastIndexOf('/')));
}
