import { Container } from '../../model/container';
import { runsEntrypoint, runsOwnProgram } from '../../model/image-use';
import { dataOf, Path, textsOf } from '../../model/values';
import { podRule } from '../rule';

/**
 * Many images start as root to give their folders away and to become another user. That takes capabilities, which are
 * gone where all are dropped. A program with capabilities in its file does not even start without them.
 */
export const droppedCapabilities = podRule(
  {
    id: 'dropped-capabilities',
    severity: 'error',
    title: 'all capabilities dropped from an image that starts as root',
    sources: [
      'https://github.com/ansible/awx-operator/issues/560',
      'https://github.com/caddyserver/caddy-docker/issues/396',
      'https://man7.org/linux/man-pages/man7/capabilities.7.html',
    ],
  },
  function* (pod) {
    for (const container of pod.containers) {
      const { image, privileged } = container;
      const facts = image?.likely;
      if (!facts || privileged) continue;
      const ofFile = runsOwnProgram(container) ? missingOf(container, facts.capabilities ?? []) : [];
      const toBecomeAnother = becomesAnother(container) ? missingOf(container, neededOf(container)) : [];
      const missing = [...ofFile, ...toBecomeAnother];
      if (missing.length === 0) continue;
      // Folders that are the user's already need no other owner.
      const sure = image.facts !== undefined && missing.some((capability) => capability !== 'CHOWN');
      const asUser = facts.user !== undefined && ofFile.length === 0;
      yield {
        container,
        severity: sure ? 'error' : 'warning',
        path: placeOf(container),
        what:
          ofFile.length > 0
            ? `the program of ${image.text} has the capability ${ofFile.join()} in its file, and it is dropped`
            : `${image.text} starts as root to become another user, for which it needs ${missing.join(', ')}, and they are dropped`,
        happens:
          ofFile.length > 0
            ? 'CrashLoopBackOff: exec: operation not permitted'
            : `CrashLoopBackOff: ${missing[0] === 'CHOWN' ? 'chown' : 'setgid'}: Operation not permitted`,
        fix:
          (asUser
            ? `set securityContext.runAsUser to ${facts.user}, so that it need not become another user, or `
            : '') + `add ${missing.join(', ')} to ${container.name}'s securityContext.capabilities.add`,
      };
    }
  },
);

/** By the entrypoint, or as servers do by themselves to their workers. */
const BY_THEMSELVES = ['nginx', 'httpd'];

function becomesAnother(container: Container): boolean {
  const { image, runAsUser } = container;
  if (!image?.likely?.dropsPrivileges) return false;
  const asRoot =
    runAsUser === 0 || (runAsUser === undefined && image.likely.imageUser === '' && !container.runAsNonRoot);
  if (!asRoot || container.env.some(({ name, value }) => name === 'ENVOY_UID' && value === '0')) return false;
  return BY_THEMSELVES.includes(image.reference!.name) ? runsOwnProgram(container) : runsEntrypoint(container);
}

function neededOf({ image }: Container): string[] {
  return image?.reference?.name === 'httpd' ? ['SETGID', 'SETUID'] : ['CHOWN', 'SETGID', 'SETUID'];
}

/** What is dropped by name stays dropped, whatever is added. */
function missingOf(container: Container, needed: readonly string[]): string[] {
  const dropped = droppedBy(container);
  const added = container.addedCapabilities;
  return needed.filter((capability) => {
    if (dropped.includes(capability)) return true;
    return container.dropsAllCapabilities && !added.includes(capability) && !added.includes('ALL');
  });
}

function droppedBy(container: Container): string[] {
  const dropped = textsOf(dataOf(container.securityContext['capabilities'])['drop']) ?? [];
  return dropped.map((capability) => capability.toUpperCase().replace(/^CAP_/, ''));
}

function placeOf(container: Container): Path {
  return [...container.path, 'securityContext', 'capabilities', 'drop'];
}
