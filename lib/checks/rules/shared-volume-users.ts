import { Container } from '../../model/container';
import { runsEntrypoint } from '../../model/image-use';
import { Pod } from '../../model/pod';
import { literal, readScript, simplesOf, writesTo } from '../../model/shell';
import { dataOf, textsOf } from '../../model/values';
import { Mount } from '../../model/volume';
import { PodReport, podRule } from '../rule';

/**
 * Everybody may write to the root of an emptyDir. What is in it belongs to the user who made it: others can read files and
 * folders as a rule, and can change neither. With a strict umask they cannot even read them.
 */
export const sharedVolumeUsers = podRule(
  {
    id: 'shared-volume-users',
    severity: 'error',
    title: "users that share a volume cannot read or change each other's files",
    sources: [
      'https://github.com/kubernetes/kubernetes/issues/2630',
      'https://github.com/actions/runner-container-hooks/issues/395',
      'https://www.postgresql.org/docs/current/app-initdb.html#APP-INITDB-ALLOW-GROUP-ACCESS',
      'https://github.com/redis/docker-library-redis/blob/a706f58d1eda013be586ae02817fe416aa92d6ec/7.2/debian/docker-entrypoint.sh',
    ],
  },
  function* (pod) {
    const volumes = new Set(pod.containers.flatMap(({ mounts }) => mounts.map(({ name }) => name)));
    for (const volume of volumes) {
      const users = pod.usersOf(volume);
      if (new Set(users.map(({ container }) => userOf(container))).size < 2) continue;
      const parties = users.map(({ container, mount }) => new Party(container, mount));
      for (const party of parties) {
        const report = complaint(party, parties, pod);
        if (report) yield report;
      }
    }
  },
);

/** A container with its mount of the volume. Paths are below the mount, so that those of two parties can be compared. */
class Party {
  public readonly user: number | undefined;
  /** Folders it makes with mkdir. */
  private readonly folders: readonly string[];
  /** Files it writes to where they are, whoever made them. */
  private readonly files: readonly string[];
  /** All that it writes. */
  private readonly written: readonly string[];
  private readonly root: string;

  public constructor(
    public readonly container: Container,
    public readonly mount: Mount,
  ) {
    this.user = userOf(container);
    this.root = mount.subPath === undefined ? '' : `/${mount.subPath}`;
    const { folders, files } = madeBy(container);
    this.folders = this.below(folders);
    this.files = this.below(files);
    this.written = this.below(container.script ? writesTo(container.script.text) : []);
  }

  /** What it writes to although the other has made it: a file, or something in a folder. */
  public alsoMadeBy(other: Party): string | undefined {
    const path =
      this.files.find((file) => other.written.includes(file)) ??
      other.folders.find((folder) => this.written.some((written) => written.startsWith(`${folder}/`)));
    return path === undefined ? undefined : this.mount.folder + path.slice(this.root.length);
  }

  /** Whether one of the two sees what the other has of the volume. */
  public meets({ root }: Party): boolean {
    return `${root}/`.startsWith(`${this.root}/`) || `${this.root}/`.startsWith(`${root}/`);
  }

  private below(paths: readonly string[]): string[] {
    const { mount, container } = this;
    if (!mount.writable) return [];
    const inside = paths.filter((path) => path !== mount.folder && container.mountAt(path) === mount);
    return inside.map((path) => this.root + path.slice(mount.folder.length));
  }
}

function complaint(late: Party, parties: readonly Party[], pod: Pod): PodReport | undefined {
  const { container, mount, user } = late;
  if (user === undefined || overridesModes(container, user)) return undefined;
  for (const early of parties) {
    const other = early.container;
    if (other === container || early.user === undefined || early.user === user) continue;
    const first = pod.containers.indexOf(other) < pod.containers.indexOf(container);
    const secret = (first || container.longRunning) && late.meets(early) ? keepsPrivate(early) : undefined;
    const both = first && !opensFiles(early) && !opensFiles(late) ? late.alsoMadeBy(early) : undefined;
    if (secret === undefined && both === undefined) continue;
    const who = `it runs as user ${user}, and ${other.name} as user ${early.user}`;
    return {
      container,
      severity: secret?.sure && mount.readOnly ? 'error' : 'warning',
      path: mount.path,
      what:
        secret !== undefined
          ? `${who}, which lets nobody else read the files in volume "${mount.name}" (${secret.why})`
          : `${who}, and both write to ${both} in volume "${mount.name}"`,
      happens:
        secret !== undefined
          ? `Permission denied when ${container.name} opens a file in ${mount.folder}`
          : `Permission denied: ${both} belongs to ${other.name}, which makes it, and an fsGroup does not let others change it`,
      fix:
        secret !== undefined
          ? `run ${container.name} as user ${early.user} too: no fsGroup opens what its owner keeps to itself`
          : `run both as one user: set the same securityContext.runAsUser in ${other.name} and ${container.name}`,
    };
  }
  return undefined;
}

/** The user in the end: an entrypoint that starts as root may step down. */
function userOf(container: Container): number | undefined {
  const { image, runAsUser } = container;
  const facts = image?.facts;
  const start = runAsUser ?? container.user;
  if (start === 0 && (facts?.dropsPrivileges || facts?.umask) && runsEntrypoint(container)) return facts.user;
  return start ?? (facts?.imageUser ? facts.user : undefined);
}

/** Root may do everything to files as long as it has the capability for that. */
function overridesModes(container: Container, user: number): boolean {
  if (user !== 0) return false;
  const dropped = (textsOf(dataOf(container.securityContext['capabilities'])['drop']) ?? []).map((name) =>
    name.toUpperCase(),
  );
  const added = container.addedCapabilities;
  const kept = !dropped.includes('ALL') || added.includes('DAC_OVERRIDE') || added.includes('ALL');
  return container.privileged || (kept && !dropped.includes('DAC_OVERRIDE'));
}

/** Why others cannot read what it writes into the volume. */
function keepsPrivate(party: Party): { why: string; sure: boolean } | undefined {
  const { container, mount } = party;
  const facts = container.image?.facts;
  if (!mount.writable) return undefined;
  const isHere = (path: string) => container.mountAt(path) === mount;
  if (facts?.umask?.endsWith('77') && runsEntrypoint(container) && facts.dataPaths?.some(isHere)) {
    if (container.env.some(({ value }) => GROUP_ACCESS.test(value ?? ''))) return undefined;
    return { why: `umask ${facts.umask} in ${container.image!.text}`, sure: true };
  }
  const strict = commandsOf(container).find(([program, mask]) => program === 'umask' && /^0*77$/.test(mask ?? ''));
  if (!strict || !container.script || opensFiles(party)) return undefined;
  return writesTo(container.script.text).some(isHere) ? { why: `umask ${strict[1]}`, sure: false } : undefined;
}

/** What initdb is told to let the group of the data folder read it. */
const GROUP_ACCESS = /(?:^|\s)(?:-g|--allow-group-access)(?:\s|$)/;
const OPENING = ['chgrp', 'chmod', 'chown', 'install', 'rm', 'setfacl'];

/** It gives files away, opens them to others, or makes them anew. */
function opensFiles({ container }: Party): boolean {
  return commandsOf(container).some(([program = '', ...words]) => {
    if (program === 'umask') return /^0*[02]?$/.test(words[0] ?? '');
    return (
      OPENING.includes(program.slice(program.lastIndexOf('/') + 1)) ||
      words.some((word) => /^--?m(ode)?(=|$)/.test(word))
    );
  });
}

function madeBy(container: Container): { folders: string[]; files: string[] } {
  const folders: string[] = [];
  const files: string[] = [];
  for (const { words, redirects } of simplesIn(container)) {
    const [program, ...rest] = words.map((word) => literal(word));
    const absolute = rest.filter((word): word is string => word?.startsWith('/') === true);
    if (program === 'mkdir') folders.push(...absolute);
    if (program === 'touch' || program === 'tee' || program === 'truncate') files.push(...absolute);
    if (program === 'cp') files.push(...absolute.slice(-1));
    for (const { operator, target } of redirects) {
      const path = operator.includes('>') ? literal(target) : undefined;
      if (path?.startsWith('/')) files.push(path);
    }
  }
  return { folders, files };
}

function commandsOf(container: Container): string[][] {
  return [...simplesIn(container)].map(({ words }) => words.map(({ text }) => text));
}

function simplesIn({ script }: Container) {
  return simplesOf((script && readScript(script.text)) ?? []);
}
