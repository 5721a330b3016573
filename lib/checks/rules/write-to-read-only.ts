import { Container } from '../../model/container';
import { FileAt, fileUseOf } from '../../model/file-use';
import { keepsDataElsewhere, runsOwnProgram } from '../../model/image-use';
import { Mount } from '../../model/volume';
import { PodReport, podRule } from '../rule';

/** ConfigMaps, Secrets and their like are read-only however they are mounted, other volumes where the mount says so. */
export const writeToReadOnly = podRule(
  {
    id: 'write-to-read-only',
    severity: 'error',
    title: 'a container writes to a read-only mount',
    sources: [
      'https://kubernetes.io/docs/concepts/storage/volumes/#read-only-mounts',
      'https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically',
      'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#security-context-1',
    ],
  },
  function* (pod) {
    for (const container of pod.containers) {
      const reported = new Set<Mount | undefined>();
      const reports = [
        ...fileUseOf(container).written.map((write) => ofScript(container, write)),
        ...ofImage(container),
      ];
      for (const report of reports) {
        if (!report || reported.has(report.mount)) continue;
        reported.add(report.mount);
        yield report;
      }
    }
  },
);

type MountReport = PodReport & { readonly mount: Mount | undefined };

/** Files that the kubelet mounts by itself. */
const OF_KUBELET = ['/etc/hosts', '/etc/hostname', '/etc/resolv.conf'];

function ofScript(container: Container, { file, path }: FileAt): MountReport | undefined {
  // A folder that is there already needs no making.
  if (fileUseOf(container).made.has(file)) return undefined;
  const mount = container.mountAt(file);
  if (mount ? mount.writable : !container.readOnlyRoot || OF_KUBELET.includes(file)) return undefined;
  if (mount) {
    return {
      container,
      mount,
      severity: isGuarded(container) ? 'warning' : 'error',
      path: mount.readOnly ? [...mount.path, 'readOnly'] : mount.path,
      what: `it writes to ${file}, and ${described(mount)}`,
      happens: `"${file}: Read-only file system", and nothing is written`,
      fix: mount.readOnly && !mount.volume?.alwaysReadOnly ? madeWritable(mount) : copied(mount),
    };
  }
  const volumes = container.image?.facts?.volumes;
  // containerd makes a writable folder of every volume an image declares.
  if (volumes?.some((volume) => file === volume || file.startsWith(`${volume}/`))) return undefined;
  const folder = file.slice(0, Math.max(1, file.lastIndexOf('/')));
  return {
    container,
    mount,
    severity: volumes && !isGuarded(container) ? 'error' : 'warning',
    path,
    what: `it writes to ${file}, which no volume is mounted at, and its root is read-only`,
    happens: `"${file}: Read-only file system", and nothing is written`,
    fix: `mount an emptyDir at ${folder === '/' ? 'a folder, and write there' : folder}`,
  };
}

/** Folders that an image keeps its data in; those it does not start without are a matter of another rule. */
function ofImage(container: Container): (MountReport | undefined)[] {
  const facts = container.image?.likely;
  const data = facts?.dataPaths ?? [];
  if (!runsOwnProgram(container) || container.script || keepsDataElsewhere(container, data)) return [];
  return data.map((folder) => {
    const mount = facts?.essentialPaths?.includes(folder) ? undefined : container.mountAt(folder);
    if (!mount || mount.writable) return undefined;
    return {
      container,
      mount,
      severity: 'warning',
      path: mount.readOnly ? [...mount.path, 'readOnly'] : mount.path,
      what: `${container.image!.text} keeps its data in ${folder}, and ${described(mount)}`,
      happens: 'It fails as soon as it has something to store: Read-only file system',
      fix:
        mount.readOnly && !mount.volume?.alwaysReadOnly
          ? madeWritable(mount)
          : `mount a volume there that can be written to`,
    };
  });
}

function described({ name, readOnly, volume }: Mount): string {
  if (volume?.alwaysReadOnly && volume.source['readOnly'] !== true) {
    return `volume "${name}" is read-only, as every ${volume.type} is`;
  }
  return readOnly ? `volume "${name}" is mounted read-only there` : `volume "${name}" is read-only itself`;
}

function madeWritable({ name }: Mount): string {
  return `leave readOnly out in the mount of "${name}", or write to another volume`;
}

function copied({ name }: Mount): string {
  return `mount an emptyDir to write to, and copy what is needed of "${name}" into it in an init container`;
}

/** Its script looks whether it may write, or goes on if it cannot. */
function isGuarded(container: Container): boolean {
  return /\s-w\s|\|\|/.test(container.script?.text ?? '');
}
