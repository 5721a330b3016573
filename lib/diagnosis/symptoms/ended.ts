import { Path } from '../../model/values';
import { ObservedPod } from '../observed-pod';
import { memoryLimitPath } from '../places';
import { meaning, PodSymptom, Wording } from '../symptom';
import { oneLine } from '../verdict';

/** The kubelet or a controller has ended the Pod as a whole, or does not take it. */
export const podEnded: PodSymptom = (pod) => {
  if (pod.phase !== 'Failed' || pod.reason === '') return undefined;
  const evidence = [oneLine(`status: ${[pod.reason, pod.message].filter(Boolean).join(': ')}`)];
  const wordings = pod.reason === 'Evicted' ? EVICTIONS : REFUSALS;
  const found = meaning(wordings, pod, pod.reason === 'Evicted' ? pod.message : pod.reason) ?? {
    cause: `the Pod was ended: ${pod.reason}${pod.message === '' ? '' : `, ${oneLine(pod.message, 200)}`}`,
    fix: 'see the message, and make the Pod anew',
  };
  return { ...found, evidence };
};

/** @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/kubelet/eviction/helpers.go */
const EVICTIONS: readonly Wording<ObservedPod>[] = [
  {
    text: /Usage of EmptyDir volume "([^"]+)" exceeds the limit "([^"]+)"/,
    means: (pod, [, name, limit]) => {
      const volume = pod.workload.pod.volume(name);
      const writers = pod.workload.pod.usersOf(name).filter(({ mount }) => mount.writable);
      const who = writers.length === 1 ? `${writers[0].container.name} wrote` : 'more was written';
      return {
        cause: `${who}${writers.length === 1 ? ' more' : ''} to emptyDir "${name}" than its sizeLimit of ${limit}`,
        rule: volume?.inMemory ? 'memory-volume-limit' : 'unbounded-volume',
        fix: `raise emptyDir.sizeLimit of "${name}", or let the writer remove or rotate what is old`,
        path: volume ? [...volume.path, 'emptyDir', 'sizeLimit'] : pod.path('volumes'),
      };
    },
  },
  {
    text: /Container (\S+) exceeded its local ephemeral storage limit "([^"]+)"/,
    means: (pod, [, name, limit]) => ({
      cause: `container "${name}" wrote more than its ephemeral-storage limit of ${limit}, its log included`,
      rule: 'unbounded-volume',
      fix: `raise resources.limits.ephemeral-storage of ${name}, or let it write less, or to a claim`,
      path: storagePath(pod, name),
    }),
  },
  {
    text: /Pod ephemeral local storage usage exceeds the total limit of containers (\S+?)\. /,
    means: (pod, [, limit]) => ({
      cause: `its containers together wrote more than their ephemeral-storage limits of ${limit}; emptyDirs and logs count`,
      rule: 'unbounded-volume',
      fix: 'raise resources.limits.ephemeral-storage, limit emptyDirs with sizeLimit, or let the containers write less',
      path: storagePath(pod, undefined),
    }),
  },
  {
    text: /node was low on resource: (\S+?)\.(?: .*?Container (\S+) was using (\S+), (?:request is (\S+?)|which exceeds its request of (\S+?))[,.] )?/,
    means: (pod, [, resource, name, used, request, exceeded]) => {
      const who = name === undefined ? '' : `: container "${name}" used ${used}, and requested ${request ?? exceeded}`;
      const { spec } = pod.containers.find((container) => container.name === name) ?? pod.containers[0] ?? {};
      const memory = resource === 'memory';
      return {
        cause: `its node ran out of ${resource}${who}`,
        rule: memory ? 'mixed-qos' : 'unbounded-volume',
        fix: memory
          ? `request as much memory as it needs, with a limit of the same: Pods that use more than they request are evicted first`
          : `request and limit ephemeral-storage, and let the containers write less to their disk`,
        path: !spec
          ? pod.path()
          : memory
            ? [...spec.path, 'resources', 'requests', 'memory']
            : storagePath(pod, spec.name),
      };
    },
  },
  {
    text: /node had condition: \[?([\w, ]+)\]?/,
    means: (pod, [, condition]) => ({
      cause: `its node did not take it, as it was in condition ${condition}`,
      fix: 'free what the node is short of, or add a node',
      path: pod.path(),
    }),
  },
];

/** @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/kubelet/lifecycle/predicate.go */
const REFUSALS: readonly Wording<ObservedPod>[] = [
  {
    text: /^SysctlForbidden$/,
    means: (pod) => ({
      cause: 'its node does not allow a sysctl of the Pod',
      fix: 'leave the sysctl out, or allow it on the nodes (allowedUnsafeSysctls); net.ipv4.ip_unprivileged_port_start needs Kubernetes 1.22',
      path: pod.path('securityContext', 'sysctls'),
    }),
  },
  {
    text: /^DeadlineExceeded$/,
    means: ({ workload }) => ({
      cause: 'it ran longer than its activeDeadlineSeconds',
      rule: workload.runsToCompletion ? 'job-never-completes' : undefined,
      fix: 'raise activeDeadlineSeconds, or see why the work is not done by then',
      path: deadlinePath(workload),
    }),
  },
  {
    text: /^OutOf(cpu|memory|pods|ephemeral-storage|\S+)$/,
    means: (pod, [, resource]) => ({
      cause: `its node had no ${resource} left for it when it came`,
      rule: 'requests-exceed-node',
      fix: 'request less, or leave the choice of the node to the scheduler: no nodeName',
      path: pod.path(),
    }),
  },
  {
    text: /^(?:NodeAffinity|NodeName|NodeUnschedulable|UnexpectedAdmissionError|InvalidNodeInfo|Pod\w+|Host\w+)$/,
    means: ({ reason }) => ({
      cause: `its node did not take it (${reason})`,
      fix: 'leave the choice of the node to the scheduler, and delete this Pod',
    }),
  },
  {
    text: /^(?:Terminated|NodeShutdown|Shutdown|NodeLost|Preempting)$/,
    means: ({ reason }) => ({
      cause: reason === 'Preempting' ? 'a Pod of higher priority took its place' : 'its node was shut down or lost',
      fix: 'let a Deployment or another workload make Pods anew, and delete this one',
    }),
  },
];

function storagePath(pod: ObservedPod, name: string | undefined): Path {
  const { containers } = pod.workload.pod;
  const limited = containers.find((container) => container.resource('limits', 'ephemeral-storage') !== undefined);
  const container = containers.find((each) => each.name === name) ?? limited ?? containers[0];
  return container ? [...memoryLimitPath(container).slice(0, -1), 'ephemeral-storage'] : pod.path();
}

function deadlinePath({ kind, pod }: ObservedPod['workload']): Path {
  if (kind === 'Job') return ['spec', 'activeDeadlineSeconds'];
  if (kind === 'CronJob') return ['spec', 'jobTemplate', 'spec', 'activeDeadlineSeconds'];
  return [...pod.path, 'activeDeadlineSeconds'];
}
