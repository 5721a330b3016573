import { Container } from '../../../lib/model/container';
import { KubeObject } from '../../../lib/model/kube-object';
import { ManifestSet } from '../../../lib/model/manifest-set';
import { parseQuantity } from '../../../lib/model/quantity';
import { dataOf, listOf, numberOf, textOf } from '../../../lib/model/values';
import { Volume } from '../../../lib/model/volume';
import { Workload } from '../../../lib/model/workload';
import { nodeFacts } from './node-facts';
import { serviceLimits } from './services/service-limits';
import { volumesOf } from './volumes/pod-volumes';
import { MADE_OF_OBJECTS } from './volumes/volume-files';

/** Kinds that are run, or that are read by what is run. */
const DONE = [
  'ConfigMap',
  'Secret',
  'Service',
  'Namespace',
  'ServiceAccount',
  'PersistentVolumeClaim',
  'NetworkPolicy',
];

/** What of the set is not done by running it with podman, a sentence each. */
export function limitsOf(objects: readonly KubeObject[], workloads: readonly Workload[]): string[] {
  const set = new ManifestSet(objects);
  return [
    ...workloads.flatMap(podLimits),
    ...workloads.flatMap((workload) =>
      volumesOf(workload.pod).flatMap((volume) => volumeLimit(workload, volume) ?? []),
    ),
    ...workloads.flatMap(({ pod }) => pod.containers.flatMap(containerLimits)),
    ...serviceLimits(set, workloads),
    ...setLimits(set, workloads),
  ].filter((limit, index, all) => all.indexOf(limit) === index);
}

function podLimits(workload: Workload): string[] {
  const { kind, replicas, object, pod } = workload;
  const limits: string[] = [];
  const say = (what: string) => limits.push(`${object.toString()} ${what}`);
  const { spec } = pod;
  const completions = numberOf(object.spec['completions']) ?? 1;
  if (kind === 'CronJob') say('runs once, now, and not by its schedule');
  else if (kind === 'DaemonSet') say('runs as one Pod');
  else if (replicas !== undefined && replicas !== 1) say(`runs as one Pod, not ${replicas}`);
  if (kind === 'Job' && completions > 1) say(`runs as one Pod, not ${completions}`);
  if (pod.hostNetwork) say('gets a network of its own, not that of the node');
  for (const field of ['hostPID', 'hostIPC']) if (spec[field] === true) say(`runs without ${field}`);
  for (const field of ['nodeSelector', 'affinity', 'topologySpreadConstraints', 'runtimeClassName', 'schedulerName']) {
    if (spec[field] !== undefined) say(`runs on this machine, whatever its ${field} asks for`);
  }
  if (spec['hostUsers'] === false) say('runs without a user namespace of its own');
  const { cores, memory } = nodeFacts();
  for (const [resource, there] of Object.entries({ cpu: cores, memory })) {
    const wanted = pod.regular.reduce(
      (sum, each) => sum + (parseQuantity(each.resource('requests', resource)) ?? 0),
      0,
    );
    if (wanted > there) say(`runs here all the same, though it requests more ${resource} than this machine has`);
  }
  if (spec['resources'] !== undefined) say('runs without the resources of the Pod as a whole');
  if (listOf(spec['readinessGates']).length > 0) say('is ready without its readinessGates');
  if (listOf(spec['imagePullSecrets']).length > 0) say('has its images pulled with the logins of podman, not its own');
  if (pod.securityContext['supplementalGroupsPolicy'] === 'Strict')
    say('gets the groups that the image gives its user');
  return limits;
}

function volumeLimit({ object, pod }: Workload, volume: Volume): string | undefined {
  const { name, type = '', source } = volume;
  if (pod.usersOf(name).length === 0 || type === 'emptyDir') return undefined;
  const where = `${object.toString()}, volume ${name}`;
  if (type === 'projected') {
    const token = listOf(source['sources']).some((each) => dataOf(each)['serviceAccountToken'] !== undefined);
    return token ? `${where}: there is no service account token in it` : undefined;
  }
  if (MADE_OF_OBJECTS.includes(type)) return undefined;
  return `${where}: an empty folder stands for the ${type}`;
}

const LIMITED = ['cpu', 'memory', 'ephemeral-storage'];

function containerLimits({ data, name, list, ports, securityContext, pod }: Container): string[] {
  const limits: string[] = [];
  const say = (what: string) => limits.push(`${pod.workload.object.toString()}, container ${name} ${what}`);
  const { requests, limits: most, claims } = dataOf(data['resources']);
  const resources = Object.keys({ ...dataOf(requests), ...dataOf(most) });
  for (const resource of resources) if (!LIMITED.includes(resource)) say(`runs without ${resource}`);
  if (listOf(claims).length > 0) say('runs without the devices that it claims');
  if (list === 'containers' && data['restartPolicy'] !== undefined) say("restarts by the Pod's restartPolicy");
  if (ports.some(({ hostPort }) => hostPort !== undefined)) say('has no port on the node');
  if (listOf(data['volumeDevices']).length > 0) say('gets no block devices');
  for (const field of ['seccompProfile', 'appArmorProfile']) {
    const profile = dataOf(securityContext[field] ?? pod.securityContext[field]);
    if (profile['type'] === 'Localhost')
      say(`runs with the default profile instead of ${textOf(profile['localhostProfile'])}`);
  }
  for (const field of ['seLinuxOptions', 'procMount']) {
    if ((securityContext[field] ?? pod.securityContext[field]) !== undefined) say(`runs without its ${field}`);
  }
  return limits;
}

function setLimits(set: ManifestSet, workloads: readonly Workload[]): string[] {
  const policies = [...new Set(workloads.flatMap((workload) => set.policiesOf(linked(set, workload))))];
  const others = set.objects.filter((object) => !DONE.includes(object.kind) && !Workload.of(object));
  const tokens = workloads.some(({ pod }) => pod.spec['automountServiceAccountToken'] !== false);
  return [
    ...(policies.length > 0
      ? [`Network policies are not enforced: ${namesOf(policies.map(({ object }) => object))}`]
      : []),
    ...storageLimits(workloads),
    ...(others.length > 0 ? [`Of no effect here: ${others.map(String).join(', ')}`] : []),
    ...(tokens ? ['There is no API server, and no service account token to talk to it'] : []),
  ];
}

/** Said once: it is the same for all. */
function storageLimits(workloads: readonly Workload[]): string[] {
  const limited = workloads.some(({ pod }) =>
    pod.containers.some((container) => container.resource('limits', 'ephemeral-storage') !== undefined),
  );
  return limited ? ['Limits of ephemeral-storage are not applied'] : [];
}

/** The same workload as the set knows it. */
function linked(set: ManifestSet, workload: Workload): Workload {
  return set.workloadOf(workload.object) ?? workload;
}

function namesOf(objects: readonly KubeObject[]): string {
  return objects.map(({ name }) => name).join(', ');
}
