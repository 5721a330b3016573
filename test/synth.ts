import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';

/** Rendered manifests are plain data whose shape the tests assert themselves. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Manifest = any;

/** The manifest that a construct renders to. */
export function manifestOf(resource: Construct & { kind: string; name: string }): Manifest {
  const found = Testing.synth(Chart.of(resource)).find(
    ({ kind, metadata }: Manifest) => kind === resource.kind && metadata.name === resource.name,
  );
  expect(found).toBeDefined();
  return found;
}

/** The PodSpec of a Pod or of a workload. */
export function podSpecOf(host: kplus.AbstractPod): Manifest {
  const { spec } = manifestOf(host);
  return spec.jobTemplate?.spec.template.spec ?? spec.template?.spec ?? spec;
}

/** A container of the Pod by name, wherever it is listed. */
export function containerOf(host: kplus.AbstractPod, name: string): Manifest {
  const { containers, initContainers = [] } = podSpecOf(host);
  return [...containers, ...initContainers].find((container: Manifest) => container.name === name);
}

/** What App.synth would refuse the chart for. */
export function validationErrors(chart: Chart): string[] {
  return chart.node.findAll().flatMap((construct) => construct.node.validate());
}

/** The manifests of one kind that a chart renders to. */
export function manifestsOf(chart: Chart, kind: string): Manifest[] {
  return Testing.synth(chart).filter((manifest: Manifest) => manifest.kind === kind);
}

/** The message of what the function throws. */
export function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}
