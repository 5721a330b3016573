import { Container } from '../../model/container';
import { KubeObject } from '../../model/kube-object';
import { ManifestSet } from '../../model/manifest-set';
import { dataOf, isData, listOf, nearest, textOf } from '../../model/values';
import { Workload } from '../../model/workload';
import { ObjectReport, setRule } from '../rule';

/**
 * Utilization is a share of what the containers request. One container without a request, a native sidecar included,
 * leaves the autoscaler without the metric.
 */
export const autoscalerWithoutRequests = setRule(
  {
    id: 'autoscaler-without-requests',
    severity: 'error',
    title: 'an autoscaler measures a resource that a container does not request',
    sources: [
      'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
      'https://github.com/kubernetes/kubernetes/pull/120001',
      'https://github.com/kubernetes/kubernetes/issues/79365',
    ],
  },
  function* (set) {
    const reported = new Set<string>();
    const filledIn = defaultsOf(set);
    for (const autoscaler of set.all('HorizontalPodAutoscaler', 'autoscaling')) {
      const workload = targetOf(set, autoscaler);
      if (!workload) continue;
      for (const { resource, container: only } of utilizationsOf(autoscaler)) {
        if (requestsAsWhole(workload, resource)) continue;
        if (filledIn.has(`${workload.object.namespace ?? ''}/${resource}`)) continue;
        for (const container of workload.pod.longRunning) {
          if ((only !== undefined && container.name !== only) || requests(container, resource)) continue;
          const key = JSON.stringify([workload.object.namespace, workload.object.toString(), container.path, resource]);
          if (reported.has(key)) continue;
          reported.add(key);
          yield missing(autoscaler, workload, container, resource);
        }
      }
    }
  },
);

function missing(
  autoscaler: KubeObject,
  { object, pod }: Workload,
  container: Container,
  resource: string,
): ObjectReport {
  const others = pod.longRunning.length > 1 ? ', or measure one container with a ContainerResource metric' : '';
  return {
    object,
    container,
    path: nearest(object.data, [...container.path, 'resources', 'requests']),
    what: `it requests no ${resource}, and ${autoscaler.toString()} scales by the utilization of ${resource}`,
    happens: `FailedGetResourceMetric: missing request for ${resource} in container ${container.name}, so that it never scales`,
    fix: `set resources.requests.${resource} of ${container.name}${others}`,
  };
}

function targetOf(set: ManifestSet, { spec, namespace }: KubeObject): Workload | undefined {
  const { apiVersion, kind, name } = dataOf(spec['scaleTargetRef']);
  const group = (textOf(apiVersion) ?? 'apps/v1').includes('/') ? (textOf(apiVersion) ?? 'apps/v1').split('/')[0] : '';
  return set.workload(textOf(kind) ?? '', group, textOf(name) ?? '', namespace);
}

/** The resources of which it wants a percentage: CPU where it does not say. */
function utilizationsOf({ spec }: KubeObject): { resource: string; container?: string }[] {
  const metrics = listOf(spec['metrics']);
  if (metrics.length === 0) return [{ resource: 'cpu' }];
  return metrics.flatMap((metric) => {
    const { resource, containerResource } = dataOf(metric);
    const source = isData(resource) ? resource : dataOf(containerResource);
    const target = dataOf(source['target']);
    const isShare = 'averageUtilization' in target || 'targetAverageUtilization' in source;
    const name = textOf(source['name']);
    if (name === undefined || !isShare) return [];
    const container = textOf(source['container']);
    return container === undefined ? { resource: name } : { resource: name, container };
  });
}

/** A limit without a request is the request as well. */
function requests(container: Container, resource: string): boolean {
  return (['requests', 'limits'] as const).some((side) => container.resource(side, resource) !== undefined);
}

function requestsAsWhole({ pod }: Workload, resource: string): boolean {
  const whole = dataOf(pod.spec['resources']);
  return [whole['requests'], whole['limits']].some((values) => dataOf(values)[resource] !== undefined);
}

/** The resources that a LimitRange fills in, as in `shop/cpu`. */
function defaultsOf(set: ManifestSet): ReadonlySet<string> {
  const filled = new Set<string>();
  for (const { namespace, spec } of set.all('LimitRange')) {
    for (const limit of listOf(spec['limits'])) {
      const { type, defaultRequest, default: fallback, max } = dataOf(limit);
      if (type !== 'Container') continue;
      for (const values of [defaultRequest, fallback, max]) {
        for (const resource of Object.keys(dataOf(values))) filled.add(`${namespace ?? ''}/${resource}`);
      }
    }
  }
  return filled;
}
