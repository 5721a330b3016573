import { Container } from '../../model/container';
import { NameIndex } from '../../model/name-index';
import { Pod } from '../../model/pod';
import { dataOf, listOf, Path, textOf } from '../../model/values';
import { podRule } from '../rule';

/** Mounts name volumes of their Pod; the claim templates of a StatefulSet are volumes too. */
export const volumeUndeclared = podRule(
  {
    id: 'volume-undeclared',
    severity: 'error',
    title: 'a mount of a volume that the Pod does not have',
    sources: [
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go',
      'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#volumes-1',
    ],
  },
  function* (pod) {
    const declared = declaredIn(pod);
    let names: NameIndex | undefined;
    for (const container of pod.containers) {
      for (const { name, path } of usesOf(container)) {
        if (declared.has(name)) continue;
        const meant = (names ??= new NameIndex(declared)).meant(name);
        yield {
          container,
          path,
          what: `it mounts the volume "${name}", which the Pod does not have`,
          happens: `The API server rejects it: name: Not found: "${name}"`,
          fix:
            meant === undefined
              ? `declare it, as an entry named "${name}" of the Pod's volumes`
              : `write "${meant}", a volume that the Pod has`,
        };
      }
    }
    yield* declaredTwice(pod);
  },
);

function declaredIn(pod: Pod): ReadonlySet<string> {
  return new Set([...pod.volumes, ...pod.workload.claimTemplates].map(({ name }) => name));
}

function usesOf(container: Container): { name: string; path: Path }[] {
  return (['volumeMounts', 'volumeDevices'] as const).flatMap((list) =>
    listOf(container.data[list]).flatMap((use, index) => {
      const name = textOf(dataOf(use)['name']);
      return name === undefined ? [] : [{ name, path: [...container.path, list, index, 'name'] }];
    }),
  );
}

function* declaredTwice(pod: Pod) {
  const seen = new Set<string>();
  for (const { name, path } of pod.volumes) {
    if (name !== '' && seen.has(name)) {
      yield {
        path: [...path, 'name'],
        what: `another volume of the Pod is named "${name}" as well`,
        happens: `The API server rejects it: name: Duplicate value: "${name}"`,
        fix: 'remove one of the two, or give it a name of its own',
      };
    }
    seen.add(name);
  }
}
