import { commandLinesOf } from '../../model/command-lines';
import { Container } from '../../model/container';
import { KubeObject } from '../../model/kube-object';
import { ManifestSet } from '../../model/manifest-set';
import { Pod } from '../../model/pod';
import { dataOf, listOf, Path, textOf, textsOf } from '../../model/values';
import { ObjectReport, setRule } from '../rule';

/**
 * Without automountServiceAccountToken there is no token in the container, and programs that call the Kubernetes API find
 * neither who they are nor where it is.
 */
export const serviceAccountToken = setRule(
  {
    id: 'service-account-token',
    severity: 'error',
    title: 'a container that calls the API has no token',
    sources: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/',
      'https://github.com/kiwigrid/k8s-sidecar/blob/master/src/sidecar.py',
      'https://github.com/kubernetes/client-go/blob/master/rest/config.go',
    ],
  },
  function* (set) {
    let bound: ReadonlyMap<string, KubeObject> | undefined;
    for (const { object, pod } of set.workloads) {
      const path = switchedOff(pod, set);
      if (!path || pod.containers.some((container) => hasOwnToken(container))) continue;
      const reports = pod.containers.flatMap((container) => reportOf(object, container, path) ?? []);
      yield* reports;
      if (reports.length > 0) continue;
      const account = textOf(pod.spec['serviceAccountName']) ?? 'default';
      const binding = (bound ??= bindingsOf(set)).get(`${object.namespace ?? ''}/${account}`);
      if (binding && account !== 'default') {
        yield {
          object,
          path,
          severity: 'warning',
          what: `its ServiceAccount "${account}" is given rights by ${binding.toString()}, and its Pods get no token to use them with`,
          happens: HAPPENS,
          fix: `${FIX}, or remove the binding if nothing here calls the API`,
        };
      }
    }
  },
);

const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';
const HAPPENS = `open ${FOLDER}/token: no such file or directory`;
const FIX = 'set automountServiceAccountToken to true in the PodSpec';

/** Images that do nothing but call the API of the cluster they are in. */
const CALLERS = [
  'docker.io/kiwigrid/k8s-sidecar',
  'ghcr.io/kiwigrid/k8s-sidecar',
  'quay.io/jetstack/cert-manager-cainjector',
  'quay.io/jetstack/cert-manager-controller',
  'quay.io/kiwigrid/k8s-sidecar',
  'registry.k8s.io/autoscaling/cluster-autoscaler',
  'registry.k8s.io/descheduler/descheduler',
  'registry.k8s.io/external-dns/external-dns',
  'registry.k8s.io/ingress-nginx/controller',
  'registry.k8s.io/kube-state-metrics/kube-state-metrics',
  'registry.k8s.io/metrics-server/metrics-server',
];

/** Words that tell it to use other credentials. */
const OTHER_CREDENTIALS = /kubeconfig|^--?(?:master|server|apiserver|token)\b/i;

/** What switches the token off: the Pod's own word, else its ServiceAccount's. */
function switchedOff(pod: Pod, set: ManifestSet): Path | undefined {
  const said = pod.spec['automountServiceAccountToken'];
  if (said === false) return [...pod.path, 'automountServiceAccountToken'];
  const name = textOf(pod.spec['serviceAccountName']);
  if (said !== undefined || name === undefined) return undefined;
  const account = set.find('ServiceAccount', '', name, pod.workload.object.namespace);
  return account?.data['automountServiceAccountToken'] === false ? [...pod.path, 'serviceAccountName'] : undefined;
}

/** A token may be mounted by a volume, for those containers only that need it. */
function hasOwnToken(container: Container): boolean {
  return container.mounts.some(
    ({ folder, volume }) =>
      folder === FOLDER || listOf(volume?.source['sources']).some((source) => 'serviceAccountToken' in dataOf(source)),
  );
}

function reportOf(object: KubeObject, container: Container, path: Path): ObjectReport | undefined {
  const lines = commandLinesOf(container);
  const words = lines.flatMap((line) => line.map(({ text }) => text));
  if (container.env.some(({ name }) => name === 'KUBECONFIG') || words.some((word) => OTHER_CREDENTIALS.test(word))) {
    return undefined;
  }
  const repository = container.image?.reference?.repository ?? '';
  const known = CALLERS.includes(repository) && !container.command;
  const kubectl = lines.some(
    ([program, verb]) => /(?:^|\/)kubectl$/.test(program?.text ?? '') && !isOffline(verb?.text),
  );
  const named = [...words, ...container.env.map(({ value }) => value ?? '')].some((word) =>
    word.includes(`${FOLDER}/`),
  );
  if (!known && !kubectl && !named) return undefined;
  const what = known
    ? `${container.image!.text} calls the Kubernetes API`
    : kubectl
      ? 'it runs kubectl'
      : `it reads ${FOLDER}`;
  return {
    object,
    container,
    path,
    severity: known ? 'error' : 'warning',
    what: `${what}, and automountServiceAccountToken is false`,
    happens: known ? `CrashLoopBackOff: ${HAPPENS}` : HAPPENS,
    fix: FIX,
  };
}

function isOffline(verb: string | undefined): boolean {
  return verb === undefined || verb.startsWith('-') || ['completion', 'help', 'kustomize', 'version'].includes(verb);
}

/** The bindings by the ServiceAccount they are for. */
function bindingsOf(set: ManifestSet): ReadonlyMap<string, KubeObject> {
  const bound = new Map<string, KubeObject>();
  for (const kind of ['RoleBinding', 'ClusterRoleBinding']) {
    for (const binding of set.all(kind, 'rbac.authorization.k8s.io')) {
      if (!givesRights(binding, set)) continue;
      for (const subject of listOf(binding.data['subjects']).map(dataOf)) {
        const name = textOf(subject['name']);
        const namespace = textOf(subject['namespace']) ?? binding.namespace;
        if (subject['kind'] === 'ServiceAccount' && name !== undefined)
          bound.set(`${namespace ?? ''}/${name}`, binding);
      }
    }
  }
  return bound;
}

/** A right to use a security policy is for the Pod, not for what runs in it. */
function givesRights(binding: KubeObject, set: ManifestSet): boolean {
  const { kind, name } = dataOf(binding.data['roleRef']);
  const role = textOf(name) ?? '';
  if (role.startsWith('system:openshift:scc:')) return false;
  const rules = set.find(textOf(kind) ?? '', 'rbac.authorization.k8s.io', role, binding.namespace)?.data['rules'];
  if (!Array.isArray(rules)) return true;
  return rules.some((rule) => (textsOf(dataOf(rule)['verbs']) ?? []).some((verb) => verb !== 'use'));
}
