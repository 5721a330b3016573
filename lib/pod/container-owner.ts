import * as kplus from 'cdk8s-plus-28';
import type { PodComposition } from './pod-composition';
import { PodContainer } from './pod-container';

/** The Pods to which containers were attached that cdk8s-plus made. */
const attachedTo = new WeakMap<kplus.Container, PodComposition>();

export function rememberAttached(container: kplus.Container, pod: PodComposition): void {
  attachedTo.set(container, pod);
}

/** The Pod that has the container: undefined for one of a Pod that is not ours, or that is not attached yet. */
export function ownerOf(container: kplus.Container): PodComposition | undefined {
  return container instanceof PodContainer ? container._owner : attachedTo.get(container);
}
