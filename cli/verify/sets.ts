import { relative } from 'node:path';
import { KubeObject } from '../../lib/model/kube-object';
import { ManifestSet } from '../../lib/model/manifest-set';
import { Workload } from '../../lib/model/workload';
import { UsageError } from '../failure';
import { grouped } from '../grouped';
import { didYouMean } from '../nearest';
import { fileOf, isOfOtherFile, PlannedExpectation, PlannedPod, workloadOf } from './plan';

/** What is applied together, and what is expected of it. */
export interface VerifySet {
  readonly title: string;
  /** That of the files, where only their place in it says something. */
  readonly folder: string | undefined;
  readonly objects: readonly KubeObject[];
  readonly workloads: readonly Workload[];
  readonly expectations: ReadonlyMap<Workload, readonly PlannedExpectation[]>;
}

interface MutableSet extends VerifySet {
  /** Those that were not chosen, too. */
  readonly all: readonly Workload[];
  readonly expectations: Map<Workload, readonly PlannedExpectation[]>;
}

export interface Choice {
  /** As in `shared-volume`, or with the folder; none means all with expectations. */
  readonly charts: readonly string[];
  /** Names of Pods or workloads; none means all. */
  readonly pods: readonly string[];
}

/** Of the files of an app, those of the charts that are meant. Throws a UsageError when one is not there. */
export function chartFiles(folder: string, files: readonly string[], charts: readonly string[]): readonly string[] {
  if (charts.length === 0) return files;
  const titles = files.map((file) => titleOf(relative(folder, file)));
  const isMeant = (chart: string, title: string) => title === chart || title.endsWith(`/${chart}`);
  const unknown = charts.find((chart) => !titles.some((title) => isMeant(chart, title)));
  if (unknown !== undefined) {
    throw new UsageError(
      `there is no chart "${unknown}"${didYouMean(unknown, titles)}; there are ${titles.join(', ')}`,
    );
  }
  return files.filter((_, index) => charts.some((chart) => isMeant(chart, titles[index])));
}

export interface AppFiles {
  readonly folder: string;
  /** All of them, also those that were not read. */
  readonly files: readonly string[];
}

/** The charts of an app, each a set: Pods of different charts may have the same name. */
export function setsOfApp(
  { folder, files }: AppFiles,
  objects: readonly KubeObject[],
  plan: readonly PlannedPod[],
  choice: Choice,
): VerifySet[] {
  const sets = [...grouped(objects, fileOf)].map(([file, all]) =>
    setOf(titleOf(relative(folder, file)), all, choice.pods, folder),
  );
  // Of a chart that was not chosen nothing was read.
  const isElsewhere = () => choice.charts.length > 0;
  expect(sets, plan, files, isElsewhere);
  return requireChosen(sets, choice);
}

/** All that was named, as if applied together. */
export function setOfFiles(
  title: string,
  objects: readonly KubeObject[],
  plan: readonly PlannedPod[],
  choice: Choice,
): VerifySet[] {
  const set = setOf(title, objects, choice.pods);
  const files = [...new Set(objects.map(fileOf))];
  // An app writes one plan for all of its charts, of which some are named here. A plan of others only is a mistake.
  const isAnyHere = plan.some((pod) => workloadOf(pod, set.all, files));
  expect([set], plan, files, (pod) => isAnyHere && isOfOtherFile(pod, files));
  return requireChosen([set], choice);
}

/** The path without its extensions, as in `tutorial/shared-volume`. */
function titleOf(file: string): string {
  return file.replace(/\.[^/]*$/, '');
}

function setOf(title: string, objects: readonly KubeObject[], pods: readonly string[], folder?: string): MutableSet {
  const all = new ManifestSet(objects).workloads;
  const workloads = all.filter(({ object }) => pods.length === 0 || pods.includes(object.name));
  return { title, folder, objects, all, workloads, expectations: new Map() };
}

/**
 * Puts what is expected to the workload that is meant, of all sets. What is expected of nothing that is here would never be
 * looked at, so it is refused, unless it is known to be elsewhere.
 */
function expect(
  sets: readonly MutableSet[],
  plan: readonly PlannedPod[],
  files: readonly string[],
  isElsewhere: (pod: PlannedPod) => boolean,
): void {
  const all = sets.flatMap((set) => set.all);
  for (const pod of plan) {
    const workload = workloadOf(pod, all, files);
    if (workload) {
      const set = sets.find(({ workloads }) => workloads.includes(workload));
      if (!set) continue;
      requireContainers(pod, workload);
      set.expectations.set(workload, pod.expectations);
    } else if (pod.expectations.length > 0 && !isElsewhere(pod)) throw unknownTarget(pod, all);
  }
}

function unknownTarget({ kind, namespace, name }: PlannedPod, all: readonly Workload[]): UsageError {
  const names = [...new Set(all.map(({ object }) => object.toString()))];
  const target = `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
  return new UsageError(
    `something is expected of ${target}, which is not in what is run${didYouMean(target, names)}; there are ${names.join(', ') || 'none'}`,
  );
}

function requireContainers(pod: PlannedPod, workload: Workload): void {
  const names = workload.pod.containers.map(({ name }) => name);
  for (const { container } of pod.expectations) {
    if (names.includes(container)) continue;
    throw new UsageError(
      `an expectation of ${pod.kind} ${pod.name} is about container "${container}"${didYouMean(container, names)}; it has ${names.join(', ')}`,
    );
  }
}

function requireChosen(sets: VerifySet[], { charts, pods }: Choice): VerifySet[] {
  const chosen = sets.flatMap(({ workloads }) => workloads.map(({ object }) => object.name));
  const unknown = pods.find((name) => !chosen.includes(name));
  if (unknown !== undefined) {
    const names = sets.flatMap(({ objects }) => new ManifestSet(objects).workloads.map(({ object }) => object.name));
    throw new UsageError(
      `there is no Pod or workload "${unknown}"${didYouMean(unknown, names)}; there are ${[...new Set(names)].join(', ')}`,
    );
  }
  const withPods = sets.filter(({ workloads }) => workloads.length > 0);
  if (withPods.length === 0) {
    throw new UsageError('there is no Pod and no workload in what was named, so nothing can be run');
  }
  if (charts.length > 0 || pods.length > 0 || withPods.length === 1) return withPods;
  const expecting = withPods.filter(({ expectations }) => expectations.size > 0);
  return expecting.length > 0 ? expecting : withPods;
}
