import { readFileSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { Data, dataOf, listOf, numberOf, textOf, textsOf } from '../../lib/model/values';
import { Workload } from '../../lib/model/workload';
import { UsageError } from '../failure';
import { SourceDocument } from '../input/document';

export interface HttpExpectation {
  readonly type: 'http';
  readonly url: string;
  readonly status: number;
  readonly bodyContains: string | undefined;
}

export interface CommandExpectation {
  readonly type: 'command';
  readonly command: readonly string[];
  readonly exitCode: number;
  readonly outputContains: string | undefined;
}

export interface LogExpectation {
  readonly type: 'log';
  readonly contains: string;
}

/** Something that is to become true of a running Pod, as docs/expectations.md has it. */
export type PlannedExpectation = (HttpExpectation | CommandExpectation | LogExpectation) & {
  readonly container: string;
  readonly withinSeconds: number;
};

/** What is expected of one Pod or workload. */
export interface PlannedPod {
  readonly outdir: string;
  readonly chart: string;
  readonly path: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly expectations: readonly PlannedExpectation[];
}

/** The version of the format that is read here. */
const VERSION = 1;

/** Reads the file that an app has written to SIDECARS_PLAN. Throws a UsageError when it is none. */
export function readPlan(file: string): PlannedPod[] {
  let plan: unknown;
  try {
    plan = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`the plan ${file} cannot be read: ${(error as Error).message}`);
  }
  if (dataOf(plan)['version'] !== VERSION) {
    const version = JSON.stringify(dataOf(plan)['version']) ?? 'none';
    throw new UsageError(`the plan ${file} has version ${version}, and ${VERSION} is known here`);
  }
  return listOf(dataOf(plan)['pods']).map((pod, index) => podOf(dataOf(pod), `${file}: pods[${index}]`));
}

function podOf(pod: Data, place: string): PlannedPod {
  const text = (key: string) => textOf(pod[key]) ?? missing(`${place}.${key}`, 'a text');
  return {
    outdir: text('outdir'),
    chart: text('chart'),
    path: text('path'),
    kind: text('kind'),
    namespace: textOf(pod['namespace']),
    name: text('name'),
    expectations: listOf(pod['expectations']).map((each, index) =>
      expectationOf(dataOf(each), `${place}.expectations[${index}]`),
    ),
  };
}

function expectationOf(data: Data, place: string): PlannedExpectation {
  const text = (key: string) => textOf(data[key]) ?? missing(`${place}.${key}`, 'a text');
  const number = (key: string) => numberOf(data[key]) ?? missing(`${place}.${key}`, 'a number');
  const common = { container: text('container'), withinSeconds: number('withinSeconds') };
  switch (data['type']) {
    case 'http':
      return {
        ...common,
        type: 'http',
        url: text('url'),
        status: number('status'),
        bodyContains: textOf(data['bodyContains']),
      };
    case 'command':
      return {
        ...common,
        type: 'command',
        command: textsOf(data['command']) ?? missing(`${place}.command`, 'a list'),
        exitCode: number('exitCode'),
        outputContains: textOf(data['outputContains']),
      };
    case 'log':
      return { ...common, type: 'log', contains: text('contains') };
    default:
      return missing(`${place}.type`, 'http, command or log');
  }
}

function missing(place: string, what: string): never {
  throw new UsageError(`${place} is to be ${what}`);
}

/**
 * The workload that a Pod of the plan means, of those that were read of these files. Charts of one folder may have Pods of
 * one name; then the file of the chart tells them apart, which is named after it.
 */
export function workloadOf(
  pod: PlannedPod,
  workloads: readonly Workload[],
  files: readonly string[],
): Workload | undefined {
  const named = workloads.filter(
    ({ object }) => object.kind === pod.kind && object.name === pod.name && object.namespace === pod.namespace,
  );
  const { own, candidates } = filesFor(pod, files);
  return named.find(({ object }) => (own.length > 0 ? own : candidates).includes(fileOf(object)));
}

/** Whether the chart of a Pod of the plan has another file than these, of the same folder. */
export function isOfOtherFile(pod: PlannedPod, files: readonly string[]): boolean {
  const { inFolder, own } = filesFor(pod, files);
  return inFolder.length > 0 && own.length === 0;
}

function filesFor({ outdir, chart }: PlannedPod, files: readonly string[]) {
  const inFolder = files.filter((file) => relative(resolve(outdir), dirname(resolve(file))) === '');
  // Where files are named, the app that made them may have written them elsewhere.
  const candidates = inFolder.length > 0 ? inFolder : files;
  return { inFolder, candidates, own: filesOfChart(chart.replace(/\//g, '-'), candidates) };
}

function filesOfChart(chart: string, files: readonly string[]): string[] {
  const startsWith = (text: string) =>
    files.filter((file) =>
      basename(file)
        .replace(/^\d{4}-/, '')
        .startsWith(text),
    );
  const exact = startsWith(`${chart}.`);
  return exact.length > 0 ? exact : startsWith(`${chart}-`);
}

/** The file in which an object was read. */
export function fileOf(object: { readonly origin?: unknown }): string {
  return (object.origin as SourceDocument).file;
}

/** One line that says what is expected. */
export function titleOf(expectation: PlannedExpectation): string {
  const { container } = expectation;
  switch (expectation.type) {
    case 'http': {
      const body = expectation.bodyContains === undefined ? '' : ` with ${quoted(expectation.bodyContains)}`;
      return `GET ${expectation.url} from ${container} gives ${expectation.status}${body}`;
    }
    case 'command': {
      const output = expectation.outputContains === undefined ? '' : ` and says ${quoted(expectation.outputContains)}`;
      return `${quoted(expectation.command.join(' '))} in ${container} ends with ${expectation.exitCode}${output}`;
    }
    case 'log':
      return `the log of ${container} has ${quoted(expectation.contains)}`;
  }
}

function quoted(text: string): string {
  return text.includes('"') ? `'${text}'` : `"${text}"`;
}
