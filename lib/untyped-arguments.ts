import { OF_MOUNTS, PORT } from './container-shapes';
import { SidecarsError } from './errors';
import {
  between,
  isObject,
  made,
  NUMBER,
  requireOptions,
  requireShape,
  resource,
  SECONDS,
  SERVICE,
  Shape,
  Shapes,
  shown,
  TEXT,
  WORDS,
} from './shapes';

/** Throws when there is no construct that it is about. */
export function requireConstruct(where: string, construct: unknown): void {
  requireShape(where, 'construct', construct, CONSTRUCT);
}

/** Throws when an adapter does not say what it reads. */
export function requireReads(where: string, reads: unknown): void {
  if (isObject(reads) && '_address' in reads) return;
  throw new SidecarsError({
    where,
    what: reads == null ? 'what the adapter reads is not said' : `what the adapter reads is ${shown(reads)}`,
    why: 'An adapter reads an address on localhost or a shared volume, and offers it on a port of its own',
    fix: 'pass reads: AdapterSource.fromLocalhost(pod.main.localhost()) or AdapterSource.fromVolume(volume, path)',
  });
}

/** Throws when an ambassador does not say what it dials. */
export function requireRemote(where: string, remote: unknown): void {
  if (isObject(remote) && 'hostAndPort' in remote) return;
  throw new SidecarsError({
    where,
    what: remote == null ? 'what the ambassador dials is not said' : `what the ambassador dials is ${shown(remote)}`,
    why: 'An ambassador dials a remote for the main container',
    fix: "pass remote: Endpoint.of('redis.example.com', 6379) or Endpoint.fromService(service)",
  });
}

/** Throws when there is no such peer of a policy. */
export function requirePeer(where: string, peer: unknown): void {
  if (isObject(peer) && typeof peer['toNetworkPolicyPeerConfig'] === 'function') return;
  throw new SidecarsError({
    where,
    what: `the peer of a connection is ${shown(peer)}`,
    why: 'A policy is about Pods, workloads, namespaces and address blocks',
    fix: 'pass the Pod or workload itself, kplus.Namespaces, kplus.Pods or kplus.NetworkPolicyIpBlock',
  });
}

/** Throws when it is no container of cdk8s-plus, as its properties are none. */
export function requireContainer(where: string, container: unknown): void {
  if (isObject(container) && typeof container['mount'] === 'function') return;
  throw new SidecarsError({
    where,
    what: `the container is ${shown(container)}`,
    why: 'Only what cdk8s-plus has made of its properties is a container',
    fix: 'pass a container, such as pod.main or what addSidecar returns',
  });
}

/** Throws when there is nothing to mount, or no place for it. */
export function requireMount(where: string, path: unknown, storage: unknown): void {
  if (typeof path !== 'string') {
    throw new SidecarsError({
      where,
      what: `the path of a mount is ${shown(path)}`,
      why: 'A volume is mounted at a folder of the container',
      fix: 'pass the full path of a folder inside the container, such as /usr/share/nginx/html',
    });
  }
  if (isObject(storage) && typeof storage['asVolume'] === 'function') return;
  throw new SidecarsError({
    where,
    what: `what is to be mounted at ${path} is ${shown(storage)}`,
    why: 'A container mounts volumes',
    fix: 'pass a SharedContentVolume, or a Volume of cdk8s-plus',
  });
}

/** Throws when the options of a mount are not what their types say. */
export function requireMountOptions(where: string, options: unknown): void {
  requireOptions(where, options, OF_MOUNTS);
}

/** Throws when it is no port. */
export function requirePort(where: string, port: unknown): void {
  requireShape(where, 'port', port, PORT);
  requireShape(where, 'port.number', (port as Record<string, unknown>)['number'], NUMBER);
}

/** Throws when it is no Service, or its options are not what their types say. */
export function requireServiceEndpoint(where: string, service: unknown, options: unknown): void {
  requireShape(where, 'service', service, SERVICE);
  requireOptions(where, options, { port: NUMBER });
}

/** Throws when it is no address. */
export function requireAddress(where: string, address: unknown): void {
  requireShape(where, 'address', address, ADDRESS);
}

/** Throws when it is no shared volume, or there is no place for it. */
export function requireShared(where: string, volume: unknown, path: unknown): void {
  requireShape(where, 'volume', volume, SHARED);
  requireMount(where, path, volume);
}

/** Throws when it is no claim. */
export function requireClaim(where: string, claim: unknown): void {
  requireShape(where, 'claim', claim, CLAIM);
}

/** Throws when it is no expectation. */
export function requireExpectation(where: string, expectation: unknown): void {
  requireShape(where, 'expectation', expectation, EXPECTATION);
}

/** Throws when what is requested, or the options of it, are not what their types say. */
export function requireRequest(where: string, url: unknown, options: unknown): void {
  requireShape(where, 'url', url, URL);
  requireOptions(where, options ?? {}, OF_EXPECTATIONS);
  requireShape(where, 'from', isObject(options) ? options['from'] : undefined, CALLER);
}

/** Throws when a command, or the options of it, are not what their types say. */
export function requireCommand(where: string, command: unknown, options: unknown): void {
  requireShape(where, 'command', command, WORDS);
  requireOptions(where, options, OF_EXPECTATIONS);
}

/** Throws when the text of a line, or the options of it, are not what their types say. */
export function requireLine(where: string, text: unknown, options: unknown): void {
  requireShape(where, 'text', text, TEXT);
  requireOptions(where, options, OF_EXPECTATIONS);
}

const CONSTRUCT = made('a construct', 'node', () => 'pass the Pod or workload, or what it is in, such as the chart');
const CLAIM = resource('a PersistentVolumeClaim of cdk8s-plus', 'persistentvolumeclaims', (value) =>
  typeof value === 'string'
    ? `pass PersistentVolumeClaim.fromClaimName(chart, 'Claim', '${value}')`
    : 'pass a PersistentVolumeClaim, or what PersistentVolumeClaim.fromClaimName returns',
);
const ADDRESS = made(
  'an Endpoint',
  'hostAndPort',
  () => 'pass the address that localhost() of the container gives, such as pod.main.localhost()',
);
const SHARED = made(
  'a SharedContentVolume',
  'addReader',
  () => 'pass what SharedContentVolume.fromEmptyDir and the like return',
);
const EXPECTATION = made(
  'an Expectation',
  '_toPlan',
  () => 'pass what Expectation.http, Expectation.command or Expectation.log returns',
);
const CALLER = made(
  'a container',
  'mount',
  () => 'pass the container that makes the request, as in { from: pod.main }',
);
const URL: Shape = {
  ...TEXT,
  fix: (value) => (ADDRESS.fits(value) ? 'pass what its url() returns' : 'pass a whole URL, such as http://localhost/'),
};
const OF_EXPECTATIONS: Shapes = {
  within: SECONDS,
  status: between(100, 599),
  bodyContains: TEXT,
  exitCode: between(0, 255),
  outputContains: TEXT,
};
