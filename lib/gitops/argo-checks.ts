import { SidecarsError } from '../errors';
import { requireDnsLabel, requireDnsSubdomain } from '../names';
import { METADATA } from '../pod-shapes';
import {
  COUNT,
  DURATION,
  FLAG,
  LIST,
  made,
  NUMBER,
  OBJECT,
  oneOf,
  requireProps,
  requireShape,
  requireShapes,
  Shapes,
  TEXT,
  TEXTS,
} from '../shapes';
import { ArgoApplicationProps, ArgoDeletion, ArgoIgnoredDifference, ArgoRetryOptions } from './argo-application-props';
import { isGitRevision } from './git-revision';
import { isRepositoryUrl, lacksRepository, repositoryIn } from './repository-url';

/** Throws when Argo CD would take the Application for wrong, or find nothing by it. */
export function requireApplication(where: string, props: ArgoApplicationProps): void {
  requireProps(
    where,
    props,
    'An Application names a repository, a folder in it and a namespace',
    'pass { repoUrl, path, destinationNamespace } after the id',
  );
  for (const property of REQUIRED) requireShape(where, property, props[property], TEXT);
  requireShapes(where, props, OF_APPLICATIONS);
  requireSource(where, props);
  requireDestination(where, props);
  requireSync(where, props);
  if (props.retry) requireRetry(where, props.retry);
  for (const [index, ignored] of (props.ignoreDifferences ?? []).entries()) {
    requireIgnored(where, ignored, `ignoreDifferences[${index}]`);
  }
}

function requireSource(where: string, props: ArgoApplicationProps): void {
  const { repoUrl, path, targetRevision, include, exclude } = props;
  requireRepository(where, repoUrl);
  if (!/^[^/\\\s][^\\]*$/.test(path) || path.split('/').includes('..')) {
    throw new SidecarsError({
      where,
      what: `"${path}" is not a folder of the repository`,
      why: 'Argo CD takes paths from the root of the repository, with "/" between folders and without ".."',
      fix: 'pass the folder as Git lists it, such as dist/prod',
    });
  }
  for (const [property, value] of Object.entries({ targetRevision, include, exclude })) {
    if (value === undefined || value.trim() !== '') continue;
    throw new SidecarsError({
      where,
      what: `${property} is empty`,
      why: 'Argo CD would take it for not said',
      fix: 'leave it out, or pass a value',
    });
  }
  if (targetRevision !== undefined && !isGitRevision(targetRevision)) {
    throw new SidecarsError({
      where,
      what: `"${targetRevision}" is not a revision`,
      why: 'Git has no branch or tag of such a name, and Argo CD would find no commit by it',
      fix: 'pass the name of a branch or tag, or a commit, such as main or v1.2.0',
    });
  }
}

function requireRepository(where: string, repoUrl: string): void {
  if (!isRepositoryUrl(repoUrl)) {
    throw new SidecarsError({
      where,
      what: `"${repoUrl}" is not the URL of a repository`,
      why: 'Argo CD clones it from within its cluster, where neither folders nor names of your machine mean anything',
      fix: 'pass what Git clones, such as https://github.com/example/app.git or git@github.com:example/app.git',
    });
  }
  if (/^\w+:\/\/[^/@]*:[^/@]*@/.test(repoUrl)) {
    throw new SidecarsError({
      where,
      what: 'repoUrl has a password in it',
      why: 'It would be there for all who can read the YAML',
      fix: 'leave it out, and give Argo CD the credentials of the repository in a Secret of its own',
    });
  }
  if (lacksRepository(repoUrl)) {
    throw new SidecarsError({
      where,
      what: `"${repoUrl}" names an owner, and no repository of it`,
      why: 'Git would have nothing to clone',
      fix: `add the name of the repository, as in ${repoUrl.replace(/\/*$/, '')}/app.git`,
    });
  }
  const repository = repositoryIn(repoUrl);
  if (repository === undefined) return;
  throw new SidecarsError({
    where,
    what: `"${repoUrl}" is more than the URL of a repository`,
    why: 'Git clones a repository as a whole, and not by the address of a page or folder in it',
    fix: `pass ${repository} as repoUrl, and what comes after it as targetRevision and path`,
  });
}

function requireDestination(where: string, props: ArgoApplicationProps): void {
  const { project, destinationNamespace, destinationServer, destinationName } = props;
  if (project !== undefined) requireDnsSubdomain(where, 'project', project);
  requireDnsLabel(where, 'destinationNamespace', destinationNamespace);
  if (destinationServer !== undefined && destinationName !== undefined) {
    throw new SidecarsError({
      where,
      what: 'destinationServer and destinationName are both given',
      why: 'Argo CD refuses a destination that names its cluster twice',
      fix: 'leave one of them out',
    });
  }
  if (destinationServer !== undefined && !/^https?:\/\/[^/\s]/.test(destinationServer)) {
    throw new SidecarsError({
      where,
      what: `"${destinationServer}" is not the URL of an API server`,
      why: 'Argo CD knows a cluster by the URL of its API server, or by its name',
      fix: 'pass the URL, such as https://203.0.113.10:6443, or the name as destinationName',
    });
  }
}

function requireSync(where: string, props: ArgoApplicationProps): void {
  const { automated = true, syncOptions = [] } = props;
  const unheard = (['prune', 'selfHeal'] as const).find((property) => props[property] === true);
  if (!automated && unheard !== undefined) {
    throw new SidecarsError({
      where,
      what: `${unheard} is true, and automated is false`,
      why: 'Only automated syncs prune and heal by themselves',
      fix: `leave ${unheard} or automated out`,
    });
  }
  for (const option of syncOptions) {
    const [key] = /^\w+(?==[\w-]+$)/.exec(option) ?? [];
    if (key === undefined) {
      throw new SidecarsError({
        where,
        what: `"${option}" is not a sync option`,
        why: 'A sync option is a name and a value, and what Argo CD does not know it does not do',
        fix: 'write it as Argo CD lists it, such as ServerSideApply=true',
      });
    }
    if (key === 'CreateNamespace') {
      throw new SidecarsError({
        where,
        what: `the sync option ${option} is given`,
        why: 'There is an option of its own for it, and Argo CD would see both',
        fix: 'pass createNamespace',
      });
    }
  }
}

function requireRetry(where: string, retry: ArgoRetryOptions): void {
  requireShapes(where, retry, OF_RETRIES, 'retry');
  const { factor = 1, pause, maxPause } = retry;
  if (!Number.isInteger(factor) || factor < 1) {
    throw new SidecarsError({
      where,
      what: `retry.factor is ${factor}`,
      why: 'Argo CD takes whole numbers, and below 1 the pauses would be none',
      fix: 'pass 1 for pauses of one length, 2 for pauses that double',
    });
  }
  if (pause && maxPause && maxPause.toMilliseconds() < pause.toMilliseconds()) {
    throw new SidecarsError({
      where,
      what: 'retry.maxPause is shorter than retry.pause',
      why: 'No pause would be as long as the first is to be',
      fix: 'pass a longer maxPause',
    });
  }
}

function requireIgnored(where: string, ignored: ArgoIgnoredDifference, name: string): void {
  requireShapes(where, ignored, OF_DIFFERENCES, name);
  requireShape(where, `${name}.kind`, ignored.kind, TEXT);
  const { jsonPointers = [], jqPathExpressions = [], managedFieldsManagers = [] } = ignored;
  if (jsonPointers.length + jqPathExpressions.length + managedFieldsManagers.length === 0) {
    throw new SidecarsError({
      where,
      what: `${name} names no fields`,
      why: 'Nothing would be ignored',
      fix: "pass jsonPointers, such as ['/spec/replicas'], jqPathExpressions or managedFieldsManagers",
    });
  }
  const wrong = jsonPointers.find((pointer) => !pointer.startsWith('/'));
  if (wrong === undefined) return;
  throw new SidecarsError({
    where,
    what: `"${wrong}" is not a JSON pointer`,
    why: 'Argo CD would find no field by it',
    fix: `write it from the root of the object: /${wrong.replace(/^\$?\./, '').replaceAll('.', '/')}`,
  });
}

const REQUIRED = ['repoUrl', 'path', 'destinationNamespace'] as const;

const OF_APPLICATIONS: Shapes = {
  metadata: METADATA,
  targetRevision: TEXT,
  include: TEXT,
  exclude: TEXT,
  recurse: FLAG,
  project: TEXT,
  destinationServer: TEXT,
  destinationName: TEXT,
  createNamespace: FLAG,
  automated: FLAG,
  prune: FLAG,
  selfHeal: FLAG,
  retry: OBJECT,
  contents: made('a construct', 'node', () => 'pass the app or the chart'),
  ignoreDifferences: LIST,
  syncOptions: TEXTS,
  deletion: oneOf('ArgoDeletion', ArgoDeletion),
};

const OF_RETRIES: Shapes = { limit: COUNT, pause: DURATION, factor: NUMBER, maxPause: DURATION };

const OF_DIFFERENCES: Shapes = {
  kind: TEXT,
  group: TEXT,
  name: TEXT,
  namespace: TEXT,
  jsonPointers: TEXTS,
  jqPathExpressions: TEXTS,
  managedFieldsManagers: TEXTS,
};
