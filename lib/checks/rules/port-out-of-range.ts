import { KubeObject } from '../../model/kube-object';
import { Data, dataOf, listOf, Path } from '../../model/values';
import { ObjectReport, setRule } from '../rule';

/** Those of containers and probes are looked at by `value-out-of-range`, which needs nothing but the Pod. */
export const portOutOfRange = setRule(
  {
    id: 'port-out-of-range',
    severity: 'error',
    title: 'a port of a Service, Ingress or NetworkPolicy that no port can be',
    sources: [
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/networking/validation/validation.go',
    ],
  },
  function* (set) {
    for (const object of set.all('Service')) yield* ofService(object);
    for (const object of set.all('Ingress', 'networking.k8s.io')) yield* ofIngress(object);
    for (const object of set.all('NetworkPolicy', 'networking.k8s.io')) yield* ofPolicy(object);
  },
);

function* ofService(object: KubeObject): Iterable<ObjectReport> {
  for (const [port, path] of entries(object.spec, ['spec'], 'ports')) {
    yield* outside(object, port, path, ['port', 'targetPort']);
    if (port['nodePort'] !== 0) yield* outside(object, port, path, ['nodePort']);
  }
}

function* ofIngress(object: KubeObject): Iterable<ObjectReport> {
  yield* ofBackend(object, object.spec['defaultBackend'], ['spec', 'defaultBackend']);
  for (const [rule, path] of entries(object.spec, ['spec'], 'rules')) {
    for (const [route, at] of entries(dataOf(rule['http']), [...path, 'http'], 'paths')) {
      yield* ofBackend(object, route['backend'], [...at, 'backend']);
    }
  }
}

function* ofBackend(object: KubeObject, backend: unknown, path: Path): Iterable<ObjectReport> {
  const port = dataOf(dataOf(dataOf(backend)['service'])['port']);
  // As good as none.
  if (port['number'] !== 0) yield* outside(object, port, [...path, 'service', 'port'], ['number']);
}

function* ofPolicy(object: KubeObject): Iterable<ObjectReport> {
  for (const direction of ['ingress', 'egress']) {
    for (const [rule, path] of entries(object.spec, ['spec'], direction)) {
      for (const [port, at] of entries(rule, path, 'ports')) yield* outside(object, port, at, ['port', 'endPort']);
    }
  }
}

function entries(data: Data, path: Path, list: string): [Data, Path][] {
  return listOf(data[list]).map((entry, index) => [dataOf(entry), [...path, list, index]]);
}

/** Names are in order here, and what is no whole number is a matter of the schema. */
function* outside(object: KubeObject, data: Data, path: Path, fields: readonly string[]): Iterable<ObjectReport> {
  for (const field of fields) {
    const value = data[field];
    if (!Number.isInteger(value) || ((value as number) >= 1 && (value as number) <= 65535)) continue;
    yield {
      object,
      path: [...path, field],
      what: `${field} is ${value as number}`,
      happens: `The API server rejects it: ${field}: Invalid value: ${value as number}: must be between 1 and 65535, inclusive`,
      fix: 'write a number between 1 and 65535',
    };
  }
}
