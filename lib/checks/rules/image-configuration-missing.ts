import { KnownFacts } from '../../images/known-image';
import { Container } from '../../model/container';
import { runsEntrypoint, runsOwnProgram } from '../../model/image-use';
import { Path } from '../../model/values';
import { podRule } from '../rule';

/** Some images end at once where nobody gives them a password, an address or a configuration file. */
export const imageConfigurationMissing = podRule(
  {
    id: 'image-configuration-missing',
    severity: 'error',
    title: 'an image without the configuration it refuses to start without',
    sources: [
      'https://github.com/docker-library/docs/blob/master/postgres/content.md',
      'https://github.com/docker-library/docs/blob/master/haproxy/content.md',
      'https://github.com/kubernetes/git-sync/blob/master/README.md',
      'https://github.com/GoogleCloudPlatform/cloud-sql-proxy/blob/main/README.md',
    ],
  },
  function* (pod) {
    for (const container of pod.containers) {
      const { image } = container;
      const facts = image?.likely;
      if (!facts) continue;
      const missing = missingOf(container, facts);
      if (!missing) continue;
      const sure = image.facts !== undefined && !mayHaveData(container, facts);
      yield {
        container,
        severity: sure ? 'error' : 'warning',
        path: missing.path,
        what: `${image.text} is given none of what it needs to start: ${facts.requires?.join(', and ') ?? missing.names.join(' or ')}`,
        happens: 'CrashLoopBackOff: it says what it misses and ends',
        fix: missing.fix,
      };
    }
  },
);

interface Missing {
  readonly names: readonly string[];
  readonly path: Path;
  readonly fix: string;
}

function missingOf(container: Container, facts: KnownFacts): Missing | undefined {
  const { requiredEnvironment = [], requiredArguments = [], requiredMounts = [], requires = [] } = facts;
  // Databases are checked by their entrypoint, other programs check for themselves.
  if (!(facts.volumes?.length ? runsEntrypoint(container) : runsOwnProgram(container))) return undefined;
  if (container.script) return undefined;
  const name = container.name;
  if (requiredEnvironment.length + requiredArguments.length > 0) {
    if (hasVariable(container, requiredEnvironment) || hasArgument(container, requiredArguments)) return undefined;
    const names = [...requiredEnvironment, ...requiredArguments];
    return requiredEnvironment.length > 0
      ? { names, path: placeOf(container, 'env'), fix: `set ${requiredEnvironment[0]} in ${name}'s env` }
      : { names, path: placeOf(container, 'args'), fix: `give ${requiredArguments[0]} in ${name}'s args` };
  }
  if (requiredMounts.length > 0) {
    if (container.args || container.command || requiredMounts.every((path) => isMounted(container, path)))
      return undefined;
    const fix = `mount a ConfigMap or Secret with it at ${requiredMounts[0]}`;
    return { names: requiredMounts, path: placeOf(container, 'volumeMounts'), fix };
  }
  // What only words can say is missing for sure where nothing at all is said.
  const silent = !container.command && !container.args && container.env.length === 0 && container.envFrom.length === 0;
  if (requires.length === 0 || facts.keepsRunning !== true || !silent) return undefined;
  return { names: requires, path: container.path, fix: `give it in ${name}'s args` };
}

/** Programs take a variable that is empty for one that is not there. */
function hasVariable(container: Container, names: readonly string[]): boolean {
  if (container.envFrom.length > 0) return true;
  return container.env.some(({ name, value }) => names.includes(name) && value !== '');
}

function hasArgument(container: Container, flags: readonly string[]): boolean {
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  return flags.some((flag) => words.some((word) => word === flag || word.startsWith(`${flag}=`)));
}

function isMounted(container: Container, path: string): boolean {
  return container.mounts.some((mount) => mount.covers(path) || mount.folder.startsWith(`${path}/`));
}

/** A database that is already in its folder needs no password: a claim may have one, or an init container put it there. */
function mayHaveData(container: Container, facts: KnownFacts): boolean {
  return (facts.volumes ?? []).some((path) => {
    const mount = container.mountAt(path) ?? container.mounts.find(({ folder }) => folder.startsWith(`${path}/`));
    if (!mount) return false;
    const filled = container.pod.usersOf(mount.name).some((user) => user.container !== container);
    return mount.volume?.type !== 'emptyDir' || filled;
  });
}

function placeOf(container: Container, field: string): Path {
  return Array.isArray(container.data[field]) ? [...container.path, field] : container.path;
}
