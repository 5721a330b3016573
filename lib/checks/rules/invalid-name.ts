import { KubernetesVersion } from '../../kubernetes-version';
import { Container } from '../../model/container';
import { KubeObject } from '../../model/kube-object';
import {
  HTTP_HOST,
  IP_ADDRESS,
  KEY,
  LABEL,
  NameForm,
  PORT,
  SEARCH_DOMAIN,
  SHORT_NAME,
  STARTS_WITH_LETTER,
  SUBDOMAIN,
  TLS_HOST,
  VALUE,
  WORKLOAD_NAME,
} from '../../model/name-forms';
import { isPlaceholder } from '../../model/placeholder';
import { Pod } from '../../model/pod';
import { Data, dataOf, listOf, Path, textOf } from '../../model/values';
import { CheckContext, ObjectReport, setRule } from '../rule';

/** Names become file names, DNS names and label values, so the API server is strict about them. */
export const invalidName = setRule(
  {
    id: 'invalid-name',
    severity: 'error',
    title: 'a name that the API server rejects',
    sources: [
      'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
      'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go',
      'https://github.com/kubernetes/kubernetes/issues/64023',
    ],
  },
  function* (set, context) {
    for (const object of set.objects) {
      yield* ofObject(object, context);
      yield* ofLabels(object, dataOf(object.data['metadata']), ['metadata']);
      if (object.group === '' && object.kind === 'Service') yield* ofServicePorts(object);
      if (object.group === '' && object.kind === 'PersistentVolumeClaim') yield* ofClaim(object, object.spec, ['spec']);
      if (object.group === 'networking.k8s.io' && object.kind === 'Ingress') yield* ofHosts(object);
    }
    for (const { object, pod, claimTemplates } of set.workloads) {
      if (pod.templatePath.length > 0) yield* ofLabels(object, pod.metadata, [...pod.templatePath, 'metadata']);
      for (const { name, path } of pod.volumes)
        yield* ofName(object, 'name of a volume', LABEL, name, [...path, 'name']);
      for (const { name, data, path } of claimTemplates) {
        yield* ofName(object, 'name of a volume', LABEL, name, [...path, 'metadata', 'name']);
        yield* ofClaim(object, dataOf(data['spec']), [...path, 'spec']);
      }
      yield* ofContainers(object, pod);
      yield* ofResolver(object, pod);
      yield* ofReferences(object, pod);
    }
  },
);

/** By group and kind; names of other kinds are left alone. */
const FORMS: { readonly [groupAndKind: string]: NameForm } = {
  '/Namespace': LABEL,
  '/Service': STARTS_WITH_LETTER,
  '/Pod': SUBDOMAIN,
  '/ConfigMap': SUBDOMAIN,
  '/Secret': SUBDOMAIN,
  '/ServiceAccount': SUBDOMAIN,
  '/PersistentVolumeClaim': SUBDOMAIN,
  'apps/Deployment': SUBDOMAIN,
  'apps/DaemonSet': SUBDOMAIN,
  'apps/ReplicaSet': SUBDOMAIN,
  'apps/StatefulSet': SHORT_NAME,
  'batch/Job': WORKLOAD_NAME,
  'batch/CronJob': SHORT_NAME,
  'networking.k8s.io/Ingress': SUBDOMAIN,
  'networking.k8s.io/NetworkPolicy': SUBDOMAIN,
  'autoscaling/HorizontalPodAutoscaler': SUBDOMAIN,
  'policy/PodDisruptionBudget': SUBDOMAIN,
};

/** From here on a feature gate lets the names of Services start with a digit. */
const SERVICES_LIKE_LABELS = KubernetesVersion.parse('1.34', 'invalid-name');
const LONGEST_SHOWN = 80;

function* ofObject(object: KubeObject, { version }: CheckContext) {
  const { name, namespace } = dataOf(object.data['metadata']);
  let form = FORMS[`${object.group}/${object.kind}`];
  if (form === STARTS_WITH_LETTER && version.atLeast(SERVICES_LIKE_LABELS)) form = LABEL;
  if (form) yield* ofName(object, `name of a ${object.kind}`, form, name, ['metadata', 'name']);
  yield* ofName(object, 'name of a namespace', LABEL, namespace, ['metadata', 'namespace']);
}

function* ofLabels(object: KubeObject, metadata: Data, path: Path) {
  for (const [key, value] of Object.entries(dataOf(metadata['labels']))) {
    const place = [...path, 'labels', key];
    yield* ofName(object, 'name of a label', KEY, key, place);
    yield* ofName(object, 'label value', VALUE, value, place);
  }
  for (const key of Object.keys(dataOf(metadata['annotations']))) {
    yield* ofName(object, 'name of an annotation', KEY, key.toLowerCase(), [...path, 'annotations', key]);
  }
}

function* ofServicePorts(object: KubeObject) {
  for (const [index, port] of listOf(object.spec['ports']).entries()) {
    yield* ofName(object, 'name of a port of a Service', LABEL, dataOf(port)['name'], ['spec', 'ports', index, 'name']);
  }
}

function* ofContainers(object: KubeObject, pod: Pod) {
  for (const container of pod.containers) {
    yield* ofName(object, 'name of a container', LABEL, container.name, [...container.path, 'name'], container);
    for (const [index, port] of listOf(container.data['ports']).entries()) {
      const path = [...container.path, 'ports', index, 'name'];
      yield* ofName(object, 'name of a port', PORT, dataOf(port)['name'], path, container);
    }
  }
}

function* ofClaim(object: KubeObject, spec: Data, path: Path) {
  yield* ofName(object, 'name of a storage class', SUBDOMAIN, spec['storageClassName'], [...path, 'storageClassName']);
}

function* ofHosts(object: KubeObject) {
  for (const [index, rule] of listOf(object.spec['rules']).entries()) {
    yield* ofName(object, 'host', HTTP_HOST, dataOf(rule)['host'], ['spec', 'rules', index, 'host']);
  }
  for (const [index, tls] of listOf(object.spec['tls']).entries()) {
    for (const [at, host] of listOf(dataOf(tls)['hosts']).entries()) {
      yield* ofName(object, 'host', TLS_HOST, host, ['spec', 'tls', index, 'hosts', at]);
    }
  }
}

/** What a Pod is called, and how it finds others by their names. */
function* ofResolver(object: KubeObject, { spec, path }: Pod) {
  yield* ofName(object, 'hostname', LABEL, spec['hostname'], [...path, 'hostname']);
  yield* ofName(object, 'subdomain', LABEL, spec['subdomain'], [...path, 'subdomain']);
  for (const [index, alias] of listOf(spec['hostAliases']).map(dataOf).entries()) {
    const place = [...path, 'hostAliases', index];
    yield* ofName(object, 'IP address of an alias', IP_ADDRESS, alias['ip'], [...place, 'ip']);
    for (const [at, name] of listOf(alias['hostnames']).entries()) {
      yield* ofName(object, 'name of an alias', SUBDOMAIN, name, [...place, 'hostnames', at]);
    }
  }
  const { nameservers, searches } = dataOf(spec['dnsConfig']);
  const place = [...path, 'dnsConfig'];
  for (const [index, server] of listOf(nameservers).entries()) {
    yield* ofName(object, 'IP address of a nameserver', IP_ADDRESS, server, [...place, 'nameservers', index]);
  }
  for (const [index, domain] of listOf(searches).entries()) {
    yield* ofName(object, 'search domain', SEARCH_DOMAIN, domain, [...place, 'searches', index]);
  }
}

/** What a Pod asks for by name, and that no other rule looks for. */
const REFERENCES: { readonly [field: string]: string } = {
  serviceAccountName: 'name of a ServiceAccount',
  priorityClassName: 'name of a PriorityClass',
  runtimeClassName: 'name of a RuntimeClass',
  nodeName: 'name of a node',
};

function* ofReferences(object: KubeObject, { spec, path }: Pod) {
  for (const [field, what] of Object.entries(REFERENCES)) {
    yield* ofName(object, what, SUBDOMAIN, spec[field], [...path, field]);
  }
  for (const [key, value] of Object.entries(dataOf(spec['nodeSelector']))) {
    const place = [...path, 'nodeSelector', key];
    yield* ofName(object, 'name of a label', KEY, key, place);
    yield* ofName(object, 'label value', VALUE, value, place);
  }
}

function* ofName(
  object: KubeObject,
  what: string,
  form: NameForm,
  value: unknown,
  path: Path,
  container?: Container,
): Iterable<ObjectReport> {
  const name = textOf(value);
  // What is missing is a matter of the schema.
  if (name === undefined || name === '' || isPlaceholder(name)) return;
  const tooLong = name.length > form.longest;
  if (!tooLong && form.allows(name)) return;
  const shown = name.length > LONGEST_SHOWN ? `${name.slice(0, LONGEST_SHOWN)}...` : name;
  // The API server takes it, and the controller then cannot make Pods with it.
  const noPods = object.kind === 'StatefulSet' && path.at(-1) === 'name' && path.length === 2 && form.allows(name);
  yield {
    object,
    ...(container && { container }),
    path,
    what: `"${shown}" is no valid ${what}${tooLong ? `: it has ${name.length} characters` : ''}`,
    happens: noPods
      ? 'FailedCreate: metadata.labels: Invalid value: must be no more than 63 characters; there are no Pods'
      : `The API server rejects it: Invalid value: "${shown}"`,
    fix: `use ${form.rule}`,
  };
}
