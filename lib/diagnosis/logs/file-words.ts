import { Mount } from '../../model/volume';
import { emptyFolder } from '../content';
import { ObservedContainer } from '../observed-container';
import { ObservedPod } from '../observed-pod';
import { scriptPath, userPath } from '../places';
import { notExecutable } from '../symptoms/start-error';
import { Verdict } from '../verdict';
import { folderOf, Line, LogWording, pathIn } from './line';

/** As of a shell that cannot redirect, which goes on with its next command. */
const REDIRECT = /can't create|cannot create|write error/;

export const FILE_WORDS: readonly LogWording[] = [
  {
    text: /directory index of "([^"]+)" is forbidden|Cannot serve directory (\S+?):/,
    means: ({ pod, container, after }, [, nginx, apache]) =>
      after.some((line) => /" 200 /.test(line)) ? undefined : emptyFolder(pod, container, nginx ?? apache),
    goesOn: true,
  },
  // The entrypoint of nginx asks whether it is so, and goes on.
  { text: /read-only file ?system(?!\?)|EROFS/i, means: readOnly, goesOn: true },
  { text: /no space left on device|ENOSPC|disk quota exceeded/i, means: full, goesOn: true },
  {
    text: /tail: (?:can't open|cannot open) ['\u2018]?([^'\u2019:]+)|tail: no files/,
    means: ({ pod, container }, [, file]) =>
      pod.suspect(container, 'tail-missing-file') ?? {
        cause: `it follows ${file ?? 'a file'}, which was not there yet when it began`,
        rule: 'tail-missing-file',
        fix: 'follow it with tail -F, which waits for the file',
        path: scriptPath(container.spec),
      },
  },
  {
    text: /(?:can't create|cannot create) (\/\S+?): (?:nonexistent directory|No such file or directory|Directory nonexistent)/i,
    means: ({ pod, container }, [, file]) =>
      pod.suspect(container, 'path-outside-mounts') ?? {
        cause: `there is no folder ${folderOf(file)} to write to`,
        rule: 'path-outside-mounts',
        fix: `mount a volume at ${folderOf(file)}, write to a folder that is mounted, or make it first with mkdir -p`,
        path: scriptPath(container.spec),
      },
    goesOn: true,
  },
  { text: /permission denied|EACCES/i, means: denied },
  { text: /(?:can't create|cannot create|can't open) (\/\S+?): permission denied/i, means: denied, goesOn: true },
  { text: /operation not permitted|EPERM/i, means: notPermitted },
];

function readOnly({ pod, container, text }: Line): Verdict | undefined {
  if (container.running && !REDIRECT.test(text)) return undefined;
  const { spec } = container;
  const path = pathIn(text);
  const mount = path === undefined ? undefined : spec.mountAt(path);
  if (mount) {
    return (
      pod.suspect(container, 'write-to-read-only') ?? {
        cause: `it writes to ${path}, and volume "${mount.name}" is read-only there`,
        rule: 'write-to-read-only',
        fix: mount.readOnly
          ? `leave readOnly out of the mount at ${mount.folder}`
          : `let it write to an emptyDir: a ${mount.volume?.type ?? 'volume of this kind'} cannot be written to`,
        path: mount.readOnly ? [...mount.path, 'readOnly'] : mount.path,
      }
    );
  }
  const folder = path === undefined ? 'the folder that it names' : folderOf(path);
  return (
    pod.suspect(container, 'image-needs-writable-root') ?? {
      cause: `it writes to ${path ?? 'a file of its image'}, and its root is read-only`,
      rule: 'image-needs-writable-root',
      fix: `mount an emptyDir at ${folder}, or leave out readOnlyRootFilesystem`,
      path: [...spec.path, 'securityContext', 'readOnlyRootFilesystem'],
    }
  );
}

function full({ container, text }: Line): Verdict | undefined {
  const { spec } = container;
  const path = pathIn(text);
  const inMemory = spec.mounts.filter((mount) => mount.writable && mount.volume?.inMemory);
  const onlyOne = inMemory.length === 1 ? inMemory[0] : undefined;
  const mount = path === undefined ? onlyOne : spec.mountAt(path);
  const volume = mount?.volume;
  if (!mount || !volume) {
    return {
      cause: `the disk of its node has no room for what it writes${path === undefined ? '' : ` to ${path}`}`,
      rule: 'unbounded-volume',
      fix: 'write less, and limit it with resources.limits.ephemeral-storage or the sizeLimit of an emptyDir',
      path: [...spec.path, 'resources', 'limits', 'ephemeral-storage'],
    };
  }
  const isEmptyDir = volume.type === 'emptyDir';
  return {
    cause: `volume "${volume.name}" is full`,
    ...(isEmptyDir && { rule: volume.inMemory ? 'memory-volume-limit' : 'unbounded-volume' }),
    fix: isEmptyDir
      ? `raise emptyDir.sizeLimit of "${volume.name}"${volume.inMemory ? ` and the memory limit of ${container.name} with it` : ''}, or let the writer remove what is old`
      : `let the writer remove what is old, or ask for a larger volume`,
    path: [...volume.path, ...(isEmptyDir ? ['emptyDir', 'sizeLimit'] : [])],
  };
}

function denied({ pod, container, text }: Line): Verdict | undefined {
  const { spec } = container;
  const path = pathIn(text);
  if (path === undefined) return undefined;
  // What a shell says of a program that it may not run.
  if (container.ending?.exitCode === 126) return notExecutable(container, path);
  const mount = spec.mountAt(path);
  const user = spec.user === undefined ? 'its user' : `user ${spec.user}`;
  if (mount) return pod.suspect(container, 'shared-volume-users') ?? deniedInVolume(pod, container, mount, path, user);
  if (spec.user === 0) return notPermitted({ pod, container, text, after: [] });
  return (
    pod.suspect(container, 'image-needs-writable-root') ?? {
      cause: `it runs as ${user}, who may not use ${path} of the image`,
      rule: 'image-needs-writable-root',
      fix: `mount an emptyDir at ${folderOf(path)} if it is to write there, or run it as the user whom the image is made for`,
      path: userPath(pod.workload.pod, container.spec),
    }
  );
}

function deniedInVolume(
  pod: ObservedPod,
  container: ObservedContainer,
  mount: Mount,
  path: string,
  user: string,
): Verdict {
  const others = pod.workload.pod.usersOf(mount.name).filter((each) => each.container !== container.spec);
  const owner = others.length > 0 ? `, which belongs to ${others[0].container.name} or to root` : '';
  return {
    cause: `it runs as ${user}, who may not use ${path} in volume "${mount.name}"${owner}`,
    rule: 'shared-volume-users',
    fix: 'set fsGroup in the securityContext of the Pod, give all who share the volume one runAsUser, and let the writer keep files readable (umask 022)',
    path: pod.path('securityContext', 'fsGroup'),
  };
}

function notPermitted({ pod, container }: Line): Verdict | undefined {
  const known = pod.suspect(container, 'dropped-capabilities');
  if (known) return known;
  const { spec } = container;
  if (spec.dropsAllCapabilities) {
    return {
      cause: 'it does what takes a capability, and all of them are dropped',
      rule: 'dropped-capabilities',
      fix: 'run it as the user whom the image is made for, or add the capability back: CHOWN, SETUID, SETGID, DAC_OVERRIDE or NET_BIND_SERVICE',
      path: [...spec.path, 'securityContext', 'capabilities'],
    };
  }
  return {
    cause: `it does what only root may, and runs as ${spec.user === undefined ? 'another user' : `user ${spec.user}`}`,
    fix: 'use an image that is made to run without root, or let it run as the user whom it is made for',
    path: userPath(pod.workload.pod, container.spec),
  };
}
