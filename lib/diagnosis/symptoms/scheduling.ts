import { amountText } from '../../model/quantity';
import { requestOf } from '../../model/requests';
import { Path } from '../../model/values';
import { missingObject } from '../missing';
import { ObservedPod } from '../observed-pod';
import { meaning, PodSymptom, Wording } from '../symptom';
import { listed, oneLine, Verdict } from '../verdict';

/** No node takes the Pod. */
export const unscheduled: PodSymptom = (pod) => {
  const condition = pod.condition('PodScheduled');
  const event = pod.event('FailedScheduling');
  if (condition?.['status'] === 'True' || pod.workload.pod.spec['nodeName'] !== undefined || pod.phase !== 'Pending') {
    return undefined;
  }
  if (condition?.['reason'] === 'SchedulingGated') return gated(pod);
  if (condition?.['status'] !== 'False' && !event) return undefined;
  const said = typeof condition?.['message'] === 'string' ? condition['message'] : '';
  const message = said || (event?.message ?? '');
  const evidence = said === '' ? [event!.toString()] : [oneLine(`PodScheduled: ${said}`)];
  return { ...reasonOf(pod, message), evidence };
};

interface Where {
  readonly pod: ObservedPod;
  readonly message: string;
}

function reasonOf(pod: ObservedPod, message: string): Verdict {
  // What preemption would do repeats the same words.
  const own = message.split(/\. ?(?:preemption|no new claims)/)[0];
  return (
    meaning(WORDINGS, { pod, message: own }, own) ?? {
      cause: `no node takes the Pod: ${oneLine(own, 200) || 'the scheduler does not say why'}`,
      fix: 'change what keeps the nodes from taking it, or add one that does',
      path: pod.path(),
    }
  );
}

/**
 * In the words of the scheduler and its plugins.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/scheduler/framework/types.go
 */
const WORDINGS: readonly Wording<Where>[] = [
  {
    text: /persistentvolumeclaim "([^"]+)" not found/i,
    means: ({ pod }, [, name]) => missingObject(pod, 'PersistentVolumeClaim', name),
  },
  {
    text: /unbound immediate PersistentVolumeClaims|didn't find available persistent volumes|waiting for .*PersistentVolume/i,
    means: ({ pod }) => ({
      cause: 'a claim that it mounts is not bound: there is no volume for it',
      fix: 'look at the claim (kubectl describe pvc): name a StorageClass that the cluster has, or ask for a size and an access mode that a volume has',
      path: claimPath(pod),
    }),
  },
  { text: /Insufficient ([\w./-]+)/, means: insufficient },
  {
    text: /didn't have free ports for the requested pod ports/,
    means: ({ pod }) => ({
      cause: 'a port of the node that it asks for is taken on every node that could have it',
      rule: 'host-port-twice',
      fix: 'leave out hostPort, and use a Service to reach the Pod from outside',
      path: hostPortPath(pod),
    }),
  },
  {
    text: /node\(s\) had (?:untolerated )?taints?(?: \{([^}]*)\})?/,
    means: ({ pod, message }, [, taint]) => {
      const others = / Insufficient |didn't match/.test(message) ? ', and the rest do not fit' : '';
      const [key] = (taint ?? '').split(':');
      const pressure = /^node\.kubernetes\.io\/(?:not-ready|unreachable|.*-pressure)/.test(key.trim());
      return {
        cause: `the nodes have a taint${taint === undefined ? '' : ` {${taint.trim()}}`} that the Pod does not tolerate${others}`,
        fix: pressure
          ? 'see what is wrong with the node: kubectl describe node'
          : `add a toleration of ${key.trim() || 'it'} if the Pod belongs there, or a node without it`,
        path: pod.path('tolerations'),
      };
    },
  },
  {
    text: /didn't match Pod's node affinity\/selector|didn't match node selector/,
    means: ({ pod }) => ({
      cause: 'no node has the labels that the Pod asks for',
      fix: 'correct nodeSelector or nodeAffinity, or label a node',
      path: pod.path(pod.workload.pod.spec['nodeSelector'] === undefined ? 'affinity' : 'nodeSelector'),
    }),
  },
  {
    text: /pod (anti-)?affinity rules|topology spread constraints/,
    means: ({ pod }, [words]) => ({
      cause: `no node is left that its ${words.replace(/ rules$/, '')} allows`,
      fix: 'prefer instead of require (preferredDuringScheduling..., whenUnsatisfiable: ScheduleAnyway), or add a node',
      path: pod.path(/topology/.test(words) ? 'topologySpreadConstraints' : 'affinity'),
    }),
  },
  {
    text: /volume node affinity conflict|exceed max volume count|had no available volume zone/,
    means: ({ pod }, [words]) => ({
      cause: `the volume that it mounts cannot come to a node with room for it (${words})`,
      rule: 'claim-mounted-by-many',
      fix: 'make the claim anew with volumeBindingMode WaitForFirstConsumer, or add a node where the volume is',
      path: claimPath(pod),
    }),
  },
  {
    text: /Too many pods/,
    means: ({ pod }) => ({
      cause: 'the nodes have as many Pods as they may have',
      fix: 'add a node',
      path: pod.path(),
    }),
  },
  {
    text: /no nodes available|0\/0 nodes/,
    means: () => ({ cause: 'the cluster has no node', fix: 'add a node, or start the one that is there' }),
  },
];

function insufficient({ pod, message }: Where): Verdict {
  const lacking = [
    ...new Set([...message.matchAll(/Insufficient ([\w./-]+?)(?=[,.]?(?:\s|$))/g)].map(([, name]) => name)),
  ];
  const parts = lacking.map((name) => ({ name, request: requestOf(pod.workload.pod, name) }));
  const asked = parts.flatMap(({ name, request: { amount } }) =>
    amount > 0 ? [`${amountText(amount, name)} ${nameText(name)}`] : [],
  );
  const [first] = parts;
  const most = first?.request.largest;
  return {
    cause: `no node has enough ${listed(lacking.map(nameText))} left${asked.length > 0 ? `: the Pod requests ${listed(asked)} in all` : ''}`,
    rule: 'requests-exceed-node',
    fix: `request less${most ? `, first in ${most.name}, which takes most of it` : ''}, or add a node`,
    path: first?.request.path ?? pod.path(),
  };
}

function nameText(resource: string): string {
  return resource === 'cpu' ? 'CPU' : resource;
}

function gated(pod: ObservedPod): Verdict {
  return {
    cause: 'its scheduling is gated: something has to take the gates away first',
    evidence: ['PodScheduled: SchedulingGated'],
    fix: 'leave out schedulingGates, or see why the controller that they are for does not remove them',
    path: pod.path('schedulingGates'),
  };
}

function claimPath(pod: ObservedPod): Path {
  return (
    pod.workload.pod.volumes.find(({ type }) => type === 'persistentVolumeClaim')?.path ??
    pod.workload.claimTemplates[0]?.path ??
    pod.path('volumes')
  );
}

function hostPortPath(pod: ObservedPod): Path {
  for (const { ports } of pod.workload.pod.containers) {
    const port = ports.find(({ hostPort }) => hostPort !== undefined);
    if (port) return [...port.path, 'hostPort'];
  }
  return pod.path('hostNetwork');
}
