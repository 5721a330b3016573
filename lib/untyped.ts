import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { SidecarsError } from './errors';
import { ContainerRole, PodContainerProps, SidecarLifecycle } from './pod/container-props';
import { SecurityProfile } from './security/security-profile';
import { PodDefaults } from './settings';

// What the types rule out arrives all the same where nobody checks them, as in JavaScript. It is refused in the call: further
// on it would be a TypeError of ours, or be left out of the YAML, or be written to it as it is.

interface Shape {
  readonly fits: (value: unknown) => boolean;
  /** As in "It has to be a number". */
  readonly be: string;
  readonly fix: (value: unknown) => string;
}

type Shapes = { readonly [property: string]: Shape };

/** Throws when the properties of a Pod or workload are none, or not what its types say. */
export function requirePodProps(where: string, kind: string, props: unknown): void {
  const example = "main: { name: 'app', image: 'nginx:1.27-alpine' }";
  if (!isObject(props)) {
    throw new SidecarsError({
      where,
      what: props == null ? 'it has no properties' : `its properties are ${shown(props)}`,
      why: 'A Pod has at least a main container',
      fix: `pass { ${example} } after the id`,
    });
  }
  if (props['main'] === undefined) {
    throw new SidecarsError({
      where,
      what: 'it has no main container',
      why: 'It is what the Pod is for, and what sidecars are beside',
      fix: `pass ${example}`,
    });
  }
  if (kind === 'CronJob' && props['schedule'] === undefined) refuse(where, 'schedule', undefined, CRON);
  requireShapes(where, props, OF_PODS);
}

/** Throws when the properties of a container are none, or not what its types say. */
export function requireContainerProps(where: (container: string) => string, role: ContainerRole, props: unknown): void {
  const name = isObject(props) && typeof props['name'] === 'string' ? props['name'] : role.toLowerCase();
  const here = where(name);
  if (!isObject(props)) {
    throw new SidecarsError({
      where: here,
      what: props == null ? 'it has no properties' : `its properties are ${shown(props)}`,
      why: 'A container has at least an image',
      fix: "pass { image: 'nginx:1.27-alpine' } with the image that it is to run",
    });
  }
  if (props['image'] === undefined) {
    throw new SidecarsError({
      where: here,
      what: 'it has no image',
      why: 'The API server rejects a container without one',
      fix: "pass the image that it is to run, such as image: 'nginx:1.27-alpine'",
    });
  }
  requireShapes(here, props, OF_CONTAINERS);
  const { ports = [], loopbackPorts = [], envVariables = {}, resources = {} } = props as unknown as PodContainerProps;
  for (const [index, port] of ports.entries()) requireShapes(here, port, OF_PORTS, `ports[${index}]`);
  for (const [index, port] of loopbackPorts.entries()) requireShapes(here, port, OF_PORTS, `loopbackPorts[${index}]`);
  for (const [variable, value] of Object.entries(envVariables)) {
    requireShapes(here, { [variable]: value }, { [variable]: ENV_VALUE }, 'envVariables');
  }
  for (const [resource, quantities] of Object.entries(resources)) {
    const shape = resource === 'cpu' ? CPU : SIZE;
    requireShapes(here, quantities, { request: shape, limit: shape }, `resources.${resource}`);
  }
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

/** Throws when it is no size of cdk8s. */
export function requireSize(where: string, property: string, size: unknown): asserts size is Size {
  if (!SIZE.fits(size)) refuse(where, property, size, SIZE);
}

function requireShapes(where: string, props: unknown, shapes: Shapes, place = ''): void {
  if (!isObject(props)) return refuse(where, place, props, OBJECT);
  for (const [property, shape] of Object.entries(shapes)) {
    const value = props[property];
    if (value === undefined || shape.fits(value)) continue;
    refuse(where, place === '' ? property : `${place}.${property}`, value, shape);
  }
}

function refuse(where: string, property: string, value: unknown, { be, fix }: Shape): never {
  throw new SidecarsError({
    where,
    what: `${property} is ${shown(value)}`,
    why: `It has to be ${be}`,
    fix: value === null ? 'leave it out, or pass a value' : fix(value),
  });
}

/** As in an error: what a reader of the code sees there. */
function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'a list';
  if (!isObject(value)) return String(value);
  // Bundlers put the underscore before it.
  const { name } = (value.constructor ?? Object) as { name?: string };
  return name === undefined || name === 'Object' ? 'an object' : `of the class ${name.replace(/^_/, '')}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** By what it can do, as another copy of its package may have made it. */
function made(be: string, by: string, fix: (value: unknown) => string = () => `pass ${be}`): Shape {
  return { be, fits: (value) => isObject(value) && by in value, fix };
}

function oneOf(name: string, values: object): Shape {
  const entries = Object.entries(values) as [string, string][];
  const words = entries.map(([key]) => `${name}.${key}`);
  return {
    be: words.join(' or '),
    fits: (value) => entries.some(([, allowed]) => allowed === value),
    fix: (value) => {
      const meant = String(value).toUpperCase();
      const near = entries.find(([key, allowed]) => key === meant || allowed.toUpperCase() === meant);
      return near ? `pass ${name}.${near[0]}` : 'pass one of them';
    },
  };
}

const OBJECT: Shape = { be: 'an object', fits: isObject, fix: () => 'pass an object with its properties' };
const TEXT: Shape = { be: 'a string', fits: (value) => typeof value === 'string', fix: () => 'write it in quotes' };
const NUMBER: Shape = {
  be: 'a number',
  fits: (value) => typeof value === 'number',
  fix: (value) => (/^-?\d+$/.test(String(value)) ? `write it without quotes: ${String(value)}` : 'pass a number'),
};
const COUNT: Shape = {
  be: 'a whole number from 0',
  fits: (value) => Number.isInteger(value) && (value as number) >= 0,
  fix: (value) => (/^\d+$/.test(String(value)) ? `write it without quotes: ${String(value)}` : 'pass 0 or more'),
};
const LIST: Shape = { be: 'a list', fits: Array.isArray, fix: () => 'write what is in it between [ and ]' };
const TEXTS: Shape = {
  be: 'a list of strings',
  fits: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  fix: (value) => (Array.isArray(value) ? 'write each of them in quotes' : LIST.fix(value)),
};
const WORDS: Shape = {
  ...TEXTS,
  fix: (value) => (Array.isArray(value) ? TEXTS.fix(value) : "write each word by itself, as in ['sleep', '60']"),
};
const SIZE = made('a Size of cdk8s', 'toKibibytes', (value) => {
  const [, amount, unit] = /^(\d+)(Ki|Mi|Gi)$/.exec(String(value)) ?? ['', '64', 'Mi'];
  return `pass Size.${{ Ki: 'kibibytes', Mi: 'mebibytes', Gi: 'gibibytes' }[unit]}(${amount})`;
});
const CPU = made('a Cpu of cdk8s-plus', 'amount', (value) => {
  const [, amount, milli] = /^(\d+)(m?)$/.exec(String(value)) ?? ['', '100', 'm'];
  return `pass Cpu.${milli ? 'millis' : 'units'}(${amount})`;
});
const DURATION = made('a Duration of cdk8s', 'toSeconds', (value) =>
  typeof value === 'number' ? `pass Duration.seconds(${value})` : 'pass Duration.seconds(30)',
);
const ENV_VALUE = made('an EnvValue of cdk8s-plus', 'value', (value) =>
  isObject(value) ? 'pass what EnvValue.fromValue and the like return' : `pass EnvValue.fromValue('${String(value)}')`,
);
const PROBE = made('a Probe of cdk8s-plus', '_toKube', () => 'pass what Probe.fromHttpGet and the like return');
const CRON = made('a Cron of cdk8s', 'expressionString', () => "pass Cron.schedule({ hour: '3', minute: '0' })");

const OF_PODS: Shapes = {
  main: OBJECT,
  containers: LIST,
  initContainers: LIST,
  topologySpread: LIST,
  securityProfile: oneOf('SecurityProfile', SecurityProfile),
  podDefaults: oneOf('PodDefaults', PodDefaults),
  restartPolicy: oneOf('RestartPolicy', kplus.RestartPolicy),
  terminationGracePeriod: DURATION,
  schedule: CRON,
  replicas: COUNT,
  backoffLimit: COUNT,
  successfulJobsRetained: COUNT,
  failedJobsRetained: COUNT,
};

const OF_CONTAINERS: Shapes = {
  name: TEXT,
  image: TEXT,
  command: WORDS,
  args: WORDS,
  port: NUMBER,
  portNumber: NUMBER,
  portName: TEXT,
  ports: LIST,
  loopbackPorts: LIST,
  listenPort: NUMBER,
  listenProtocol: oneOf('Protocol', kplus.Protocol),
  scrapePath: TEXT,
  writablePaths: TEXTS,
  volumeMounts: LIST,
  envVariables: OBJECT,
  envFrom: LIST,
  resources: OBJECT,
  securityContext: OBJECT,
  securityProfile: oneOf('SecurityProfile', SecurityProfile),
  sidecarLifecycle: oneOf('SidecarLifecycle', SidecarLifecycle),
  imagePullPolicy: oneOf('ImagePullPolicy', kplus.ImagePullPolicy),
  restartPolicy: oneOf('ContainerRestartPolicy', kplus.ContainerRestartPolicy),
  timeToStop: DURATION,
  readiness: PROBE,
  liveness: PROBE,
  startup: PROBE,
};

const OF_PORTS: Shapes = { number: NUMBER, name: TEXT, protocol: oneOf('Protocol', kplus.Protocol) };
