import { ApiObject, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import { objectsOf } from '../model/kube-object';
import { referencesOf } from '../model/references';
import { Workload } from '../model/workload';
import { recall, remember } from '../synthesis/rendering';
import type { PodHost } from './pod-composition';
import { manifestOf } from './pod-findings';

const KINDS = ['ConfigMap', 'Secret', 'PersistentVolumeClaim', 'ServiceAccount'];
const NEEDED = {};

/**
 * Has what the Pod cannot start without written before it, where it is in the same chart. A file is applied from its top to
 * its end: without its ServiceAccount a Pod is refused, and without its ConfigMap it waits for the next try.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#serviceaccount-admission-controller
 */
export function writeFirst(host: PodHost, spec: kplus.k8s.PodSpec): void {
  const objects = neededObjects(Chart.of(host));
  if (objects.length === 0) return;
  const [rendered] = objectsOf(manifestOf(host, spec));
  const workload = ApiObject.of(host);
  for (const { kind, name } of referencesOf(Workload.of(rendered)!.pod)) {
    const needed = objects.find((object) => object.kind === kind && object.name === name && isBeside(object, workload));
    if (needed && !dependsOn(needed, workload)) workload.addDependency(needed);
  }
}

function neededObjects(chart: Chart): ApiObject[] {
  const known =
    recall<Map<Chart, ApiObject[]>>(chart, NEEDED) ?? remember(chart, NEEDED, new Map<Chart, ApiObject[]>());
  const objects = known.get(chart) ?? objectsIn(chart, chart).filter(({ kind }) => KINDS.includes(kind));
  known.set(chart, objects);
  return objects;
}

function isBeside(object: ApiObject, workload: ApiObject): boolean {
  return object.metadata.namespace === workload.metadata.namespace;
}

/** Whether the code has it the other way round: both at once cannot be. */
function dependsOn(object: ApiObject, workload: ApiObject, seen = new Set<ApiObject>()): boolean {
  if (object === workload) return true;
  if (seen.has(object)) return false;
  seen.add(object);
  const { chart } = workload;
  const within = object.node.scopes.filter((scope) => scope.node.scopes.includes(chart) && scope !== chart);
  return within
    .flatMap((scope) => scope.node.dependencies.flatMap((target) => objectsIn(target, chart)))
    .some((target) => dependsOn(target, workload, seen));
}

function objectsIn(construct: IConstruct, chart: Chart): ApiObject[] {
  return construct.node
    .findAll()
    .filter((child): child is ApiObject => ApiObject.isApiObject(child) && child.chart === chart);
}
