import { KubeObject } from '../../model/kube-object';
import { ManifestSet } from '../../model/manifest-set';
import { Data, dataOf, isData, listOf, nearest, numberOf, Path, textOf } from '../../model/values';
import { hasPlainPorts, missingService, portsText } from '../backends';
import { ObjectReport, setRule } from '../rule';

const GROUP = 'gateway.networking.k8s.io';
const KINDS = ['HTTPRoute', 'GRPCRoute'];

interface Reference {
  readonly data: Data;
  readonly path: Path;
}

/**
 * A route names Services and Gateways, also of other namespaces, which have to agree. What is wrong is written to the
 * status of the route, where nobody looks, and the Gateway answers 500.
 */
export const routeBackend = setRule(
  {
    id: 'route-backend',
    severity: 'error',
    title: 'an HTTPRoute leads to a Service, port or Gateway that is not there',
    sources: [
      'https://gateway-api.sigs.k8s.io/api-types/httproute/',
      'https://gateway-api.sigs.k8s.io/api-types/referencegrant/',
      'https://github.com/kubernetes-sigs/gateway-api/blob/v1.3.0/apis/v1/httproute_types.go',
    ],
  },
  function* (set, { complete }) {
    const routes = KINDS.flatMap((kind) => set.all(kind, GROUP));
    const grants = new Map<string, KubeObject[]>();
    for (const grant of routes.length > 0 ? set.all('ReferenceGrant', GROUP) : []) {
      const here = grants.get(grant.namespace ?? '');
      if (here) here.push(grant);
      else grants.set(grant.namespace ?? '', [grant]);
    }
    for (const route of routes) {
      for (const backend of backendsOf(route)) yield* checkBackend(set, route, backend, grants, complete);
      for (const parent of referencesIn(route.spec['parentRefs'], ['spec', 'parentRefs'])) {
        yield* checkParent(set, route, parent, complete);
      }
    }
  },
);

function* checkBackend(
  set: ManifestSet,
  object: KubeObject,
  { data, path }: Reference,
  grants: ReadonlyMap<string, readonly KubeObject[]>,
  complete: boolean,
): Iterable<ObjectReport> {
  const name = textOf(data['name']);
  if (name === undefined || (data['kind'] ?? 'Service') !== 'Service' || (data['group'] ?? '') !== '') return;
  const namespace = textOf(data['namespace']) ?? object.namespace;
  const service = set.service(name, namespace);
  if (numberOf(data['port']) === undefined) {
    yield {
      object,
      path,
      what: `it names no port of Service ${name}`,
      happens: 'The API server rejects it: Must have port for Service reference',
      fix: `add port with the number of a port of the Service${service ? `: ${portsText(service)}` : ''}`,
    };
  } else if (service && hasPlainPorts(service) && !service.ports.some(({ port }) => port === data['port'])) {
    const meant = service.ports.find(({ target }) => target === data['port'])?.port;
    yield {
      object,
      path: [...path, 'port'],
      what: `it leads to port ${numberOf(data['port'])} of Service ${name}, whose ports are: ${portsText(service)}`,
      happens: 'ResolvedRefs=False (BackendNotFound), and the Gateway answers 500',
      fix:
        meant === undefined
          ? `name a port of the Service: ${portsText(service)}`
          : `write port: ${meant}, the port of the Service, which leads to ${numberOf(data['port'])}`,
    };
  }
  const report = service ? undefined : missingService(set, object, name, namespace, [...path, 'name'], complete);
  if (report) yield { ...report, happens: 'ResolvedRefs=False (BackendNotFound), and the Gateway answers 500' };

  const from = object.namespace;
  if (namespace === undefined || from === undefined || namespace === from) return;
  const granted = (grants.get(namespace) ?? []).some(({ spec }) => isGranted(spec, object.kind, from, name));
  if (granted || (!complete && !service)) return;
  yield {
    object,
    severity: complete ? 'error' : 'warning',
    path: [...path, 'namespace'],
    what: `it leads to Service ${name} of namespace ${namespace}, and no ReferenceGrant there allows that`,
    happens: 'ResolvedRefs=False (RefNotPermitted), and the Gateway answers 500',
    fix: `add a ReferenceGrant to namespace ${namespace}, from ${object.kind} of ${from} to Service`,
  };
}

function isGranted(spec: Data, kind: string, namespace: string, name: string): boolean {
  const from = listOf(spec['from']).map(dataOf);
  const to = listOf(spec['to']).map(dataOf);
  return (
    from.some((one) => one['group'] === GROUP && one['kind'] === kind && one['namespace'] === namespace) &&
    to.some((one) => (one['group'] ?? '') === '' && one['kind'] === 'Service' && (one['name'] ?? name) === name)
  );
}

function* checkParent(
  set: ManifestSet,
  object: KubeObject,
  { data, path }: Reference,
  complete: boolean,
): Iterable<ObjectReport> {
  const name = textOf(data['name']);
  if (name === undefined || (data['kind'] ?? 'Gateway') !== 'Gateway' || (data['group'] ?? GROUP) !== GROUP) return;
  const namespace = textOf(data['namespace']) ?? object.namespace;
  const gateway = set.find('Gateway', GROUP, name, namespace);
  if (!gateway) {
    const meant = set.meant('Gateway', GROUP, name, namespace);
    const unsure = set.named('Gateway', GROUP, name).some((other) => !other.namespace || !namespace);
    if (unsure || (!complete && meant === undefined)) return;
    yield {
      object,
      severity: complete ? 'error' : 'warning',
      path: [...path, 'name'],
      what: `its parent is Gateway "${name}", which is not there${meant === undefined ? '' : `, but there is "${meant}"`}`,
      happens: 'No Gateway takes the route over, and its status stays empty',
      fix: meant === undefined ? 'add the Gateway, or name one that is there' : `write name: ${meant}`,
    };
    return;
  }
  const listeners = listOf(gateway.spec['listeners']).map(dataOf);
  const section = textOf(data['sectionName']);
  const port = numberOf(data['port']);
  const meant = listeners.filter(
    (one) => (section ?? one['name']) === one['name'] && (port ?? one['port']) === one['port'],
  );
  const names = listeners.slice(0, 10).flatMap((one) => textOf(one['name']) ?? []);
  if (listeners.length > 0 && meant.length === 0) {
    yield {
      object,
      path: nearest(object.data, [...path, section === undefined ? 'port' : 'sectionName']),
      what: `Gateway ${name} has no listener ${section === undefined ? `on port ${port}` : `"${section}"`}`,
      happens: 'Accepted=False (NoMatchingParent), and the Gateway answers 404',
      fix: `name a listener of the Gateway: ${names.join(', ')}`,
    };
    return;
  }
  const from = object.namespace;
  const closed = meant.every(
    (one) => (dataOf(dataOf(one['allowedRoutes'])['namespaces'])['from'] ?? 'Same') === 'Same',
  );
  if (meant.length === 0 || !closed || !from || !gateway.namespace || from === gateway.namespace) return;
  yield {
    object,
    path: nearest(object.data, [...path, 'namespace']),
    what: `Gateway ${gateway.namespace}/${name} takes routes of its own namespace only, and this one is in ${from}`,
    happens: 'Accepted=False (NotAllowedByListeners), and the Gateway answers 404',
    fix: 'set spec.listeners[].allowedRoutes.namespaces.from of the Gateway to All or Selector',
  };
}

function backendsOf({ spec }: KubeObject): Reference[] {
  return referencesIn(spec['rules'], ['spec', 'rules']).flatMap(({ data: rule, path }) => {
    const backends = referencesIn(rule['backendRefs'], [...path, 'backendRefs']);
    const owners = [{ data: rule, path }, ...backends];
    const mirrors = owners.flatMap((owner) =>
      referencesIn(owner.data['filters'], [...owner.path, 'filters']).flatMap((filter) => {
        const mirror = dataOf(filter.data['requestMirror'])['backendRef'];
        return isData(mirror) ? { data: mirror, path: [...filter.path, 'requestMirror', 'backendRef'] } : [];
      }),
    );
    return [...backends, ...mirrors];
  });
}

function referencesIn(list: unknown, path: Path): Reference[] {
  return listOf(list).flatMap((data, index) => (isData(data) ? { data, path: [...path, index] } : []));
}
