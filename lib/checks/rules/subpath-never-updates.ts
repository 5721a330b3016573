import { Container } from '../../model/container';
import { names } from '../../model/file-use';
import { VolumeUser } from '../../model/pod';
import { dataOf, isData, listOf } from '../../model/values';
import { Volume } from '../../model/volume';
import { PodReport, podRule } from '../rule';

/**
 * A subPath is looked up once, when the container starts. What is put in the place of the file later, by the kubelet or by
 * a helper, does not come through. That is what most who use one want; it is reported where something relies on updates.
 */
export const subpathNeverUpdates = podRule(
  {
    id: 'subpath-never-updates',
    severity: 'warning',
    title: 'a subPath mount that does not follow updates',
    sources: [
      'https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically',
      'https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken',
      'https://github.com/kubernetes/kubernetes/issues/50345',
      'https://github.com/kubernetes/git-sync/issues/519',
    ],
  },
  function* (pod) {
    for (const volume of pod.volumes) {
      if (pod.volume(volume.name) !== volume) continue;
      const users = pod.usersOf(volume.name);
      const pinned = users.filter(({ mount }) => mount.subPath !== undefined && mount.subPath !== '');
      if (pinned.length === 0) continue;
      const why = updated(volume, users);
      for (const user of why ? pinned : []) {
        if (why!.except?.(user)) continue;
        yield report(user, why!);
      }
    }
  },
);

interface Why {
  readonly what: string;
  readonly happens: string;
  readonly fix: string;
  readonly except?: (user: VolumeUser) => boolean;
}

function updated(volume: Volume, users: readonly VolumeUser[]): Why | undefined {
  if (holdsToken(volume)) {
    return {
      what: 'the kubelet renews the token in it',
      happens: 'The token expires, after an hour by default, and the API answers 401 Unauthorized',
      fix: 'mount the volume as a folder, without subPath',
    };
  }
  if (volume.type === 'configMap' || volume.type === 'secret') {
    const reloader = users.find(({ container }) => container.longRunning && isReloader(container))?.container;
    return (
      reloader && {
        what: `${reloader.name} waits for changes of it`,
        happens: 'A change never arrives, and a reload reads the old file again',
        fix: 'mount the volume as a folder, without subPath',
      }
    );
  }
  const sync = users.find(({ container }) => container.longRunning && isGitSync(container));
  return (
    sync && {
      what: `${sync.container.name} changes a link in it with every new commit`,
      happens: 'The container keeps the first commit, or an empty folder if it starts before that is there',
      fix: 'mount the whole volume, and use the path with the link in it',
      except: ({ mount }) => mount.subPath === sync.mount.subPath,
    }
  );
}

function report({ container, mount }: VolumeUser, { what, happens, fix }: Why): PodReport {
  const field = 'subPath' in mount.data ? 'subPath' : 'subPathExpr';
  return {
    container,
    path: [...mount.path, field],
    what: `it mounts ${mount.subPath} of volume "${mount.name}", and ${what}`,
    happens,
    fix,
  };
}

function holdsToken({ type, source }: Volume): boolean {
  return type === 'projected' && listOf(source['sources']).some((each) => isData(dataOf(each)['serviceAccountToken']));
}

/** Looks for changes of files, and tells another program. */
function isReloader(container: Container): boolean {
  if (/reload/.test(container.image?.reference?.name ?? '')) return true;
  return /\binotifywait\b|\s-s\s+reload\b|\bkill\s+-(?:s\s+)?(?:SIG)?HUP\b/.test(container.script?.text ?? '');
}

function isGitSync(container: Container): boolean {
  if (container.image?.reference?.name !== 'git-sync') return false;
  return !names(container, '--one-time') && !container.env.some(({ name }) => /^GIT_?SYNC_ONE_TIME$/.test(name));
}
