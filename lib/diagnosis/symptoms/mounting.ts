import { Path } from '../../model/values';
import { kindOf, missingKey, missingObject } from '../missing';
import { ObservedPod } from '../observed-pod';
import { meaning, PodSymptom, Wording } from '../symptom';
import { oneLine, Verdict } from '../verdict';

interface Where {
  readonly pod: ObservedPod;
  readonly volume: string | undefined;
}

const REASONS = ['FailedMount', 'FailedAttachVolume', 'FailedMapVolume'];

/** A volume does not get to where the Pod is, so that no container is made. */
export const notMounted: PodSymptom = (pod) => {
  const waits = pod.containers.some(({ waiting }) =>
    /^(?:ContainerCreating|PodInitializing)$/.test(waiting?.reason ?? ''),
  );
  if (!waits || pod.containers.some(({ running, ending }) => running ?? ending)) return undefined;
  const failed = pod.events.filter(({ reason }) => REASONS.includes(reason));
  if (failed.length === 0) return undefined;
  // That it timed out is what follows from the others.
  const telling =
    failed.findLast(({ message }) => !/timed out waiting for the condition$/.test(message)) ?? failed.at(-1)!;
  const [, first, waitedFor] = /for volume "([^"]+)"|unmounted volumes=\[([^\] ]+)/.exec(telling.message) ?? [];
  const where = { pod, volume: first ?? waitedFor };
  const found = meaning(WORDINGS, where, telling.message) ?? {
    cause: `volume "${where.volume ?? '?'}" cannot be mounted: ${oneLine(telling.message.replace(/^.*?" : /, ''), 200)}`,
    fix: 'correct what the message names',
    path: volumePath(where),
  };
  return { ...found, evidence: [telling.toString()] };
};

/**
 * In the words of the kubelet's volume plugins.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/volume/configmap/configmap.go
 */
const WORDINGS: readonly Wording<Where>[] = [
  {
    text: /references non-existent (config|secret) key: (\S+)/,
    means: ({ pod, volume }, [, kind, key]) =>
      missingKey(pod, kind === 'secret' ? 'Secret' : 'ConfigMap', sourceOf(pod, volume), key),
  },
  {
    text: /(configmap|secret|persistentvolumeclaim) "([^"]+)" not found/i,
    means: ({ pod }, [, kind, name]) => missingObject(pod, kindOf(kind), name),
  },
  {
    text: /Multi-Attach error|already (?:exclusively )?(?:attached|used by)/i,
    means: (where) => ({
      cause: 'its volume is attached to another node, where a Pod still uses it',
      rule: 'claim-mounted-by-many',
      fix: 'use one replica with strategy Recreate, a claim of its own for each Pod (a StatefulSet), or access mode ReadWriteMany',
      path: volumePath(where),
    }),
  },
  {
    text: /hostPath type check failed: (\S+) is not (.+)/,
    means: (where, [, path, kind]) => ({
      cause: `${path} of the node is not ${kind.trim()}`,
      fix: 'name a path that the nodes have, or set hostPath.type to DirectoryOrCreate',
      path: [...volumePath(where), 'hostPath'],
    }),
  },
  {
    text: /failed to sync (configmap|secret) cache|object "[^"]*"\/"[^"]*" not registered/i,
    means: (where) => ({
      cause: 'the kubelet has not read the ConfigMap or Secret of a volume yet',
      fix: 'wait a minute; if it stays so, see whether the node reaches the API server',
      path: volumePath(where),
    }),
  },
  {
    text: /driver name (\S+) not found in the list of registered CSI drivers/,
    means: (where, [, driver]) => ({
      cause: `the node has no CSI driver ${driver}`,
      fix: 'install the driver on the nodes, or use a StorageClass of another one',
      path: volumePath(where),
    }),
  },
];

function volumePath({ pod, volume }: Where): Path {
  return pod.workload.pod.volume(volume)?.path ?? pod.path('volumes');
}

/** The ConfigMap or Secret of a volume; a projected one may have several. */
function sourceOf(pod: ObservedPod, volume: string | undefined): string | undefined {
  const source = pod.workload.pod.volume(volume)?.source;
  const name = source?.['name'] ?? source?.['secretName'];
  return typeof name === 'string' ? name : undefined;
}

/** The Pod has no network to put its containers in. */
export const noSandbox: PodSymptom = (pod) => {
  const failed = pod.event('FailedCreatePodSandBox');
  const started = pod.containers.some(({ running, ending, stuck }) => running ?? ending ?? stuck);
  if (!failed || started) return undefined;
  const verdict: Verdict = /sysctl/i.test(failed.message)
    ? {
        cause: 'a sysctl of the Pod cannot be set on its node',
        fix: 'leave the sysctl out, or allow it on the nodes (allowedUnsafeSysctls)',
        path: pod.path('securityContext', 'sysctls'),
      }
    : {
        cause: 'the node cannot make the network of the Pod',
        fix: 'look at the network plugin of the cluster (its Pods in kube-system) and at the runtime of the node',
      };
  return { ...verdict, evidence: [failed.toString()] };
};
