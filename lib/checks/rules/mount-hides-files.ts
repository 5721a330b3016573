import { isConfigured } from '../../model/configuration';
import { Container } from '../../model/container';
import { runsOwnProgram } from '../../model/image-use';
import { ManifestSet } from '../../model/manifest-set';
import { Mount } from '../../model/volume';
import { filesOf, VolumeFiles } from '../../model/volume-files';
import { Report, setRule } from '../rule';

/**
 * A mount takes the place of whatever the image has at that path. Kubernetes copies nothing into the volume, so the
 * files that were there are not, and a file becomes a folder.
 */
export const mountHidesFiles = setRule(
  {
    id: 'mount-hides-files',
    severity: 'error',
    title: 'a mount hides files the image needs',
    sources: [
      'https://kubernetes.io/docs/concepts/storage/volumes/',
      'https://github.com/kubernetes/kubernetes/issues/44214',
      'https://github.com/kubernetes/kubernetes/issues/45000',
      'https://github.com/giantswarm/happa/pull/185',
    ],
  },
  function* (set) {
    for (const { object, pod } of set.workloads) {
      for (const container of pod.containers) {
        for (const mount of container.mounts) {
          if (mount.folder === '') continue;
          const report = hidden(container, mount, set);
          if (report) yield { object, container, path: [...mount.path, 'mountPath'], ...report };
        }
      }
    }
  },
);

type Hidden = Omit<Report, 'path'>;

/** What images have in the folders of their configuration and do not start without; the first file names the others. */
const NEEDED: { readonly [folder: string]: readonly string[] } = {
  '/etc/alertmanager': ['alertmanager.yml'],
  '/etc/caddy': ['Caddyfile'],
  '/etc/envoy': ['envoy.yaml'],
  '/etc/nginx': ['nginx.conf', 'mime.types'],
  '/etc/prometheus': ['prometheus.yml'],
  '/fluent-bit/etc': ['fluent-bit.conf'],
  '/fluentd/etc': ['fluent.conf'],
  '/usr/local/apache2/conf': ['httpd.conf', 'mime.types'],
};

const FILES = [
  '/etc/group',
  '/etc/hosts',
  '/etc/localtime',
  '/etc/nginx/conf.d/default.conf',
  '/etc/passwd',
  '/etc/resolv.conf',
];
const OF_SYSTEM = ['/bin', '/etc', '/lib', '/lib64', '/sbin', '/usr', '/usr/bin', '/usr/lib'];
const FOLDERS_ONLY = ['configMap', 'secret', 'projected', 'downwardAPI', 'emptyDir'];

function hidden(container: Container, mount: Mount, set: ManifestSet): Hidden | undefined {
  const { likely } = container.image ?? {};
  const configured = likely?.configPaths !== undefined || likely?.contentPaths !== undefined;
  const mayName = configured || mount.folder.includes('.');
  const files =
    mayName && mount.volume ? filesOf(mount.volume, set, container.pod.workload.object.namespace) : undefined;
  const ownProgram = configured && !container.script && runsOwnProgram(container);
  return (
    ofRoot(container, mount) ??
    ofFile(container, mount, files) ??
    (ownProgram ? ofConfiguration(container, mount, files) : undefined) ??
    ofSystem(container, mount)
  );
}

function ofRoot({ image }: Container, { folder, name }: Mount): Hidden | undefined {
  if (folder !== '/') return undefined;
  return {
    what: `volume "${name}" is mounted over the root of ${image?.text ?? 'the image'}`,
    happens: 'RunContainerError: the runtime refuses it, or finds no program to start',
    fix: 'mount it at a folder of its own',
  };
}

function ofSystem(container: Container, mount: Mount): Hidden | undefined {
  const { folder, volume } = mount;
  const empty = isEmpty(container, mount) || volume?.type === 'configMap' || volume?.type === 'secret';
  if (!empty || mount.subPath !== undefined || !OF_SYSTEM.includes(folder)) return undefined;
  return {
    severity: container.image?.facts?.shell && ['/bin', '/lib'].includes(folder) ? 'error' : 'warning',
    what: `volume "${mount.name}" hides everything that ${container.image?.text ?? 'the image'} has in ${folder}`,
    happens: 'StartError: exec: no such file or directory, or missing libraries, users or certificates',
    fix: 'mount it at a folder of its own, or single files with subPath',
  };
}

/** A volume without subPath is a folder, also where the image has a file, or the program looks for one. */
function ofFile({ image }: Container, mount: Mount, files: VolumeFiles | undefined): Hidden | undefined {
  const { folder, volume } = mount;
  if (mount.subPath !== undefined || !FOLDERS_ONLY.includes(volume?.type ?? '')) return undefined;
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  const parent = folder.slice(0, -name.length - 1);
  const known = image?.likely?.configPaths?.includes(parent) && NEEDED[parent]?.includes(name);
  const asFile =
    known ||
    (FILES.includes(folder) &&
      (!folder.startsWith('/etc/nginx') || image?.likely?.configPaths?.includes('/etc/nginx')));
  if (!asFile && !(name.includes('.') && files?.has(name))) return undefined;
  return {
    severity: asFile && (!known || image?.facts) ? 'error' : 'warning',
    what: `${folder} is ${asFile ? 'a file of the image' : `the name of a file in volume "${mount.name}"`}, and the mount makes it a folder`,
    happens: asFile
      ? 'RunContainerError: not a directory: Are you trying to mount a directory onto a file'
      : `The program finds the folder ${folder} where it looks for the file, which is ${folder}/${name}`,
    fix: `add subPath: ${name} to the mount` + (asFile || parent === '' ? '' : `, or mount the volume at ${parent}`),
  };
}

function ofConfiguration(container: Container, mount: Mount, files: VolumeFiles | undefined): Hidden | undefined {
  const { configPaths = [] } = container.image?.likely ?? {};
  const folder = configPaths.find((path) => path in NEEDED && mount.covers(path));
  const hides =
    folder === undefined || namesConfiguration(container) ? undefined : ofFolder(container, mount, folder, files);
  return hides ?? ofNginx(container, mount, files) ?? ofContent(container, mount);
}

function ofFolder(
  container: Container,
  mount: Mount,
  folder: string,
  files: VolumeFiles | undefined,
): Hidden | undefined {
  const { text, facts } = container.image!;
  const [main, ...others] = NEEDED[folder];
  const covered = NEEDED[folder].filter((file) => container.mountAt(`${folder}/${file}`) === mount);
  const empty = isEmpty(container, mount);
  const isMap = mount.volume?.type === 'configMap' || mount.volume?.type === 'secret';
  if (covered.length === 0 || (!empty && (!isMap || mount.subPath !== undefined))) return undefined;
  const below = folder.slice(mount.folder.length + 1);
  const pathOf = (file: string) => (below === '' ? file : `${below}/${file}`);
  const configuration = files?.get(pathOf(main));
  const absent = empty
    ? covered
    : files
      ? covered.filter((file) => !files.has(pathOf(file)) && (file === main || configuration?.includes(file)))
      : covered.filter((file) => others.includes(file));
  if (absent.length === 0) return undefined;
  const paths = absent.map((file) => `${folder}/${file}`).join(' and ');
  return {
    severity: facts && (empty || files) ? 'error' : 'warning',
    what: `volume "${mount.name}" hides what ${text} has in ${folder}, and ${paths} ${absent.length > 1 ? 'are' : 'is'} ${empty || files ? 'not in it' : 'easily forgotten'}`,
    happens: `CrashLoopBackOff: ${folder}/${absent[0]}: No such file or directory`,
    fix: empty
      ? 'leave the mount out, or let an init container fill the volume'
      : `mount your own files one by one, each with its subPath, or put ${absent.join(' and ')} into the volume as well`,
  };
}

/** nginx without a server in its configuration starts and listens nowhere. */
function ofNginx(container: Container, mount: Mount, files: VolumeFiles | undefined): Hidden | undefined {
  const folders = container.image?.likely?.configPaths ?? [];
  if (!folders.includes('/etc/nginx') || container.mountAt('/etc/nginx/nginx.conf')) return undefined;
  const templates = container.mounts.some(({ folder }) => /^\/etc\/nginx\/templates(?:\/|$)/.test(folder));
  const severity = container.image?.facts ? 'error' : 'warning';
  if (mount.folder === '/docker-entrypoint.d' && templates && mount.subPath === undefined) {
    return {
      severity,
      what: `volume "${mount.name}" hides the scripts in ${mount.folder}, of which one fills in the templates in /etc/nginx/templates`,
      happens: 'The templates are ignored, and nginx runs with its default configuration',
      fix: `mount your scripts one by one, each with its subPath`,
    };
  }
  if (mount.folder !== '/etc/nginx/conf.d' || mount.subPath !== undefined || templates) return undefined;
  const others = container.mounts.some(({ folder }) => folder.startsWith('/etc/nginx/conf.d/'));
  const none = files && ![...files.keys()].some((file) => file.endsWith('.conf'));
  if (others || !(none || isEmpty(container, mount))) return undefined;
  return {
    severity,
    what: `volume "${mount.name}" hides default.conf in ${mount.folder}, and has no file that ends in .conf itself`,
    happens: 'nginx starts without a server: every connection is refused',
    fix: `put a file such as default.conf into the volume, or leave the mount out`,
  };
}

/** A volume at the folder itself is a matter of who fills it; above it, it hides the folder. */
function ofContent(container: Container, mount: Mount): Hidden | undefined {
  const path = (container.image?.likely?.contentPaths ?? []).find(
    (content) => mount.covers(content) && mount.folder !== content,
  );
  if (path === undefined || !isEmpty(container, mount) || isConfigured(container) || container.mountAt(path) !== mount)
    return undefined;
  return {
    severity: container.image?.facts ? 'error' : 'warning',
    what: `volume "${mount.name}" is empty and hides ${path}, which ${container.image!.text} serves`,
    happens: '404 Not Found for every page',
    fix: `mount it at ${path}, and fill it`,
  };
}

/** A new folder that no other container has, so that nobody can have put anything into it. */
function isEmpty(container: Container, mount: Mount): boolean {
  const users = container.pod.usersOf(mount.name);
  return mount.volume?.type === 'emptyDir' && users.every((user) => user.container === container);
}

function namesConfiguration(container: Container): boolean {
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  return words.some((word) => /^--?(?:c|f|config\S*)(?:=|$)/.test(word));
}
