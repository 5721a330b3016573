import { isDeepStrictEqual } from 'node:util';
import { KubeObject } from '../../model/kube-object';
import { isPlaceholder } from '../../model/placeholder';
import { dataOf, textOf } from '../../model/values';
import { ObjectReport, setRule } from '../rule';

/**
 * Of two objects with one name the cluster has one. Those of different files are left alone: they may be alternatives, as
 * the same system is for two environments.
 */
export const duplicateObject = setRule(
  {
    id: 'duplicate-object',
    severity: 'error',
    title: 'two objects of one kind and name',
    sources: [
      'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
      'https://github.com/kubernetes-sigs/kustomize/blob/master/api/resmap/reswrangler.go',
    ],
  },
  function* (set, { unitOf }) {
    const seen = new Map<unknown, Map<string, KubeObject>>();
    for (const object of set.objects) {
      const id = idOf(object);
      if (id === undefined) continue;
      const unit = unitOf(object);
      const objects = seen.get(unit) ?? new Map<string, KubeObject>();
      seen.set(unit, objects);
      const first = objects.get(id);
      if (first) yield report(object, first);
      else objects.set(id, object);
    }
  },
);

function idOf({ data, group, kind, namespace = '' }: KubeObject): string | undefined {
  const name = textOf(dataOf(data['metadata'])['name']);
  if (!name || isPlaceholder(name) || isPlaceholder(namespace)) return undefined;
  return JSON.stringify([group, kind, namespace, name]);
}

function report(object: KubeObject, first: KubeObject): ObjectReport {
  const same = isDeepStrictEqual(object.data, first.data);
  return {
    object,
    path: ['metadata', 'name'],
    severity: same ? 'warning' : 'error',
    what: `there is another ${String(object)} before it${same ? ', which is the same' : ''}`,
    happens: `kubectl create says AlreadyExists, Helm and Kustomize refuse it, and kubectl apply ${
      same ? 'applies it twice' : 'replaces the first by the second'
    }`,
    fix: same ? 'leave one of them out' : 'give one of them another name, or make one object of the two',
  };
}
