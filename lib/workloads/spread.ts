import * as kplus from 'cdk8s-plus-28';

/** Takes out `spread`, which cdk8s-plus would add again each time it renders: `spreadOnce` does it instead. */
export function withoutSpread<T extends kplus.WorkloadProps>(props: T): T {
  return { ...props, spread: false };
}

export function spreadOnce(workload: kplus.Workload, { spread = false }: kplus.WorkloadProps): void {
  if (!spread) return;
  workload.scheduling.spread({ topology: kplus.Topology.HOSTNAME });
  workload.scheduling.spread({ topology: kplus.Topology.ZONE });
}
