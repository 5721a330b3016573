import { KubeObject } from '../../model/kube-object';
import { ManifestSet } from '../../model/manifest-set';
import { Pod } from '../../model/pod';
import { dataOf, isData, listOf, nearest, numberOf, Path, textOf, textsOf } from '../../model/values';
import { Volume } from '../../model/volume';
import { Workload } from '../../model/workload';
import { ObjectReport, setRule } from '../rule';

/**
 * ReadWriteOnce is for one node, ReadWriteOncePod for one Pod. Several Pods of a workload are spread over nodes, and a
 * rolling update starts the new Pod before it ends the old one.
 */
export const claimMountedByMany = setRule(
  {
    id: 'claim-mounted-by-many',
    severity: 'error',
    title: 'several Pods mount a claim that one node can mount',
    sources: [
      'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
      'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy',
      'https://github.com/GoogleCloudPlatform/kubernetes-engine-samples/issues/90',
    ],
  },
  function* (set) {
    const scaled = scaledWorkloads(set);
    const first = new Map<KubeObject, Workload>();
    for (const workload of set.workloads) {
      for (const use of usesOf(workload, set)) {
        if (workload.replicas === 0 || (!use.onePod && staysTogether(workload.pod))) continue;
        const other = first.get(use.claim);
        if (!other) first.set(use.claim, workload);
        const report = sharedWithOther(use, workload, other) ?? sharedByItsPods(use, workload, scaled);
        if (report) yield report;
      }
    }
  },
);

interface Use {
  readonly claim: KubeObject;
  readonly volume: Volume;
  /** Only one Pod may use the claim, not one node. */
  readonly onePod: boolean;
}

function usesOf({ object, pod }: Workload, set: ManifestSet): Use[] {
  return pod.volumes.flatMap((volume) => {
    const name = textOf(volume.type === 'persistentVolumeClaim' ? volume.source['claimName'] : undefined);
    const claim = name === undefined ? undefined : set.find('PersistentVolumeClaim', '', name, object.namespace);
    const modes = textsOf(claim?.spec['accessModes']) ?? [];
    const onePod = modes.includes('ReadWriteOncePod');
    const narrow = modes.length > 0 && modes.every((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod');
    return claim && narrow ? { claim, volume, onePod } : [];
  });
}

function sharedWithOther({ claim, volume, onePod }: Use, { object }: Workload, other: Workload | undefined) {
  if (!other || other.object === object) return undefined;
  return report(
    object,
    onePod,
    [...volume.path, 'persistentVolumeClaim', 'claimName'],
    `the Pods of ${other.object.toString()} mount the claim "${claim.name}" as well, which is ${mode(onePod)}`,
    'let only one of the two mount it, keep their Pods on one node with a required podAffinity, or make the claim ReadWriteMany if its storage class can',
  );
}

function sharedByItsPods(use: Use, workload: Workload, scaled: ReadonlySet<string>): ObjectReport | undefined {
  const { object, kind, replicas = 1 } = workload;
  const { claim, volume, onePod } = use;
  const autoscaled = scaled.has(`${kind}/${object.namespace ?? ''}/${object.name}`);
  if (kind === 'DaemonSet' || replicas > 1 || autoscaled) {
    const number = kind === 'DaemonSet' ? 'a Pod on every node' : autoscaled ? 'an autoscaler' : `${replicas} replicas`;
    const fix =
      kind === 'StatefulSet'
        ? 'give each Pod a claim of its own with volumeClaimTemplates'
        : 'run one replica, or make the claim ReadWriteMany if its storage class can';
    return report(
      object,
      onePod,
      [...volume.path, 'persistentVolumeClaim', 'claimName'],
      `it has ${number}, and all its Pods mount the claim "${claim.name}", which is ${mode(onePod)}`,
      fix,
    );
  }
  if (kind !== 'Deployment' || !startsNewFirst(object)) return undefined;
  return report(
    object,
    onePod,
    nearest(object.data, ['spec', 'strategy', 'type']),
    `a rolling update starts a second Pod with the claim "${claim.name}", which is ${mode(onePod)}`,
    'set spec.strategy.type to Recreate, so that the old Pod ends first',
  );
}

function report(object: KubeObject, onePod: boolean, path: Path, what: string, fix: string): ObjectReport {
  return {
    object,
    severity: onePod ? 'error' : 'warning',
    path,
    what,
    happens: onePod
      ? 'Pending: node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode'
      : 'On another node than the first, a Pod stays in ContainerCreating: Multi-Attach error for volume, Volume is already used by pod(s)',
    fix,
  };
}

function mode(onePod: boolean): string {
  return onePod ? 'ReadWriteOncePod' : 'ReadWriteOnce';
}

/** Whether an update starts a Pod before the old one of a single replica ends, as it does by default. */
function startsNewFirst({ spec }: KubeObject): boolean {
  const strategy = dataOf(spec['strategy']);
  if (strategy['type'] === 'Recreate') return false;
  const { maxSurge, maxUnavailable } = dataOf(strategy['rollingUpdate']);
  const none = (value: unknown) => value === 0 || value === '0' || value === '0%';
  return !none(maxSurge) && (numberOf(maxUnavailable) ?? 0) < 1 && maxUnavailable !== '100%';
}

/** All its Pods are on one node by its own words. */
function staysTogether({ spec }: Pod): boolean {
  const together = dataOf(dataOf(spec['affinity'])['podAffinity'])['requiredDuringSchedulingIgnoredDuringExecution'];
  return (
    textOf(spec['nodeName']) !== undefined ||
    'kubernetes.io/hostname' in dataOf(spec['nodeSelector']) ||
    listOf(together).some((term) => isData(term) && term['topologyKey'] === 'kubernetes.io/hostname')
  );
}

/** What an autoscaler may run more than one Pod of. */
function scaledWorkloads(set: ManifestSet): ReadonlySet<string> {
  const scaled = new Set<string>();
  for (const { spec, namespace } of set.all('HorizontalPodAutoscaler', 'autoscaling')) {
    const { kind, name } = dataOf(spec['scaleTargetRef']);
    if ((numberOf(spec['maxReplicas']) ?? 0) > 1) scaled.add(`${textOf(kind)}/${namespace ?? ''}/${textOf(name)}`);
  }
  return scaled;
}
