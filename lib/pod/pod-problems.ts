import * as kplus from 'cdk8s-plus-28';
import { sentence } from '../errors';
import { normalPath } from '../names';
import { relativeNames } from '../network/relative-names';
import { HOST_ALIASES, VOLUMES } from '../pod-shapes';
import { notRestricted } from '../security/not-restricted';
import { requireShapes } from '../shapes';
import { closedPorts } from './closed-ports';
import { neededGraceSeconds } from './grace-period';
import { runsToCompletion } from './lifecycle';
import { openListener } from './listening';
import type { PodComposition } from './pod-composition';
import { missingStartupProbe } from './probes';
import { kibibytes, quantity } from './resources';
import { diskVolumesOverLimit } from './storage-limit';
import { volumeDemand } from './volume-demand';

/** What can only be known once the Pod is complete. All of it is said at once, at synth. */
export function problemsOf(pod: PodComposition): string[] {
  const misfits = misfitsOf(pod);
  if (misfits.length > 0) return misfits;
  return [
    ...[...pod.sharedVolumes].flatMap((volume) => volume._problemsIn(pod)),
    ...latePorts(pod),
    ...lateMounts(pod),
    ...closedPorts(pod),
    ...sidecarsWithoutStartupProbe(pod),
    ...memoryVolumesOverLimit(pod),
    ...diskVolumesOverLimit(pod),
    ...shortGracePeriod(pod),
    ...wrongRestartPolicy(pod),
    ...otherPortsOfNode(pod),
    ...nobodyToAsk(pod),
    ...relativeNames(pod),
    ...notRestricted(pod),
  ];
}

/** What methods of cdk8s-plus take without a look at it. The rest would stumble over it. */
function misfitsOf(pod: PodComposition): string[] {
  const { volumes, hostAliases } = pod.host;
  try {
    requireShapes(pod.where(), { volumes, hostAliases }, { volumes: VOLUMES, hostAliases: HOST_ALIASES });
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

/** Containers that cdk8s-plus made take further ports without asking the Pod. */
function latePorts(pod: PodComposition): string[] {
  const problems: string[] = [];
  for (const member of pod.members) {
    for (const port of member.container.ports.map((late) => openListener(member, late))) {
      const known = pod.listenersOf(port.container).filter(({ implied }) => !implied);
      if (known.some(({ number, protocol }) => number === port.number && protocol === port.protocol)) continue;
      try {
        pod.claim(port);
      } catch (error) {
        problems.push((error as Error).message);
      }
    }
  }
  return problems;
}

/** The same for mounts. */
function lateMounts(pod: PodComposition): string[] {
  return pod.members.flatMap(({ container }) => {
    const paths = container.mounts.map(({ path }) => normalPath(path));
    const twice = [...new Set(paths.filter((path, index) => paths.indexOf(path) < index))];
    return twice.map((path) => {
      const volumes = container.mounts
        .filter((mount) => normalPath(mount.path) === path)
        .map(({ volume }) => volume.name);
      return sentence({
        where: pod.where(container.name),
        what: `volumes "${volumes.join('" and "')}" are both mounted at ${path}`,
        why: 'A container has one volume at a path',
        fix: 'mount one of them elsewhere',
      });
    });
  });
}

function sidecarsWithoutStartupProbe(pod: PodComposition): string[] {
  return pod.members.flatMap((member) => {
    const why = missingStartupProbe(pod, member);
    if (why === undefined) return [];
    return sentence({
      where: pod.where(member.container.name),
      what: 'the sidecar has no startup probe',
      why: `${why}, and without a startup probe Kubernetes does not wait longer than until its process runs`,
      fix: 'pass a startup probe that succeeds when it is of use, such as Probe.fromCommand([...]) or Probe.fromHttpGet on a health port',
    });
  });
}

function memoryVolumesOverLimit(pod: PodComposition): string[] {
  return pod.members.flatMap((member) => {
    const limit = member.said.resources?.memory?.limit;
    const { memory } = volumeDemand(pod, member);
    if (!limit || kibibytes(memory) < kibibytes(limit)) return [];
    return sentence({
      where: pod.where(member.container.name),
      what: `its memory limit of ${quantity(limit).value} is not more than the ${quantity(memory).value} it can write to memory volumes`,
      why: 'What is written there counts as memory of the writer, which would be ended as OOMKilled',
      fix: 'raise the memory limit, lower the sizeLimit of the volume, or use the disk medium',
    });
  });
}

function shortGracePeriod(pod: PodComposition): string[] {
  const said = pod.said.terminationGracePeriod?.toSeconds();
  const needed = neededGraceSeconds(pod);
  if (said === undefined || needed === undefined || said >= needed) return [];
  return [
    sentence({
      where: pod.where(),
      what: `its terminationGracePeriod is ${said} s, and its containers may take ${needed} s to stop`,
      why: 'Native sidecars stop one after the other once the regular containers have, and what is left at the end is killed',
      fix: `leave terminationGracePeriod out, raise it to ${needed} s, or lower the containers' timeToStop`,
    }),
  ];
}

function wrongRestartPolicy(pod: PodComposition): string[] {
  const { kind, restartPolicy } = pod.host;
  if (kind === 'Pod') return [];
  const always = restartPolicy === kplus.RestartPolicy.ALWAYS;
  if (always !== runsToCompletion(pod)) return [];
  return [
    sentence({
      where: pod.where(),
      what: `restartPolicy ${restartPolicy} in a ${kind}`,
      why: always
        ? 'The API server rejects it: a Job has to end'
        : 'The API server accepts only Always for workloads that keep running',
      fix: always
        ? 'use RestartPolicy.NEVER or RestartPolicy.ON_FAILURE'
        : 'leave restartPolicy out, or use SidecarJob for what has to end',
    }),
  ];
}

function otherPortsOfNode(pod: PodComposition): string[] {
  if (!pod.host.hostNetwork) return [];
  return pod.members.flatMap(({ container }) =>
    container.ports
      .filter(({ number, hostPort }) => hostPort !== undefined && hostPort !== number)
      .map(({ number, hostPort }) =>
        sentence({
          where: pod.where(container.name),
          what: `port ${number} is to be port ${hostPort} of the node`,
          why: 'With hostNetwork the container listens on the node itself, so the API server accepts no other number',
          fix: 'leave hostPort out',
        }),
      ),
  );
}

function nobodyToAsk(pod: PodComposition): string[] {
  const { policy, nameservers } = pod.host.dns;
  if (policy !== kplus.DnsPolicy.NONE || nameservers.length > 0) return [];
  return [
    sentence({
      where: pod.where(),
      what: 'its dns policy is NONE, and there is no nameserver',
      why: 'The API server rejects a Pod that has nobody to ask',
      fix: 'pass one in dns.nameservers, or leave the policy out to ask the cluster',
    }),
  ];
}
