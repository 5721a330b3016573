import * as kplus from 'cdk8s-plus-28';
import { SidecarLifecycle } from '../lib';
import type { Composition, ContainerSpec, EdgeSpec, VolumeSpec } from './compositions';

const { NATIVE, ALONGSIDE } = SidecarLifecycle;

type Mistake = (spec: Composition, at: number) => Composition;

function ofContainer(
  change: (spec: ContainerSpec) => Partial<ContainerSpec>,
  applies?: (spec: ContainerSpec) => boolean,
): Mistake {
  return (spec, at) => {
    const fits = spec.containers.filter(applies ?? (() => true));
    const wrong = fits[at % fits.length];
    return { ...spec, containers: spec.containers.map((one) => (one === wrong ? { ...one, ...change(one) } : one)) };
  };
}

function ofPort(change: Partial<kplus.ContainerPort>): Mistake {
  return ofContainer(({ ports: [first, ...others] }) => ({ ports: [{ ...first, ...change }, ...others] }), hasPorts);
}

function ofVolume(change: Partial<VolumeSpec>): Mistake {
  const wrong: VolumeSpec = { type: 'disk', shared: false, writers: 1, readers: 1, first: 0, ...change };
  return (spec) => ({ ...spec, volumes: [...spec.volumes, wrong] });
}

function withEdge(wrong: EdgeSpec): Mistake {
  return (spec) => ({ ...spec, edges: [...spec.edges, wrong] });
}

const hasPorts = ({ ports }: ContainerSpec) => ports.length > 0;
const isSidecar = ({ role }: ContainerSpec) => ['sidecar', 'adapter', 'ambassador'].includes(role);

/** What users get wrong. Some of it does no harm, depending on the rest. */
export const MISTAKES: Record<string, Mistake> = {
  'invalid container name': ofContainer(() => ({ name: 'My_Container' })),
  'empty container name': ofContainer(() => ({ name: '' })),
  'long container name': ofContainer(() => ({ name: 'a'.repeat(64) })),
  'longest container name': ofContainer(() => ({ name: 'a'.repeat(63) })),
  'container name twice': ofContainer(() => ({ name: 'c0' })),
  'port 0': ofPort({ number: 0 }),
  'port 70000': ofPort({ number: 70000 }),
  'port 1.5': ofPort({ number: 1.5 }),
  'port below 1024': ofPort({ number: 53 }),
  'port twice': ofPort({ number: 9000 }),
  'invalid port name': ofPort({ name: 'HTTP' }),
  'long port name': ofPort({ name: 'much-too-long-name' }),
  'port name twice': ofContainer(
    ({ ports }) => ({ ports: ports.map((port) => ({ ...port, name: 'http' })) }),
    hasPorts,
  ),
  hostPort: ofPort({ hostPort: 30000 }),
  'invalid hostPort': ofPort({ hostPort: 99999 }),
  'invalid image': ofContainer(() => ({ image: 'Not An Image' })),
  'unknown image': ofContainer(() => ({ image: 'example.com/own/app:1', user: undefined })),
  'mirrored image': ofContainer(() => ({ image: 'registry.example.com/mirror/nginx:1.27', user: undefined })),
  'two servers': (spec) => {
    const server = { image: 'nginx:1.27-alpine', runsCommand: false, ports: [] };
    return { ...spec, containers: spec.containers.map((one, index) => (index < 2 ? { ...one, ...server } : one)) };
  },
  'user 0': ofContainer(() => ({ user: 0 })),
  'relative writable path': ofContainer(() => ({ writablePaths: ['relative'] })),
  'low memory limit': ofContainer(() => ({ memoryLimit: 16 })),
  'no startup probe': ofContainer(() => ({ role: 'ambassador', hasStartup: false }), isSidecar),
  'startup probe of an init container': ofContainer(() => ({ role: 'init', hasStartup: true })),
  'loopback port twice': ofContainer(() => ({ loopback: 9000 })),
  'alongside in a Job': (spec, at) => ({
    ...ofContainer(() => ({ lifecycle: ALONGSIDE }), isSidecar)(spec, at),
    kind: 'Job',
  }),
  'native before 1.29': (spec, at) => ({
    ...ofContainer(() => ({ lifecycle: NATIVE }), isSidecar)(spec, at),
    version: '1.28',
  }),
  'Job before 1.29': (spec) => ({ ...spec, kind: 'Job', version: '1.28' }),
  'invalid version': (spec) => ({ ...spec, version: 'newest' }),
  'short grace period': (spec, at) => ({ ...ofContainer(() => ({ secondsToStop: 60 }))(spec, at), gracePeriod: 20 }),
  'invalid volume name': ofVolume({ name: 'Volume' }),
  'volume name twice': (spec) => ofVolume({ name: 'v0' })(ofVolume({})(spec, 0), 0),
  'no writer': ofVolume({ writers: 0 }),
  'no reader': ofVolume({ readers: 0 }),
  'neither writer nor reader': ofVolume({ writers: 0, readers: 0 }),
  'read by the writer alone': (spec) => ofVolume({})({ ...spec, containers: spec.containers.slice(0, 1) }, 0),
  'two writers': ofVolume({ writers: 2 }),
  'relative mount path': ofVolume({ path: 'relative' }),
  'mount path /': ofVolume({ path: '/' }),
  'mount path twice': (spec) => ofVolume({ path: '/same' })(ofVolume({ path: '/same/' })(spec, 0), 0),
  'mount over content': ofVolume({ path: '/usr/share/nginx/html' }),
  'mount over scratch': ofVolume({ path: '/tmp' }),
  'large memory volume': (spec, at) => ({
    ...ofVolume({ type: 'memory', mebibytes: 2048 })(spec, at),
    containers: spec.containers.map((one) => ({ ...one, memoryLimit: 256 })),
  }),
  'closed port of a Service': withEdge({ to: 'service', port: 9999 }),
  'loopback port of a Service': withEdge({ to: 'service', port: 9500 }),
  'ingress to many ports': withEdge({ to: 'ingress' }),
  'peer without port': withEdge({ to: 'peer without port' }),
};
