import { writeFileSync } from 'node:fs';
import { App, Chart } from 'cdk8s';
import type { PodComposition } from './pod-composition';

/** Names the file into which the expectations of an app are written when it has run. */
const PLAN_VARIABLE = 'SIDECARS_PLAN';

const withExpectations = new Set<PodComposition>();
let watching = false;

/** Remembers the Pod for the plan, which is written when the process ends well: only then is the YAML there too. */
export function planFor(pod: PodComposition): void {
  const file = process.env[PLAN_VARIABLE];
  if (!file) return;
  withExpectations.add(pod);
  if (watching) return;
  watching = true;
  process.once('exit', (code) => {
    if (code === 0) writeFileSync(file, `${JSON.stringify(planOf([...withExpectations]), null, 2)}\n`);
  });
}

/** The format is documented in docs/expectations.md. */
export function planOf(pods: PodComposition[]) {
  return {
    version: 1,
    pods: pods.map(({ host, expectations }) => ({
      outdir: App.of(host).outdir,
      chart: Chart.of(host).node.path,
      path: host.node.path,
      apiVersion: host.apiVersion,
      kind: host.kind,
      namespace: host.metadata.namespace,
      name: host.name,
      expectations: expectations.map((expectation) => expectation._toPlan()),
    })),
  };
}
