import { KubeObject } from '../../lib/model/kube-object';
import { ManifestSet } from '../../lib/model/manifest-set';
import { Workload } from '../../lib/model/workload';
import { Diagram, diagramsOf } from '../diagram/diagrams';
import { SceneOptions } from '../diagram/pod-scene';
import { Report, Reported } from '../reported';
import { Anchors } from './anchors';

/** What the page tells of one workload. */
export interface WorkloadContents {
  readonly id: string;
  readonly workload: Workload;
  readonly diagram: Diagram;
  readonly findings: readonly Reported[];
}

/** What the page tells of manifests that are applied together. */
export interface SetContents {
  readonly id: string;
  /** The folder, where each is a set of its own. */
  readonly folder: string | undefined;
  readonly objects: readonly KubeObject[];
  /** Undefined of a single workload. */
  readonly overview: Diagram | undefined;
  readonly workloads: readonly WorkloadContents[];
  /** Of objects that are no workloads. */
  readonly findings: readonly Reported[];
}

/** Arranges what was found by workload. */
export function contentsOf(
  sets: ReadonlyMap<string | undefined, readonly KubeObject[]>,
  report: Report,
  options: SceneOptions,
): SetContents[] {
  const findings = new Map<KubeObject | undefined, Reported[]>();
  for (const finding of report.findings) {
    const others = findings.get(finding.object);
    if (others) others.push(finding);
    else findings.set(finding.object, [finding]);
  }
  const anchors = new Anchors();
  return [...sets].map(([folder, objects]) => {
    const set = new ManifestSet(objects);
    const diagrams = diagramsOf(set, options);
    const overview = diagrams.length > set.workloads.length ? diagrams[0] : undefined;
    const single = overview ? diagrams.slice(1) : diagrams;
    const prefix = folder === undefined ? '' : `${folder}-`;
    const own = new Set(set.workloads.map(({ object }) => object));
    return {
      id: anchors.of(`${prefix}set`),
      folder,
      objects,
      overview,
      workloads: set.workloads.map((workload, index) => ({
        id: anchors.of(`${prefix}${single[index].name}`),
        workload,
        diagram: single[index],
        findings: findings.get(workload.object) ?? [],
      })),
      findings: objects.flatMap((object) => (own.has(object) ? [] : (findings.get(object) ?? []))),
    };
  });
}
