import { IngressBackend, ingressBackends } from '../../model/ingress';
import { KubeObject } from '../../model/kube-object';
import { ManifestSet } from '../../model/manifest-set';
import { dataOf, listOf, nearest, textOf } from '../../model/values';
import { hasPlainPorts, missingService, portsText } from '../backends';
import { ObjectReport, setRule } from '../rule';

/**
 * An Ingress names a Service of its namespace and one of the ports of that Service, which are not those of the Pods.
 * Nothing compares them but the controller, which answers with an error of its own.
 */
export const ingressBackend = setRule(
  {
    id: 'ingress-backend',
    severity: 'error',
    title: 'an Ingress leads to a Service or port that is not there',
    sources: [
      'https://kubernetes.io/docs/concepts/services-networking/ingress/',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/networking/validation/validation.go',
    ],
  },
  function* (set, { complete }) {
    for (const object of [...set.all('Ingress', 'networking.k8s.io'), ...set.all('Ingress', 'extensions')]) {
      for (const backend of ingressBackends(object)) yield* checked(set, object, backend, complete);
      yield* wildcards(object);
    }
  },
);

function* checked(
  set: ManifestSet,
  object: KubeObject,
  backend: IngressBackend,
  complete: boolean,
): Iterable<ObjectReport> {
  const { service: name, port, servicePath, portPath } = backend;
  // Some controllers take what is behind the name from an annotation.
  if (port === 'use-annotation') return;
  const service = set.service(name, object.namespace);
  if (!service) {
    const report = missingService(set, object, name, object.namespace, servicePath, complete);
    if (report) {
      yield { ...report, happens: 'The controller answers 404 or 503, or does not take the Ingress over' };
    }
    return;
  }
  if (port === undefined) {
    yield {
      object,
      path: nearest(object.data, portPath),
      what: `it names no port of Service ${name}`,
      happens: 'The API server rejects it: port name or number is required',
      fix: `add service.port.number with a port of the Service: ${portsText(service)}`,
    };
    return;
  }
  if (!hasPlainPorts(service) || service.ports.some((own) => own.port === port || own.name === port)) return;
  const meant = service.ports.find(({ target, port: number }) => target === port || String(number) === port);
  yield {
    object,
    path: portPath,
    what: `it leads to port ${port} of Service ${name}, whose ports are: ${portsText(service)}`,
    happens: 'The controller answers 503, or 404, for want of endpoints',
    fix:
      meant?.port === undefined
        ? `name a port of the Service: ${portsText(service)}`
        : `write port.number: ${meant.port}, the port of the Service${meant.target === port ? `, which leads to ${port}` : ''}`,
  };
}

/** With `Prefix` and `Exact` a star is a character like any other. */
function* wildcards(object: KubeObject): Iterable<ObjectReport> {
  if ([...object.annotations].some(([key, value]) => key.endsWith('/use-regex') && value === 'true')) return;
  for (const [index, rule] of listOf(object.spec['rules']).entries()) {
    for (const [position, item] of listOf(dataOf(dataOf(rule)['http'])['paths']).entries()) {
      const { path, pathType } = dataOf(item);
      if ((pathType !== 'Prefix' && pathType !== 'Exact') || !textOf(path)?.endsWith('/*')) continue;
      yield {
        object,
        severity: 'warning',
        path: ['spec', 'rules', index, 'http', 'paths', position, 'path'],
        what: `path "${textOf(path)}" ends with a star, and pathType is ${pathType}`,
        happens: 'The controller answers 404 for all other paths: the star means itself',
        fix: `write path: ${textOf(path)!.slice(0, -2) || '/'} with pathType: Prefix`,
      };
    }
  }
}
