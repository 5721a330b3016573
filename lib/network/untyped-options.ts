import * as kplus from 'cdk8s-plus-28';
import {
  listOf,
  made,
  NUMBER,
  objectOf,
  oneOf,
  PROTOCOL,
  requireOptions,
  requireShape,
  Shape,
  Shapes,
  TEXT,
} from '../shapes';

/** Throws when the options of a connection are not what their types say. */
export function requireConnectOptions(where: string, options: unknown): void {
  requireOptions(where, options, { ports: listOf(POLICY_PORT) });
}

/** Throws when the options of what is exposed are not what their types say. */
export function requireExposeOptions(where: string, options: unknown): void {
  requireOptions(where, options, OF_SERVICES);
}

/** Throws when the path is none, or the options are not what their types say. */
export function requireIngressOptions(where: string, path: unknown, options: unknown): void {
  requireShape(where, 'path', path, PATH);
  requireOptions(where, options, { ...OF_SERVICES, ...OF_INGRESSES });
}

const POLICY_PORT = made('a NetworkPolicyPort of cdk8s-plus', '_toKube', (value) =>
  typeof value === 'number' ? `pass NetworkPolicyPort.tcp(${value})` : 'pass NetworkPolicyPort.tcp(80) or the like',
);
const SERVICE_PORT = objectOf({ port: NUMBER, targetPort: NUMBER, nodePort: NUMBER, name: TEXT, protocol: PROTOCOL }, [
  'port',
]);
const OF_SERVICES: Shapes = {
  name: TEXT,
  serviceType: oneOf('ServiceType', kplus.ServiceType),
  ports: listOf(SERVICE_PORT),
};
const PATH: Shape = {
  ...TEXT,
  be: 'a path that starts with "/"',
  fits: (value) => typeof value === 'string' && value.startsWith('/'),
  fix: () => 'write the path as it stands in the requests, such as /blog',
};
const OF_INGRESSES: Shapes = {
  pathType: oneOf('HttpIngressPathType', kplus.HttpIngressPathType),
  ingress: made('an Ingress of cdk8s-plus', 'addRule', () => 'pass an Ingress, or leave it out to have one made'),
};
