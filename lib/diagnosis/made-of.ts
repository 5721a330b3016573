import { KubeObject } from '../model/kube-object';
import { Data, dataOf, listOf, pairsOf, textOf } from '../model/values';
import { Workload } from '../model/workload';

interface Maker {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/**
 * What a Pod was made of, as far as the Pod itself tells: its own fields in the object that people write. Rules then judge
 * a Pod of a Job as a Job, and paths are those of the manifest.
 */
export function madeOf(pod: Data): Workload {
  const metadata = dataOf(pod['metadata']);
  const template = { metadata: { ...metadata, annotations: undefined }, spec: dataOf(pod['spec']) };
  const maker = makerOf(metadata);
  const { apiVersion, kind, name } = maker ?? { apiVersion: 'v1', kind: 'Pod', name: textOf(metadata['name']) ?? '' };
  const spec = kind === 'CronJob' ? { jobTemplate: { spec: { template } } } : { template };
  const object = {
    apiVersion,
    kind,
    metadata: { name, namespace: metadata['namespace'] },
    ...(maker ? { spec } : template),
  };
  return Workload.of(new KubeObject(object))!;
}

/** The one of the workloads that the Pod is a Pod of. */
export function makerAmong(objects: readonly KubeObject[], pod: Data): Workload | undefined {
  const metadata = dataOf(pod['metadata']);
  const maker = makerOf(metadata);
  const found = objects.find(
    ({ kind, name, namespace }) =>
      kind === maker?.kind && name === maker.name && (namespace ?? metadata['namespace']) === metadata['namespace'],
  );
  return found && Workload.of(found);
}

function makerOf(metadata: Data): Maker | undefined {
  const owners = listOf(metadata['ownerReferences']).map(dataOf);
  const owner = owners.find(({ controller }) => controller === true) ?? owners[0];
  const [apiVersion, kind, name] = [owner?.['apiVersion'], owner?.['kind'], owner?.['name']].map(textOf);
  if (apiVersion === undefined || kind === undefined || name === undefined) return undefined;
  const hash = pairsOf(metadata['labels']).get('pod-template-hash');
  switch (`${apiVersion.split('/')[0]}/${kind}`) {
    case 'apps/ReplicaSet':
      // A Deployment's ReplicaSet has the hash at the end of its name.
      return hash !== undefined && name.endsWith(`-${hash}`)
        ? { apiVersion, kind: 'Deployment', name: name.slice(0, -hash.length - 1) }
        : { apiVersion, kind, name };
    case 'batch/Job': {
      // A CronJob's Job has the minute of its schedule at the end of its name.
      const cron = /^(.+)-\d{8,}$/.exec(name);
      return cron ? { apiVersion, kind: 'CronJob', name: cron[1] } : { apiVersion, kind, name };
    }
    case 'apps/StatefulSet':
    case 'apps/DaemonSet':
      return { apiVersion, kind, name };
    default:
      return undefined;
  }
}
