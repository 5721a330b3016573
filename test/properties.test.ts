import { Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import fc from 'fast-check';
import { ImageFacts, SecurityProfile, SidecarLifecycle } from '../lib';
import { apiServerErrors, lastingContainers, podSpecIn } from './api-server';
import { build, Built } from './build';
import { attempt, Composition, ContainerSpec } from './compositions';
import { MISTAKES } from './mistakes';
import { restrictedViolations } from './pod-security-standard';
import { schemaErrors } from './schema';
import { Manifest } from './synth';

/** What fails is printed with the seed and the path that make it fail again. */
const SEED = Number(process.env.PROPERTIES_SEED ?? 20_281_129);
const RUNS = Number(process.env.PROPERTIES_RUNS ?? 1200);

/** "<where>: <what>. <why>. Fix: <fix>.", and the rule where one says so. */
const COMPLAINT = /^\S.*: \S.*\. \S.*\. Fix: \S.*\.( \[[a-z-]+\])?$/;

interface Synthesized {
  readonly built: Built;
  readonly manifests: Manifest[];
}

/** What is synthesized, or the error of the library that says why nothing is. */
function outcomeOf(spec: Composition): Synthesized | string {
  try {
    const built = build(spec);
    return { built, manifests: Testing.synth(built.chart) };
  } catch (error) {
    if (isOurs(error as Error)) return (error as Error).message;
    throw error;
  }
}

function isOurs({ name, message }: Error): boolean {
  if (name === 'SidecarsError') return COMPLAINT.test(message);
  const [heading, ...lines] = message.split('\n');
  return (
    heading === 'Validation failed with the following errors:' &&
    lines.length > 0 &&
    lines.every((line) => COMPLAINT.test(line.replace(/^ +\[\S+\] /, '')))
  );
}

/** What does not hold of what is synthesized. */
function broken(spec: Composition, { built, manifests }: Synthesized): string[] {
  const { workload, readOnly } = built;
  const isIt = ({ kind, metadata }: Manifest) => kind === workload.kind && metadata.name === workload.name;
  const pod = podSpecIn(manifests.find(isIt));
  const all: Manifest[] = [...pod.containers, ...(pod.initContainers ?? [])];
  const mounts = new Map<string, Manifest>(
    all.flatMap(({ name, volumeMounts = [] }) =>
      volumeMounts.map((mount: Manifest) => [`${name} ${mount.mountPath}`, mount]),
    ),
  );
  const problem = (wrong: boolean, text: string) => (wrong ? [text] : []);
  return [
    ...manifests.flatMap(schemaErrors),
    ...manifests.flatMap(apiServerErrors),
    ...(isRestricted(spec) ? restrictedViolations(pod) : []),
    ...clashes(pod),
    ...lifecycleErrors(spec, pod),
    ...[...readOnly]
      .filter(([key, expected]) => !mounts.has(key) || Boolean(mounts.get(key).readOnly) !== expected)
      .map(([key]) => `the mount ${key}`),
    ...problem(pod.containers[0].name !== workload.main.name, 'another container comes first'),
    ...problem(JSON.stringify(Testing.synth(built.chart)) !== JSON.stringify(manifests), 'a second synth differs'),
    ...manifests.filter(({ kind }) => kind === 'Service').flatMap((service) => deadPorts(service, built)),
  ];
}

function isRestricted({ profile, containers }: Composition): boolean {
  return profile !== SecurityProfile.STOCK && containers.every((one) => one.profile !== SecurityProfile.STOCK);
}

function clashes(pod: Manifest): string[] {
  const ports = lastingContainers(pod).flatMap(({ ports: own = [] }) =>
    own.map(({ containerPort, protocol = 'TCP' }: Manifest) => `${containerPort}/${protocol}`),
  );
  return ports.filter((port, index) => ports.indexOf(port) < index).map((port) => `two listeners on ${port}`);
}

/** Sidecars run before the main container or beside it, as the code and the version say. */
function lifecycleErrors({ version, containers }: Composition, pod: Manifest): string[] {
  const natives: string[] = (pod.initContainers ?? [])
    .filter(({ restartPolicy }: Manifest) => restartPolicy === 'Always')
    .map(({ name }: Manifest) => name);
  const isNative = ({ role, lifecycle }: ContainerSpec) =>
    !['main', 'init', 'attached'].includes(role) && version !== '1.28' && lifecycle !== SidecarLifecycle.ALONGSIDE;
  return containers
    .filter((one) => natives.includes(one.name) !== isNative(one))
    .map(({ name }) => `the lifecycle of ${name}`);
}

/** Ports of a Service behind which nobody listens for everybody. */
function deadPorts({ metadata, spec }: Manifest, { workload }: Built): string[] {
  const address = workload.podMetadata.getLabel(kplus.Pod.ADDRESS_LABEL);
  if (spec.selector[kplus.Pod.ADDRESS_LABEL] !== address) return [];
  const containers = [...workload.containers, ...workload.initContainers];
  const open = containers
    .flatMap(({ ports, image }) => [
      ...ports,
      ...(ImageFacts.of(image)?.ports ?? []).filter(({ loopback }) => !loopback),
    ])
    .map(({ number, protocol = kplus.Protocol.TCP }) => `${number}/${protocol}`);
  return spec.ports
    .map(({ targetPort, protocol = 'TCP' }: Manifest) => `${targetPort}/${protocol}`)
    .filter((port: string) => !open.includes(port))
    .map((port: string) => `Service ${metadata.name} leads to ${port}`);
}

test('a random composition is refused with one of our errors, or makes objects that Kubernetes takes', () => {
  const silence = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const made = { right: 0, 'in spite of a mistake': 0, 'not at all': 0 };
  const refused = new Set<string>();
  fc.assert(
    fc.property(attempt, ({ spec, mistakes }) => {
      const outcome = outcomeOf(spec);
      if (typeof outcome === 'string') {
        made['not at all']++;
        if (mistakes.length === 0) throw new Error(`refused although it is right: ${outcome}`);
        if (mistakes.length === 1) refused.add(mistakes[0]);
        return;
      }
      made[mistakes.length === 0 ? 'right' : 'in spite of a mistake']++;
      expect(broken(spec, outcome)).toEqual([]);
    }),
    { seed: SEED, numRuns: RUNS },
  );
  silence.mockRestore();

  expect(made.right).toBeGreaterThan(RUNS * 0.4);
  expect(made['not at all']).toBeGreaterThan(RUNS / 5);
  // Which do no harm where they are made.
  const harmless = ['longest container name', 'port below 1024'];
  expect(Object.keys(MISTAKES).filter((name) => !refused.has(name))).toEqual(harmless);
}, 120_000);
