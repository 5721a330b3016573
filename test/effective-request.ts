import { Manifest } from './synth';

const UNITS: Record<string, number> = { m: 0.001, Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3, '': 1 };

/** A quantity as a number of cores or bytes. */
export function amountOf(quantity: string | undefined): number {
  const [, number, unit] = /^([0-9.]+)([A-Za-z]*)$/.exec(quantity ?? '0')!;
  return Number(number) * UNITS[unit];
}

/**
 * What the scheduler reserves for a Pod.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
 */
export function effectiveRequest({ containers, initContainers = [] }: Manifest, resource: 'cpu' | 'memory'): number {
  const request = (container: Manifest) => amountOf(container.resources?.requests?.[resource]);
  let sidecars = 0;
  let highest = 0;
  for (const container of initContainers) {
    const isSidecar = container.restartPolicy === 'Always';
    if (isSidecar) sidecars += request(container);
    highest = Math.max(highest, isSidecar ? sidecars : sidecars + request(container));
  }
  const regular = containers.reduce((sum: number, container: Manifest) => sum + request(container), 0);
  return Math.max(highest, regular + sidecars);
}
