import { Held, Keys } from '../../model/held';
import { KubeObject } from '../../model/kube-object';
import { Reference, referencesOf } from '../../model/references';
import { dataOf, listOf, textOf } from '../../model/values';
import { Volume } from '../../model/volume';
import { Workload } from '../../model/workload';
import { CheckContext, ObjectReport, setRule } from '../rule';

/**
 * A Pod waits for what it names: nothing is created in its place. What is not among the manifests may be in the cluster,
 * so that only what the manifests themselves show to be a mistake is one, unless they are all there is.
 */
export const missingReference = setRule(
  {
    id: 'missing-reference',
    severity: 'error',
    title: 'a ConfigMap, Secret, claim or ServiceAccount that is not there',
    sources: [
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/kubelet/kubelet_pods.go',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/volume/configmap/configmap.go',
      'https://kubernetes.io/docs/concepts/configuration/configmap/#using-configmaps',
    ],
  },
  function* (set, context) {
    const held = new Held(set);
    for (const workload of set.workloads) {
      const { object, pod } = workload;
      for (const reference of referencesOf(pod)) {
        const keys = held.keysOf(reference.kind, reference.name, object.namespace);
        if (keys) yield* missingKeys(object, reference, keys);
        else yield* missingObject(object, reference, held, context);
      }
      yield* missingFiles(workload, held);
    }
  },
);

function* missingObject(object: KubeObject, reference: Reference, held: Held, context: CheckContext) {
  const { kind, name, container, path } = reference;
  if (ALWAYS_THERE.has(`${kind}/${name}`) || held.mayCome(kind, name, object.namespace)) return;
  const meant = held.meant(kind, name, object.namespace);
  if (meant === undefined && !context.complete) return;
  const sure = context.complete && reference.use !== 'pull';
  const report: ObjectReport = {
    object,
    ...(container && { container }),
    severity: sure ? 'error' : 'warning',
    path,
    what: `there is no ${kind} named "${name}" among the manifests${meant === undefined ? '' : `, but one named "${meant}"`}`,
    happens: absent(reference, object),
    fix:
      meant === undefined
        ? `add the ${kind}, or name one that is there`
        : `write "${meant}", or waive this if a ${kind} named "${name}" is in the cluster`,
  };
  yield report;
}

function* missingKeys(object: KubeObject, reference: Reference, keys: Keys): Iterable<ObjectReport> {
  const { kind, name, container } = reference;
  // Somebody fills the ones that come empty.
  if (keys.all.size === 0) return;
  const there = reference.use === 'env' ? keys.texts : keys.all;
  for (const key of reference.keys) {
    if (there.has(key.name)) continue;
    const meant = keys.meant(key.name);
    const wherever = `${object.namespace ?? 'default'}/${name}`;
    yield {
      object,
      ...(container && { container }),
      path: key.path,
      what: `the ${kind} "${name}" has no key "${key.name}"`,
      happens:
        reference.use === 'env'
          ? `CreateContainerConfigError: couldn't find key ${key.name} in ${kind} ${wherever}`
          : `FailedMount: references non-existent ${kind === 'Secret' ? 'secret' : 'config'} key: ${key.name}; the Pod stays in ContainerCreating`,
      fix: meant === undefined ? `name one of its keys: ${list(there)}` : `write "${meant}", a key that it has`,
    };
  }
}

/** A subPath of a ConfigMap or Secret is the name of a file in it; the kubelet makes a folder of what is not there. */
function* missingFiles({ object, pod }: Workload, held: Held): Iterable<ObjectReport> {
  const known = new Map<Volume, ReadonlySet<string>>();
  for (const container of pod.containers) {
    for (const mount of container.mounts) {
      const file = textOf(mount.data['subPath'])?.replace(/\/$/, '');
      if (file === undefined || file === '' || !mount.volume) continue;
      let files = known.get(mount.volume);
      if (!files) known.set(mount.volume, (files = filesOf(mount.volume, held, object.namespace)));
      if (files.size === 0 || files.has(file)) continue;
      yield {
        object,
        container,
        path: [...mount.path, 'subPath'],
        what: `the volume "${mount.name}" has no file "${file}"`,
        happens: `An empty folder is mounted at ${mount.folder}; where the image has a file there, the container does not start: Are you trying to mount a directory onto a file (or vice-versa)?`,
        fix: `name one of its files as the subPath: ${list(files)}`,
      };
    }
  }
}

/** The files of a ConfigMap or Secret as a volume, and the folders they are in; none where that is not known. */
function filesOf({ type, source }: Volume, held: Held, namespace: string | undefined): ReadonlySet<string> {
  if (type !== 'configMap' && type !== 'secret') return new Set();
  const items = listOf(source['items']).map((item) => textOf(dataOf(item)['path']) ?? '');
  if (items.length > 0) return new Set(items.flatMap(withFolders));
  const [kind, name] = type === 'secret' ? (['Secret', 'secretName'] as const) : (['ConfigMap', 'name'] as const);
  return held.keysOf(kind, textOf(source[name]) ?? '', namespace)?.all ?? new Set();
}

function withFolders(path: string): string[] {
  const parts = path.split('/', 10);
  return [path, ...parts.map((_, depth) => parts.slice(0, depth + 1).join('/'))];
}

function absent({ kind, name, use }: Reference, { namespace = 'default' }: KubeObject): string {
  const lower = kind.toLowerCase();
  switch (use) {
    case 'env':
      return `CreateContainerConfigError: ${lower} "${name}" not found`;
    case 'volume':
      return `FailedMount: ${lower} "${name}" not found; the Pod stays in ContainerCreating`;
    case 'claim':
      return `Pending: persistentvolumeclaim "${name}" not found`;
    case 'account':
      return `FailedCreate: error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found; there is no Pod`;
    case 'pull':
      return `FailedToRetrieveImagePullSecret: images that need it stay in ImagePullBackOff`;
  }
}

/** Made by the cluster or by what is commonly installed, in every namespace. */
const ALWAYS_THERE = new Set([
  'ServiceAccount/default',
  'ConfigMap/kube-root-ca.crt',
  'ConfigMap/openshift-service-ca.crt',
  'ConfigMap/istio-ca-root-cert',
]);

function list(names: Iterable<string>): string {
  const first: string[] = [];
  for (const name of names) {
    if (first.length === 8) return `${first.join(', ')}, ...`;
    first.push(name);
  }
  return first.join(', ');
}
