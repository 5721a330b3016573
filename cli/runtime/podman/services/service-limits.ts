import { ManifestSet } from '../../../../lib/model/manifest-set';
import { Service } from '../../../../lib/model/service';
import { Workload } from '../../../../lib/model/workload';
import { identityOf } from '../identity';
import { servicesFor } from './service-plan';

/** What of the Services is not done, a sentence each. */
export function serviceLimits({ services }: ManifestSet, workloads: readonly Workload[]): string[] {
  const pods = workloads.map((workload) => ({ pod: workload.pod, identity: identityOf(workload) }));
  const led = servicesFor(services, pods).map(({ service }) => service);
  const others = services.filter((service) => !led.includes(service));
  return [
    ...led.flatMap(limitsOf),
    ...(led.length > 0
      ? ['Names of Services are in /etc/hosts, where programs with a resolver of their own do not look']
      : []),
    ...(others.length > 0 ? [`Services that lead to no Pod of this run are not there: ${namesOf(others)}`] : []),
  ];
}

function limitsOf({ name, ports, object }: Service): string[] {
  const others = [...new Set(ports.map(({ protocol }) => protocol))].filter((protocol) => protocol !== 'TCP');
  const type = object.spec['type'];
  return [
    ...others.map((protocol) => `Service ${name} forwards no ${protocol}`),
    ...(type === 'NodePort' || type === 'LoadBalancer'
      ? [`Service ${name} is there for the Pods, not from outside`]
      : []),
    ...(object.spec['sessionAffinity'] === 'ClientIP' ? [`Service ${name} has no session affinity`] : []),
  ];
}

function namesOf(services: readonly Service[]): string {
  return services.map(({ name }) => name).join(', ');
}
