import * as kplus from 'cdk8s-plus-28';
import { describe, sentence } from '../errors';
import type { PodComposition } from '../pod/pod-composition';

/** The Services whose names stand in variables without a namespace. */
const named = new WeakMap<kplus.EnvValue, kplus.Service>();

export function rememberRelativeName(value: kplus.EnvValue, service: kplus.Service): void {
  named.set(value, service);
}

/**
 * What would be looked up in another namespace than the one in which the Service is.
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#namespaces-of-services
 */
export function relativeNames(pod: PodComposition): string[] {
  const { namespace } = pod.host.metadata;
  if (namespace === undefined) return [];
  return pod.members.flatMap(({ container }) =>
    Object.entries(container.env.variables).flatMap(([name, value]) => {
      const service = named.get(value);
      if (!service) return [];
      return sentence({
        where: pod.where(container.name),
        what: `its variable ${name} has the address of ${describe(service)}, which names no namespace`,
        why: `Its name alone is looked up in the namespace of the Pod, which is ${namespace}`,
        fix: 'give the Service, or the chart it is in, the namespace into which it goes',
      });
    }),
  );
}
