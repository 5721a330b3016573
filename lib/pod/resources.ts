import { Size, SizeRoundingBehavior } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ImageFacts } from '../images';
import { ContainerRole } from './container-props';

/**
 * Sized so that a Pod of several containers fits a small node: no CPU limit, because a throttled helper slows down the
 * container it helps.
 */
const MAIN = { cpu: 100, memoryRequest: 128, memoryLimit: 512 };
const HELPER = { cpu: 10, memoryRequest: 32, memoryLimit: 128 };

/** Room for the container's own files and logs; the kubelet keeps up to 5 log files of 10 MiB. */
const EPHEMERAL_REQUEST = Size.mebibytes(16);
const EPHEMERAL_LIMIT = Size.mebibytes(128);

/** What a container can fill in volumes, on top of what it uses by itself. */
export interface VolumeDemand {
  /** Of disk emptyDirs: what is requested, and the most that can be used. */
  readonly diskRequest: Size;
  readonly diskLimit: Size;
  /** Of memory emptyDirs, whose pages are charged to the container that writes them. */
  readonly memory: Size;
}

/** CPU and memory by role and image. */
export function fittedResources(role: ContainerRole, facts: ImageFacts | undefined): kplus.ContainerResources {
  const size = role === ContainerRole.MAIN ? MAIN : HELPER;
  const request = Math.max(size.memoryRequest, facts?.memoryRequest?.toMebibytes() ?? 0);
  return {
    cpu: { request: kplus.Cpu.millis(size.cpu) },
    memory: {
      request: Size.mebibytes(request),
      limit: Size.mebibytes(Math.max(size.memoryLimit, request * 2)),
    },
  };
}

/** Adds to fitted resources what the container can fill in volumes, where the code did not say. */
export function withVolumes(
  fitted: kplus.ContainerResources,
  said: kplus.ContainerResources,
  demand: VolumeDemand,
): kplus.ContainerResources {
  return {
    cpu: said.cpu ?? fitted.cpu,
    memory: said.memory ?? {
      request: plus(fitted.memory!.request!, demand.memory),
      limit: plus(fitted.memory!.limit!, demand.memory),
    },
    ephemeralStorage: said.ephemeralStorage ?? {
      request: plus(EPHEMERAL_REQUEST, demand.diskRequest),
      limit: plus(EPHEMERAL_LIMIT, demand.diskLimit),
    },
  };
}

/** `resources: {}` says that there are to be none. */
export function saysNone(resources: kplus.ContainerResources | undefined): boolean {
  return resources !== undefined && Object.keys(resources).length === 0;
}

export function wholeMebibytes(memory: kplus.MemoryResources | undefined): kplus.MemoryResources | undefined {
  const whole = (size: Size | undefined) => size && Size.mebibytes(Math.ceil(kibibytes(size) / 1024));
  return memory && { request: whole(memory.request), limit: whole(memory.limit) };
}

export function plus(a: Size, b: Size): Size {
  return Size.kibibytes(kibibytes(a) + kibibytes(b));
}

export function kibibytes(size: Size): number {
  return size.toKibibytes({ rounding: SizeRoundingBehavior.FLOOR });
}

/** As Kubernetes writes it, in the largest unit that keeps it whole. */
export function quantity(size: Size): kplus.k8s.Quantity {
  const kibi = kibibytes(size);
  const text = kibi % 1024 ** 2 === 0 ? `${kibi / 1024 ** 2}Gi` : kibi % 1024 === 0 ? `${kibi / 1024}Mi` : `${kibi}Ki`;
  return kplus.k8s.Quantity.fromString(text);
}

/** cdk8s-plus renders ephemeral storage in whole gibibytes only, so resources are rendered here. */
export function renderResources({ cpu, memory, ephemeralStorage }: kplus.ContainerResources) {
  const side = (which: 'request' | 'limit'): Record<string, kplus.k8s.Quantity> | undefined => {
    const quantities: Record<string, kplus.k8s.Quantity> = {};
    const amount = cpu?.[which]?.amount;
    if (amount !== undefined) quantities['cpu'] = kplus.k8s.Quantity.fromString(amount);
    if (memory?.[which]) quantities['memory'] = quantity(memory[which]);
    if (ephemeralStorage?.[which]) quantities['ephemeral-storage'] = quantity(ephemeralStorage[which]);
    return Object.keys(quantities).length > 0 ? quantities : undefined;
  };
  const rendered = { requests: side('request'), limits: side('limit') };
  return rendered.requests || rendered.limits ? rendered : undefined;
}
