import { ApiObjectMetadata } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { METADATA } from './pod-shapes';
import {
  fitsWholly,
  FLAG,
  isObject,
  LIST,
  listOf,
  made,
  NUMBER,
  OBJECT,
  oneOf,
  requireOptions,
  requireProps,
  requireShape,
  requireShapes,
  SERVICE,
  Shape,
  Shapes,
  SIZE,
  TEXT,
} from './shapes';

/** As far as the object can be made with it, to be named when the rest is refused. */
export function fittingMetadata(props: unknown): ApiObjectMetadata | undefined {
  const metadata: unknown = isObject(props) ? props['metadata'] : undefined;
  return metadata !== undefined && fitsWholly(metadata, METADATA) ? (metadata as ApiObjectMetadata) : undefined;
}

/** Throws when the properties of an Ingress are none, or not what their types say. */
export function requireIngressProps(where: string, props: unknown): void {
  requireProps(where, props, 'An Ingress names its IngressClass', "pass { className: 'nginx' } after the id");
  requireShape(where, 'className', props['className'], CLASS_NAME);
  requireShapes(where, props, { metadata: METADATA, tlsSecretName: TEXT, routes: LIST });
}

/** Throws when it is no route, or one that leads nowhere. */
export function requireRoute(where: string, route: unknown, name: string): void {
  requireShape(where, name, route, { ...OBJECT, fix: () => 'pass { service } with the Service that answers' });
  requireShapes(where, route, { ...OF_RULES, port: NUMBER }, name);
  requireShape(where, `${name}.service`, (route as Record<string, unknown>)['service'], SERVICE);
}

/** Throws when it is no rule of an Ingress. */
export function requireIngressRule(where: string, rule: unknown): void {
  requireShape(where, 'rule', rule, { ...OBJECT, fix: () => 'pass { backend } with what answers' });
  requireShapes(where, rule, OF_RULES, 'rule');
  requireShape(where, 'rule.backend', (rule as Record<string, unknown>)['backend'], BACKEND);
}

/** Throws when the properties of a DefaultDeny are not what their types say. */
export function requireDenyProps(where: string, props: unknown): void {
  requireOptions(where, props, { metadata: METADATA, allowDns: FLAG }, 'props');
}

/** Throws when the properties of a budget are none, or not what their types say. */
export function requireBudgetProps(where: string, props: unknown): void {
  requireProps(where, props, 'A budget is that of a workload', 'pass { workload: deployment } after the id');
  requireShape(where, 'workload', props['workload'], WORKLOAD);
  requireShapes(where, props, { metadata: METADATA, maxUnavailable: NUMBER });
}

/** Throws when the options of a shared volume are not what their types say. */
export function requireVolumeOptions(where: string, options: unknown): void {
  requireOptions(where, options, OF_VOLUMES);
}

const WORKLOAD = made(
  'a Deployment or a StatefulSet',
  'toPodSelectorConfig',
  () => 'pass the workload itself, as in { workload: deployment }',
);
const CLASS_NAME: Shape = {
  ...TEXT,
  fix: () => "pass the name of an IngressClass of the cluster, as in { className: 'nginx' }",
};

const OF_VOLUMES: Shapes = {
  name: TEXT,
  multipleWriters: FLAG,
  medium: oneOf('EmptyDirMedium', kplus.EmptyDirMedium),
  sizeLimit: SIZE,
  accessModes: listOf(oneOf('PersistentVolumeAccessMode', kplus.PersistentVolumeAccessMode)),
  storageClassName: TEXT,
};

const OF_RULES: Shapes = {
  host: TEXT,
  path: TEXT,
  pathType: oneOf('HttpIngressPathType', kplus.HttpIngressPathType),
};
const BACKEND = made(
  'an IngressBackend of cdk8s-plus',
  'backend',
  () => 'pass what IngressBackend.fromService and the like return',
);
