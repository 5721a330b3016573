import { KubeObject } from '../model/kube-object';
import { dataOf, listOf, textOf } from '../model/values';
import { Diagnosis } from './diagnosis';
import { PodEvent, timeOf } from './pod-event';
import { meaning, Wording } from './symptom';
import { oneLine, Verdict } from './verdict';

const MAKERS = ['ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'ReplicationController'];

/** A workload that could not make its Pods: there is nothing else to look at. */
export function withoutPods(events: readonly PodEvent[], pods: readonly KubeObject[]): Diagnosis[] {
  const latest = new Map<string, PodEvent>();
  for (const event of events) {
    if (!MAKERS.includes(textOf(event.about['kind']) ?? '')) continue;
    const key = ['kind', 'namespace', 'name'].map((field) => textOf(event.about[field]) ?? '').join('/');
    if (event.reason === 'FailedCreate') latest.set(key, event);
    else if (event.reason === 'SuccessfulCreate') latest.delete(key);
  }
  return [...latest.values()].filter((event) => !hasPod(event, pods)).map(diagnosisOf);
}

/** Whether it could make one after all. */
function hasPod({ about, time }: PodEvent, pods: readonly KubeObject[]): boolean {
  return pods.some(({ data, namespace }) => {
    const metadata = dataOf(data['metadata']);
    const owners = listOf(metadata['ownerReferences']).map(dataOf);
    if (!owners.some(({ kind, name }) => kind === about['kind'] && name === about['name'])) return false;
    const made = timeOf(metadata['creationTimestamp']);
    return (namespace ?? about['namespace']) === about['namespace'] && (time ?? 0) <= (made ?? Infinity);
  });
}

function diagnosisOf(event: PodEvent): Diagnosis {
  const [kind, name, namespace] = ['kind', 'name', 'namespace'].map((field) => textOf(event.about[field]));
  const { cause, rule, fix, path = [] } = meaning(WORDINGS, event, event.message) ?? refused(event);
  const deployment = kind === 'ReplicaSet' ? /^(.+)-[a-z0-9]{6,10}$/.exec(name ?? '')?.[1] : undefined;
  return {
    kind: kind ?? '',
    name: name ?? '',
    ...(namespace !== undefined && { namespace }),
    state: event.reason,
    cause,
    evidence: [event.toString()],
    ...(rule !== undefined && { rule }),
    fix,
    object: deployment === undefined ? `${kind} ${name}` : `Deployment ${deployment}`,
    path: ['spec.template.spec', ...path].join('.'),
  };
}

/** In the words of the API server and its admission plugins. */
const WORDINGS: readonly Wording<PodEvent>[] = [
  {
    text: /violates PodSecurity "([^"]+)": (.*)/,
    means: (_, [, standard, what]) => ({
      cause: `its namespace enforces the Pod Security Standard ${standard}, which the Pod does not meet: ${oneLine(what, 200)}`,
      rule: 'namespace-refuses-pod',
      fix: 'set in the securityContext what the message names, or use a namespace with a lower standard',
      path: ['securityContext'],
    }),
  },
  {
    text: /serviceaccount "([^"]+)" not found/,
    means: (_, [, name]) => ({
      cause: `it runs as ServiceAccount "${name}", which is not there`,
      rule: 'missing-reference',
      fix: 'make the ServiceAccount in this namespace, or correct its name',
      path: ['serviceAccountName'],
    }),
  },
  {
    text: /exceeded quota: ([^,]+), (requested: .*)/,
    means: (_, [, quota, amounts]) => ({
      cause: `it would use more than ResourceQuota "${quota}" leaves: ${oneLine(amounts, 200)}`,
      fix: 'request less, or raise the quota',
      path: ['containers'],
    }),
  },
  {
    text: /failed quota: ([^:]+): must specify (\S+)/,
    means: (_, [, quota, fields]) => ({
      cause: `ResourceQuota "${quota}" wants each container to say ${fields.replaceAll('.', ' ')}`,
      fix: 'set these requests and limits in every container, or a LimitRange for the namespace',
      path: ['containers'],
    }),
  },
];

function refused({ message }: PodEvent): Verdict {
  return {
    cause: `the API server refuses its Pods: ${oneLine(message.replace(/^Error creating: /, ''), 200)}`,
    fix: 'correct what the message names',
  };
}
