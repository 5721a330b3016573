import { KubeObject } from '../../lib/model/kube-object';
import { ManifestSet } from '../../lib/model/manifest-set';
import { Workload } from '../../lib/model/workload';
import { Diagram, diagramsOf } from '../diagram/diagrams';
import { Names } from '../diagram/names';
import { SceneOptions } from '../diagram/pod-scene';
import { grouped } from '../grouped';
import { Report, Reported } from '../reported';

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
  const findings = grouped(report.findings, ({ object }) => object);
  const names = new Names();
  return [...sets].map(([folder, objects]) => {
    const set = new ManifestSet(objects);
    const diagrams = diagramsOf(set, options);
    const overview = diagrams.length > set.workloads.length ? diagrams[0] : undefined;
    const single = overview ? diagrams.slice(1) : diagrams;
    const prefix = folder === undefined ? '' : `${folder}-`;
    const own = new Set(set.workloads.map(({ object }) => object));
    return {
      id: names.of(`${prefix}set`),
      folder,
      overview,
      workloads: set.workloads.map((workload, index) => ({
        id: names.of(`${prefix}${single[index].name}`),
        workload,
        diagram: single[index],
        findings: findings.get(workload.object) ?? [],
      })),
      findings: objects.flatMap((object) => (own.has(object) ? [] : (findings.get(object) ?? []))),
    };
  });
}
