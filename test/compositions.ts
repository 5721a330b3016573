import * as kplus from 'cdk8s-plus-28';
import fc from 'fast-check';
import { PodDefaults, SecurityProfile, SidecarLifecycle } from '../lib';
import { MISTAKES } from './mistakes';
import { Kind, KINDS } from './workloads';

/** A container of a composition, as plain data so that failures can be read. */
export interface ContainerSpec {
  readonly role: 'main' | 'sidecar' | 'adapter' | 'ambassador' | 'init' | 'attached' | 'restarting';
  readonly name: string;
  readonly image: string;
  readonly user?: number;
  readonly lifecycle?: SidecarLifecycle;
  readonly profile?: SecurityProfile;
  readonly runsCommand: boolean;
  /** Whether others wait for its end. */
  readonly ends: boolean;
  readonly hasStartup: boolean;
  readonly hasReadiness: boolean;
  readonly ports: kplus.ContainerPort[];
  readonly loopback?: number;
  readonly writablePaths?: string[];
  readonly memoryLimit?: number;
  readonly secondsToStop?: number;
}

export interface VolumeSpec {
  readonly type: 'disk' | 'memory' | 'new claim' | 'claim';
  readonly name?: string;
  readonly mebibytes?: number;
  readonly shared: boolean;
  readonly writers: number;
  readonly readers: number;
  readonly first: number;
  readonly path?: string;
}

export type EdgeSpec =
  | { to: 'service'; port?: number }
  | { to: 'headless service' | 'ingress' | 'cache' | 'namespace' | 'client' | 'peer without port' };

/** What one Pod or workload is made of. */
export interface Composition {
  readonly kind: Kind;
  readonly version?: string;
  readonly profile?: SecurityProfile;
  readonly defaults?: PodDefaults;
  readonly namespace?: string;
  readonly gracePeriod?: number;
  readonly isolate: boolean;
  /** The main one first. */
  readonly containers: ContainerSpec[];
  readonly volumes: VolumeSpec[];
  readonly edges: EdgeSpec[];
}

const { TCP, UDP } = kplus.Protocol;
const { STOCK, RESTRICTED } = SecurityProfile;
const { NATIVE, ALONGSIDE } = SidecarLifecycle;

function often<T>(...values: [number, T][]): fc.Arbitrary<T> {
  return fc.oneof(...values.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));
}

const container = fc.record({
  role: often<ContainerSpec['role']>(
    [3, 'main'],
    [6, 'sidecar'],
    [3, 'adapter'],
    [3, 'ambassador'],
    [3, 'init'],
    [1, 'attached'],
    [1, 'restarting'],
  ),
  image: often<Pick<ContainerSpec, 'image' | 'user'>>(
    [12, { image: 'busybox:1.36' }],
    [1, { image: 'nginx:1.27-alpine', user: 1000 }],
    [2, { image: 'redis:7.4-alpine' }],
    [1, { image: 'haproxy:3.2-alpine' }],
    [3, { image: 'example.com/own/app:1', user: 1000 }],
    [1, { image: 'registry.example.com/mirror/nginx:1.27', user: 101 }],
  ),
  lifecycle: often<SidecarLifecycle | undefined>([6, undefined], [1, NATIVE], [2, ALONGSIDE]),
  profile: often<SecurityProfile | undefined>([16, undefined], [1, STOCK], [1, RESTRICTED]),
  runsCommand: fc.boolean(),
  hasStartup: fc.boolean(),
  hasReadiness: fc.boolean(),
  ports: fc.array(often<kplus.Protocol | undefined>([6, undefined], [2, TCP], [2, UDP]), { maxLength: 2 }),
  portsHaveNames: fc.boolean(),
  loopback: fc.boolean(),
  writablePaths: often<string[] | undefined>([6, undefined], [1, []], [1, ['/shared', '/shared/cache']]),
  memoryLimit: often<number | undefined>([4, undefined], [1, 256]),
  secondsToStop: often<number | undefined>([4, undefined], [1, 10], [1, 20]),
});

const volume: fc.Arbitrary<VolumeSpec> = fc.record({
  type: often<VolumeSpec['type']>([6, 'disk'], [2, 'memory'], [1, 'new claim'], [1, 'claim']),
  mebibytes: often<number | undefined>([2, undefined], [1, 16]),
  shared: fc.boolean(),
  writers: fc.constant(1),
  readers: often([3, 1], [1, 2]),
  first: fc.nat(9),
});

const edge = often<EdgeSpec>(
  [3, { to: 'service' }],
  [2, { to: 'headless service' }],
  [2, { to: 'cache' }],
  [1, { to: 'client' }],
  [1, { to: 'namespace' }],
);

/** Made right: no two things of it contradict each other. */
const right: fc.Arbitrary<Composition> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    version: often<string | undefined>([4, undefined], [1, '1.28'], [2, '1.29'], [2, '1.33']),
    profile: often<SecurityProfile | undefined>([4, undefined], [2, STOCK], [1, RESTRICTED]),
    defaults: often<PodDefaults | undefined>([4, undefined], [1, PodDefaults.KUBERNETES]),
    namespace: often<string | undefined>([2, undefined], [1, 'shop']),
    gracePeriod: often<number | undefined>([4, undefined], [1, 300]),
    isolate: fc.boolean(),
    containers: fc.array(container, { minLength: 1, maxLength: 5 }),
    volumes: fc.array(volume, { maxLength: 2 }),
    edges: fc.uniqueArray(edge, { maxLength: 2 }),
  })
  .map(({ containers, ...rest }) => {
    const ends = rest.kind === 'Job' || rest.kind === 'CronJob';
    const version = ends && rest.version === '1.28' ? '1.29' : rest.version;
    const server = containers.findIndex(
      ({ role, image, runsCommand }) => role !== 'attached' && !runsCommand && isServer(image.image),
    );
    const fit = (spec: (typeof containers)[number], index: number) =>
      fitted(spec, index, {
        ends,
        old: version === '1.28',
        stock: (spec.profile ?? rest.profile) === STOCK,
        mayServe: index === server,
      });
    const fitting = containers.map(fit);
    const volumes = rest.volumes.flatMap((one) => placed(one, fitting, version === '1.28') ?? []);
    return { ...rest, version, containers: fitting, volumes };
  });

/** Where another container than the writer reads, and none that has ended when the writer starts. */
function placed(spec: VolumeSpec, containers: ContainerSpec[], old: boolean): VolumeSpec | undefined {
  const startsFirst = ({ role, lifecycle }: ContainerSpec) =>
    role === 'init' || (!['main', 'attached'].includes(role) && !old && lifecycle !== ALONGSIDE);
  const isRight = (first: number) => {
    const at = (position: number) => (first + position) % containers.length;
    const readers = Array.from({ length: spec.readers }, (_, index) => at(spec.writers + index));
    const isEarly = (reader: number) =>
      containers[reader].role === 'init' && !(startsFirst(containers[at(0)]) && at(0) <= reader);
    return readers.some((reader) => reader !== at(0)) && !readers.some(isEarly);
  };
  const first = containers.map((_, index) => spec.first + index).find(isRight);
  return first === undefined ? undefined : { ...spec, first };
}

/** Those of which one can run without a command: two would listen on one port. */
function isServer(image: string): boolean {
  return image.includes('nginx');
}

const SERVER_PATHS = ['/var/cache/nginx', '/run'];

function fitted(
  { image, ports, portsHaveNames, loopback, ...rest }: Parameters<Parameters<typeof container.map>[0]>[0],
  index: number,
  { ends, old, stock, mayServe }: { ends: boolean; old: boolean; stock: boolean; mayServe: boolean },
): ContainerSpec {
  const role = index === 0 ? 'main' : old && rest.role === 'restarting' ? 'init' : rest.role;
  const isSidecar = !['main', 'init', 'attached'].includes(role);
  const lifecycle =
    (ends && rest.lifecycle === ALONGSIDE) || (old && rest.lifecycle === NATIVE) ? undefined : rest.lifecycle;
  const endsItself = role === 'init' || (ends && (role === 'main' || role === 'attached'));
  const serves = mayServe && !endsItself;
  const runsCommand = rest.runsCommand || endsItself || !(serves || image.image.startsWith('example.com/'));
  const numbers = role === 'main' || role === 'adapter' ? [undefined, ...ports].slice(0, 2) : ports;
  return {
    ...rest,
    ...image,
    role,
    lifecycle: isSidecar && role !== 'restarting' ? lifecycle : undefined,
    name: `c${index}`,
    // cdk8s-plus sets runAsNonRoot for its own, and no profile fills in the user where it is STOCK.
    user: image.user ?? (role === 'attached' ? 1000 : undefined),
    runsCommand,
    ends: endsItself,
    // A server needs its folders, which only RESTRICTED knows of.
    writablePaths: serves ? (stock || rest.writablePaths ? SERVER_PATHS : undefined) : rest.writablePaths,
    // A sidecar that others wait for has to have one.
    hasStartup: isSidecar || (rest.hasStartup && role === 'main'),
    hasReadiness: rest.hasReadiness && !serves && role !== 'init' && role !== 'attached' && numbers.length > 0,
    profile: role === 'attached' ? undefined : rest.profile,
    // A server listens where its image does.
    ports: (serves ? numbers.slice(0, 1).map(() => TCP) : numbers).map((protocol, position) => ({
      number: serves ? 80 : 9000 + 10 * index + position,
      protocol,
      name: portsHaveNames ? ['http', 'metrics'][position] : undefined,
    })),
    loopback: loopback ? 9500 + index : undefined,
  };
}

export interface Attempt {
  readonly spec: Composition;
  readonly mistakes: string[];
}

const mistake = fc.constantFrom(...Object.keys(MISTAKES));

/** A composition with up to two mistakes in it, more often none. */
export const attempt: fc.Arbitrary<Attempt> = fc
  .record({
    spec: right,
    mistakes: fc.oneof(
      { weight: 5, arbitrary: fc.constant<string[]>([]) },
      { weight: 4, arbitrary: fc.array(mistake, { minLength: 1, maxLength: 1 }) },
      { weight: 1, arbitrary: fc.array(mistake, { minLength: 2, maxLength: 2 }) },
    ),
    at: fc.nat(9),
  })
  .map(({ spec, mistakes, at }) => ({
    mistakes,
    spec: mistakes.reduce((wrong, name) => MISTAKES[name](wrong, at), spec),
  }));
