import { numberOf } from '../../model/values';
import { ObservedContainer } from '../observed-container';
import { ObservedPod } from '../observed-pod';
import { commandPath, memoryLimit, memoryLimitPath, mountPath } from '../places';
import { meaning, Symptom, Wording } from '../symptom';
import { oneLine, Verdict } from '../verdict';

/** Of a container that the runtime did not get to run. */
const ENDINGS = ['StartError', 'ContainerCannotRun'];

interface Where {
  readonly pod: ObservedPod;
  readonly container: ObservedContainer;
}

/** The container runtime cannot make or start a container. */
export const startError: Symptom = (pod, container) => {
  const { waiting, ending } = container;
  const refused = waiting?.reason === 'CreateContainerError' || waiting?.reason === 'RunContainerError';
  if (!refused && !(ending && ENDINGS.includes(ending.reason))) return undefined;
  // Where it waits for the next try, it no longer says why.
  const said = ending && ENDINGS.includes(ending.reason) ? ending.message : '';
  const failed = container.event('Failed', /^Error: /);
  const message = [refused ? waiting?.message : '', said, failed?.message].find((text) => text) ?? '';
  const found = meaning(WORDINGS, { pod, container }, message) ?? unknown(container, message);
  const evidence = said === '' ? container.said : [...container.said, `message: ${said}`];
  return { ...found, evidence };
};

/**
 * In the words of runc and crun, which containerd and CRI-O hand on.
 * @see https://github.com/opencontainers/runc/blob/v1.2.6/libcontainer/init_linux.go
 */
const WORDINGS: readonly Wording<Where>[] = [
  { text: /Are you trying to mount a directory onto a file|not a directory: unknown|: not a directory/, means: noFile },
  {
    text: /error mounting "[^"]*" to rootfs at "([^"]*)".*read-only file system|mkdir(?:at)? (?:\S*\/rootfs)?(\/\S+): read-only file system/i,
    means: ({ pod, container }, [, at, made]) =>
      pod.suspect(container, 'nested-mounts') ?? {
        cause: `there is no folder ${at ?? made} to mount at, and it cannot be made in what is read-only`,
        rule: 'nested-mounts',
        fix: 'mount it beside the read-only volume or at a folder that the image has',
        path: mountPath(container.spec, at ?? made),
      },
  },
  {
    text: /chdir to cwd \("?([^")]*)"?\).*(no such file or directory|permission denied)/i,
    means: ({ container }, [, folder, why]) => ({
      cause: `its working folder ${folder} ${/permission/i.test(why) ? 'is closed to its user' : 'is not in the image'}`,
      fix: 'name a folder that the image has and its user may enter, as workingDir',
      path: [...container.spec.path, 'workingDir'],
    }),
  },
  {
    text: /exec:? "?([^":]*)"?: permission denied|exec `?([^`:]*)`?: Permission denied|open executable: Permission denied/i,
    means: ({ container }, [, program, other]) => notExecutable(container, program ?? other),
  },
  {
    text: /executable file [`"']?([^`"' ]*)[`"']? not found in \$PATH/i,
    means: ({ pod, container }, [, program]) => notFound(pod, container, program),
  },
  {
    text: /exec: "([^"]*)": executable file not found in \$PATH|exec: "([^"]*)": stat [^:]*: no such file or directory|exec (\S+): no such file or directory/i,
    means: ({ pod, container }, [, named, stat, run]) => notFound(pod, container, named ?? stat ?? run),
  },
  { text: /exec format error/i, means: ({ container }) => wrongFormat(container) },
  {
    text: /OOM-killed|memory limit too low|cannot allocate memory/i,
    means: ({ container: { spec } }) => ({
      cause: `its memory limit ${memoryLimit(spec) ?? ''} is too low for it to be started at all`,
      fix: 'raise resources.limits.memory',
      path: memoryLimitPath(spec),
    }),
  },
  {
    text: /no command specified|no command or entrypoint/i,
    means: ({ container }) => ({
      cause: `${container.spec.image?.text ?? 'its image'} says nothing of what to run, and neither does the Pod`,
      rule: 'command-ends',
      fix: `give ${container.name} a command`,
      path: [...container.spec.path, 'command'],
    }),
  },
  {
    text: /unable to find user ([^:]+): (?:no matching entries|invalid user)/i,
    means: ({ container }, [, user]) => ({
      cause: `its image has no user "${user}", whom it is to run as`,
      rule: 'image-user-by-name',
      fix: `set ${container.name}'s securityContext.runAsUser to a number`,
      path: [...container.spec.path, 'securityContext', 'runAsUser'],
    }),
  },
  {
    text: /failed to reserve container name|name "[^"]*" is reserved|context deadline exceeded/i,
    means: () => ({
      cause: 'the container runtime of the node is still busy with the last try to make it',
      fix: 'see whether the node is short of disk or CPU; delete the Pod if it stays so',
    }),
  },
];

function notFound(pod: ObservedPod, container: ObservedContainer, program = ''): Verdict {
  const { spec } = container;
  const known = pod.suspect(container, 'shell-command-split', 'tool-missing', 'mount-hides-files');
  if (known) return known;
  const path = commandPath(spec);
  if (/\s/.test(program)) {
    return {
      cause: `"${oneLine(program, 60)}" is one word of its command, and so taken for the name of a program`,
      rule: 'shell-command-split',
      fix: 'write each word as an item of its own, or have a shell take it apart: ["sh", "-c", "..."]',
      path,
    };
  }
  const mount = program.startsWith('/') ? spec.mountAt(program) : undefined;
  if (mount) {
    return {
      cause: `${program} is not there: volume "${mount.name}" is mounted at ${mount.folder} and hides what the image has`,
      rule: 'mount-hides-files',
      fix: 'mount the volume at another folder, or one file of it with subPath',
      path: mount.path,
    };
  }
  return {
    cause: `${spec.image?.text ?? 'its image'} has no program "${oneLine(program, 60)}"`,
    rule: 'tool-missing',
    fix: 'run a program that the image has, or use an image that has this one',
    path,
  };
}

export function notExecutable({ spec }: ObservedContainer, program = ''): Verdict {
  const mount = spec.mountAt(program);
  const mode = numberOf(mount?.volume?.source['defaultMode']);
  if (mount?.volume && (mode ?? 0o644) % 2 === 0 && ['configMap', 'secret', 'projected'].includes(mount.volume.type!)) {
    return {
      cause: `${program} comes from volume "${mount.name}", whose files are not executable`,
      fix: `set defaultMode: 0755 in volume "${mount.name}", or let a shell read it: ["sh", "${program}"]`,
      path: [...mount.volume.path, mount.volume.type!, 'defaultMode'],
    };
  }
  return {
    cause: `${program || 'its program'} may not be run by the user of the container, or is no program`,
    fix: 'make the file executable in the image (chmod +x) for the user that it runs as, or let a shell read it',
    path: commandPath(spec),
  };
}

export function wrongFormat({ spec }: ObservedContainer): Verdict {
  return {
    cause: `${spec.image?.text ?? 'its image'} is made for other processors than this node has, or its script has no first line #!`,
    rule: 'image-reference',
    fix: 'name an image that is made for the processors of the nodes, or choose nodes with nodeSelector kubernetes.io/arch',
    path: [...spec.path, 'image'],
  };
}

/** A folder is mounted where the image has a file, most often because of a subPath that is no file of its volume. */
function noFile({ pod, container }: Where): Verdict {
  const { spec } = container;
  const known = pod.suspect(container, 'missing-reference', 'nested-mounts');
  if (known) return known;
  const mount = spec.mounts.find(({ subPath }) => subPath !== undefined) ?? spec.mounts[0];
  return {
    cause:
      mount?.subPath === undefined
        ? 'a folder is mounted where the image has a file, or a file where it has a folder'
        : `volume "${mount.name}" has no file "${mount.subPath}": a folder is made of that name and mounted at ${mount.folder}, where the image has a file`,
    rule: 'missing-reference',
    fix: 'name a file that is in the volume as subPath, or mount a folder',
    path: mount ? [...mount.path, ...(mount.subPath === undefined ? [] : ['subPath'])] : spec.path,
  };
}

function unknown({ spec }: ObservedContainer, message: string): Verdict {
  return {
    cause: `the container runtime cannot start it: ${oneLine(message) || 'it does not say why'}`,
    fix: 'correct what the message names',
    path: spec.path,
  };
}
