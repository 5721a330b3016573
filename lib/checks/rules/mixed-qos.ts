import { Container } from '../../model/container';
import { Pod } from '../../model/pod';
import { parseQuantity } from '../../model/quantity';
import { dataOf, Path } from '../../model/values';
import { podRule } from '../rule';

const RESOURCES = ['cpu', 'memory'] as const;

/**
 * A Pod is in the class Guaranteed only if every container is, init containers included: limits for CPU and memory, and
 * requests that are equal to them. One helper without takes it away from the container it was meant for.
 */
export const mixedQos = podRule(
  {
    id: 'mixed-qos',
    severity: 'warning',
    title: 'one container takes the Pod out of the Guaranteed class',
    sources: [
      'https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/v1/helper/qos/qos.go',
    ],
  },
  function* (pod) {
    const guaranteed = pod.regular.find(isMeant);
    if (!guaranteed || hasPodResources(pod)) return;
    for (const container of pod.containers) {
      const lacks = lacksOf(container);
      if (lacks.length === 0) continue;
      yield {
        container,
        path: placeOf(container),
        what: `it has no equal requests and limits for ${lacks.join(' and ')}, as ${guaranteed.name} has`,
        happens: `The Pod is Burstable, not Guaranteed, so ${guaranteed.name} is evicted earlier and has no CPUs of its own`,
        fix: `set limits for ${lacks.join(' and ')} in ${container.name}'s resources, and requests equal to them`,
      };
    }
  },
);

/** Limits alone give the class as well, but only those who write both show that they want it. */
function isMeant(container: Container): boolean {
  return (
    lacksOf(container).length === 0 && RESOURCES.every((resource) => container.resource('requests', resource) != null)
  );
}

/** The resources for which it has no limit, or a request that differs. */
function lacksOf(container: Container): string[] {
  return RESOURCES.filter((resource) => {
    const limit = parseQuantity(container.resource('limits', resource));
    const said = container.resource('requests', resource);
    const request = said === undefined ? limit : parseQuantity(said);
    return !limit || request !== limit;
  });
}

/** They stand for those of all containers. */
function hasPodResources(pod: Pod): boolean {
  const { requests, limits } = dataOf(pod.spec['resources']);
  return RESOURCES.some((resource) => resource in dataOf(requests) || resource in dataOf(limits));
}

function placeOf(container: Container): Path {
  return 'resources' in container.data ? [...container.path, 'resources'] : container.path;
}
