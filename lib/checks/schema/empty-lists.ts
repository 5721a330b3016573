import { KubeObject } from '../../model/kube-object';
import { Pod } from '../../model/pod';
import { dataOf, listOf, Path } from '../../model/values';
import { Report } from '../rule';

/**
 * Lists that no schema asks for or lets be as short as they like, and that the API server does not take without an entry.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go
 */
export function* emptyLists(object: KubeObject, pod: Pod | undefined): Iterable<Report> {
  if (pod && isEmpty(pod.spec['containers'])) yield report([...pod.path, 'containers'], 'add a container');
  if (object.group === '' && object.kind === 'Service') yield* ofService(object);
  if (object.group === 'networking.k8s.io' && object.kind === 'Ingress') {
    for (const [index, rule] of listOf(object.spec['rules']).entries()) {
      const path = ['spec', 'rules', index, 'http', 'paths'];
      if (isEmpty(dataOf(dataOf(rule)['http'])['paths'])) yield report(path, 'add a path, or leave out http');
    }
  }
}

/** Only what has no address of its own, or is a name for another one, needs no port. */
function* ofService({ data, spec }: KubeObject): Iterable<Report> {
  if (data['spec'] == null || spec['clusterIP'] === 'None' || spec['type'] === 'ExternalName') return;
  const { ports } = spec;
  if (ports == null)
    yield { ...report(['spec'], ADD_PORT), what: 'the Service has no ports', happens: rejects('ports') };
  else if (isEmpty(ports)) yield report(['spec', 'ports'], ADD_PORT);
}

const ADD_PORT = 'add the port that clients connect to; a Service without any has to have clusterIP: None';

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function report(path: Path, fix: string): Report {
  const field = String(path.at(-1));
  return { path, what: `${field} has no entry`, happens: rejects(field), fix };
}

function rejects(field: string): string {
  return `The API server rejects it: ${field}: Required value`;
}
