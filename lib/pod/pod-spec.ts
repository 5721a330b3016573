import * as kplus from 'cdk8s-plus-28';
import { dnsLabel } from '../names';
import { containerSecurity } from '../security/container-security';
import { podSecurity } from '../security/pod-security';
import { DATA_SIZE, SCRATCH_SIZE, scratchPaths } from '../security/scratch';
import { SecurityProfile } from '../security/security-profile';
import { PodDefaults } from '../settings';
import { neededGraceSeconds } from './grace-period';
import { Member } from './member';
import { memberResources } from './member-resources';
import type { PodComposition } from './pod-composition';
import { startupProbe } from './probes';
import { quantity, renderResources } from './resources';

/** Turns the spec that cdk8s-plus renders into ours: its own defaults out, those of the Pod's profile in. */
export function renderPodSpec(pod: PodComposition, rendered: kplus.k8s.PodSpec): kplus.k8s.PodSpec {
  const scratch: kplus.k8s.Volume[] = [];
  const taken = new Set((rendered.volumes ?? []).map(({ name }) => name));
  const finish = (container: kplus.k8s.Container) => {
    const member = pod.member(container.name)!;
    const mounts = mountScratch(pod, member, taken, scratch);
    return renderContainer(pod, member, { ...container, volumeMounts: joined(container.volumeMounts, mounts) });
  };
  const containers = rendered.containers.map(finish);
  const initContainers = rendered.initContainers?.map(finish);
  const volumes = joined(rendered.volumes, scratch);
  return {
    ...rendered,
    ...podFields(pod, rendered),
    containers,
    initContainers,
    volumes,
    securityContext: podSecurity(pod),
  };
}

/** Fields that cdk8s-plus always writes are left out where they only repeat what Kubernetes does anyway. */
function podFields(pod: PodComposition, rendered: kplus.k8s.PodSpec): Partial<kplus.k8s.PodSpec> {
  const { said } = pod;
  const fitted = pod.defaults === PodDefaults.FITTED;
  const saidOr = <T>(value: unknown, shown: T): T | undefined => (value === undefined ? undefined : shown);
  const needsPolicy = rendered.restartPolicy !== kplus.RestartPolicy.ALWAYS;
  return {
    restartPolicy: needsPolicy ? rendered.restartPolicy : saidOr(said.restartPolicy, rendered.restartPolicy),
    dnsPolicy: saidOr(said.dns?.policy, rendered.dnsPolicy),
    setHostnameAsFqdn: saidOr(said.dns?.hostnameAsFQDN, said.dns?.hostnameAsFQDN),
    hostNetwork: saidOr(said.hostNetwork, rendered.hostNetwork),
    terminationGracePeriodSeconds: said.terminationGracePeriod?.toSeconds() ?? neededGraceSeconds(pod),
    automountServiceAccountToken: said.automountServiceAccountToken ?? (fitted ? false : undefined),
    enableServiceLinks: said.enableServiceLinks ?? (fitted ? false : undefined),
    shareProcessNamespace: said.shareProcessNamespace,
    topologySpreadConstraints: said.topologySpread?.map(({ topology, maxSkew = 1, required = false }) => ({
      topologyKey: topology.key,
      maxSkew,
      whenUnsatisfiable: required ? 'DoNotSchedule' : 'ScheduleAnyway',
      labelSelector: pod.host.toPodSelectorConfig().labelSelector._toKube(),
    })),
  };
}

function renderContainer(pod: PodComposition, member: Member, rendered: kplus.k8s.Container): kplus.k8s.Container {
  const profile = pod.profileOf(member);
  return {
    ...rendered,
    // Left out, Kubernetes decides by the tag.
    imagePullPolicy: member.said.imagePullPolicy,
    resources: renderResources(memberResources(pod, member)),
    startupProbe: startupProbe(pod, member, rendered),
    env: profile === SecurityProfile.RESTRICTED ? withKnownVariables(member, rendered.env) : rendered.env,
    securityContext: containerSecurity(member, profile, pod.security),
  };
}

/** Variables without which the image does not run as another user than root. */
function withKnownVariables(member: Member, env: kplus.k8s.EnvVar[] | undefined): kplus.k8s.EnvVar[] | undefined {
  const known = Object.entries(member.facts?.environment ?? {}).map(([name, value]) => ({ name, value }));
  return joined(
    env,
    known.filter(({ name }) => !env?.some((variable) => variable.name === name)),
  );
}

function mountScratch(
  pod: PodComposition,
  member: Member,
  taken: Set<string>,
  volumes: kplus.k8s.Volume[],
): kplus.k8s.VolumeMount[] {
  return scratchPaths(member, pod.profileOf(member)).map(({ path, data }) => {
    const label = dnsLabel(member.container.name, path);
    let name = label;
    for (let count = 2; taken.has(name); count++) name = `${label.slice(0, 60)}-${count}`;
    taken.add(name);
    volumes.push({ name, emptyDir: { sizeLimit: quantity(data ? DATA_SIZE : SCRATCH_SIZE) } });
    return { name, mountPath: path };
  });
}

function joined<T>(first: T[] | undefined, second: T[]): T[] | undefined {
  const all = [...(first ?? []), ...second];
  return all.length > 0 ? all : undefined;
}
