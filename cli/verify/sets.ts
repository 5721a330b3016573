import { relative } from 'node:path';
import { KubeObject } from '../../lib/model/kube-object';
import { ManifestSet } from '../../lib/model/manifest-set';
import { Workload } from '../../lib/model/workload';
import { UsageError } from '../failure';
import { didYouMean } from '../nearest';
import { fileOf, PlannedExpectation, PlannedPod, workloadOf } from './plan';

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
      'verify',
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
  const byFile = new Map<string, KubeObject[]>();
  for (const object of objects) {
    const others = byFile.get(fileOf(object));
    if (others) others.push(object);
    else byFile.set(fileOf(object), [object]);
  }
  const sets = [...byFile].map(([file, all]) => setOf(titleOf(relative(folder, file)), all, choice.pods, folder));
  expect(sets, plan, files);
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
  expect([set], plan, [...new Set(objects.map(fileOf))]);
  return requireChosen([set], choice);
}

/** The path without its extensions, as in `tutorial/shared-volume`. */
function titleOf(file: string): string {
  return file.replace(/\.[^/]*$/, '');
}

function setOf(title: string, objects: readonly KubeObject[], pods: readonly string[], folder?: string): MutableSet {
  const workloads = new ManifestSet(objects).workloads.filter(
    ({ object }) => pods.length === 0 || pods.includes(object.name),
  );
  return { title, folder, objects, workloads, expectations: new Map() };
}

/** Puts what is expected to the workload that is meant, of all sets. */
function expect(sets: readonly MutableSet[], plan: readonly PlannedPod[], files: readonly string[]): void {
  const workloads = sets.flatMap((set) => set.workloads);
  for (const pod of plan) {
    const workload = workloadOf(pod, workloads, files);
    if (!workload) continue;
    requireContainers(pod, workload);
    sets.find((set) => set.workloads.includes(workload))?.expectations.set(workload, pod.expectations);
  }
}

function requireContainers(pod: PlannedPod, workload: Workload): void {
  const names = workload.pod.containers.map(({ name }) => name);
  for (const { container } of pod.expectations) {
    if (names.includes(container)) continue;
    throw new UsageError(
      `an expectation of ${pod.kind} ${pod.name} is about container "${container}"${didYouMean(container, names)}; it has ${names.join(', ')}`,
      'verify',
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
      'verify',
    );
  }
  const withPods = sets.filter(({ workloads }) => workloads.length > 0);
  if (withPods.length === 0) {
    throw new UsageError('there is no Pod and no workload in what was named, so nothing can be run', 'verify');
  }
  if (charts.length > 0 || pods.length > 0 || withPods.length === 1) return withPods;
  const expecting = withPods.filter(({ expectations }) => expectations.size > 0);
  return expecting.length > 0 ? expecting : withPods;
}
