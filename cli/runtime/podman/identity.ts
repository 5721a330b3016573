import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Data, dataOf } from '../../../lib/model/values';
import { Workload } from '../../../lib/model/workload';

/** What a Pod is called and carries once something has made it of a workload. */
export interface PodIdentity {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  readonly hostname: string;
  readonly subdomain: string | undefined;
  /** Undefined for a Pod that nothing has made. */
  readonly owner: Data | undefined;
  readonly createdAt: Date;
}

/** Without vowels, so that no words come out: the alphabet of Kubernetes. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const LONGEST_HOSTNAME = 63;

/** The Pod that a controller makes of the workload first. */
export function identityOf({ kind, object, pod }: Workload, random = randomText): PodIdentity {
  const base = object.name;
  const name = kind === 'Pod' ? podName(object, random) : kind === 'StatefulSet' ? `${base}-0` : `${base}-${random(5)}`;
  const { hostname, subdomain, serviceName } = { ...object.spec, ...pod.spec };
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  return {
    name,
    namespace: object.namespace ?? 'default',
    uid: randomUUID(),
    labels: new Map([...pod.labels, ...controllerLabels(kind, base, name)]),
    annotations: pod.annotations,
    hostname: (text(hostname) ?? name).slice(0, LONGEST_HOSTNAME).replace(/[-.]+$/, ''),
    subdomain: text(subdomain) ?? (kind === 'StatefulSet' ? text(serviceName) : undefined),
    owner: ownerOf(kind, object.apiVersion, base),
    createdAt: new Date(),
  };
}

function podName({ name, data }: Workload['object'], random: typeof randomText): string {
  return dataOf(data['metadata'])['name'] === undefined ? name + random(5) : name;
}

function controllerLabels(kind: string, base: string, name: string): [string, string][] {
  switch (kind) {
    case 'Deployment':
      return [['pod-template-hash', hashOf(base)]];
    case 'StatefulSet':
      return [
        ['apps.kubernetes.io/pod-index', '0'],
        ['statefulset.kubernetes.io/pod-name', name],
      ];
    case 'Job':
      return [
        ['batch.kubernetes.io/job-name', base],
        ['job-name', base],
      ];
    default:
      return [];
  }
}

function ownerOf(kind: string, apiVersion: string, base: string): Data | undefined {
  const owner = (api: string, of: string, name: string) => ({ apiVersion: api, kind: of, name, controller: true });
  switch (kind) {
    case 'Pod':
    case 'PodTemplate':
      return undefined;
    case 'Deployment':
      return owner(apiVersion, 'ReplicaSet', `${base}-${hashOf(base)}`);
    case 'CronJob':
      return owner(apiVersion, 'Job', `${base}-${Math.floor(Date.now() / 60_000)}`);
    default:
      return owner(apiVersion, kind, base);
  }
}

function hashOf(text: string): string {
  return lettersOf(createHash('sha256').update(text).digest().subarray(0, 10));
}

/** Undefined for a Pod without a subdomain. */
export function fullHostname({ hostname, subdomain, namespace }: PodIdentity): string | undefined {
  return subdomain === undefined ? undefined : `${hostname}.${subdomain}.${namespace}.svc.cluster.local`;
}

export function randomText(length: number): string {
  return lettersOf(randomBytes(length));
}

function lettersOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
