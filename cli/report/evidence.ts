import { readFileSync } from 'node:fs';
import { KubeObject } from '../../lib/model/kube-object';
import { dataOf, listOf } from '../../lib/model/values';
import { UsageError } from '../failure';
import { grouped } from '../grouped';
import { SourceDocument } from '../input/document';
import { reasonOf } from '../input/walk';
import { AppliedFile, appliedFiles } from '../verify/applied';
import { Evidence, PodEvidence } from '../verify/evidence';

/** What a run of `verify` has seen of one workload. */
export interface Seen {
  readonly pod: PodEvidence;
  readonly startedAt: string;
  readonly runtime: string;
  /** Whether its manifest was another one then. */
  readonly ownChanged: boolean;
  /** Files with which it was applied that were others then. */
  readonly changed: readonly string[];
}

interface Candidate extends Omit<Seen, 'ownChanged' | 'changed'> {
  readonly files: readonly AppliedFile[];
}

/** Reads what `verify --report FILE.json` has written. Throws a UsageError when it is something else. */
export function readEvidence(file: string): Evidence {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is no JSON' : reasonOf(error);
    throw new UsageError(`the evidence ${file} ${why}; "sidecars verify --report evidence.json" writes it`);
  }
  if (isEvidence(value)) return value;
  throw new UsageError(
    `the evidence ${file} is not what "sidecars verify --report evidence.json" of this version writes`,
  );
}

/** Finds what was seen of a workload: by its name, in the file that it is in. */
export class SeenWorkloads {
  private readonly candidates: ReadonlyMap<string, Candidate[]>;
  private readonly now: readonly AppliedFile[];
  private readonly hashes: ReadonlyMap<string, string>;
  /** Of what was applied together, the same for each workload of it. */
  private readonly changes = new Map<Candidate['files'], readonly string[]>();

  public constructor({ sets, startedAt, runtime }: Evidence, objects: readonly KubeObject[]) {
    const all = sets.flatMap(({ pods, files }) => pods.map((pod) => ({ pod, startedAt, runtime, files })));
    this.candidates = grouped(all, ({ pod }) => pod.workload);
    this.now = appliedFiles(objects);
    this.hashes = new Map(this.now.map(({ file, sha256 }) => [file, sha256]));
  }

  public of(object: KubeObject): Seen | undefined {
    const { file } = object.origin as SourceDocument;
    const hash = this.hashes.get(file);
    const named = this.candidates.get(String(object)) ?? [];
    const same = named.find(({ files }) => files.some(({ sha256 }) => sha256 === hash));
    if (same) return { ...same, ownChanged: false, changed: this.changedOf(same.files) };
    const earlier = named.find(({ files }) => files.some((each) => isSameFile(file, each.file)));
    return earlier && { ...earlier, ownChanged: true, changed: [] };
  }

  /** Of what is not in the input, nothing is known. */
  private changedOf(files: Candidate['files']): readonly string[] {
    let changed = this.changes.get(files);
    if (!changed) {
      changed = files.flatMap((then) => {
        const now = this.now.filter((each) => isSameFile(each.file, then.file));
        return now.length > 0 && now.every(({ sha256 }) => sha256 !== then.sha256) ? [then.file] : [];
      });
      this.changes.set(files, changed);
    }
    return changed;
  }
}

/** Files of an app are told from its output folder. */
function isSameFile(now: string, then: string): boolean {
  return now === then || now.endsWith(`/${then}`);
}

function isEvidence(value: unknown): value is Evidence {
  const { version, sets } = dataOf(value);
  return version === 1 && areTexts(dataOf(value), 'startedAt', 'runtime') && Array.isArray(sets) && sets.every(isSet);
}

function isSet(value: unknown): boolean {
  const { files, pods } = dataOf(value);
  return Array.isArray(pods) && pods.every(isPod) && Array.isArray(files) && files.every(isFile);
}

function isFile(value: unknown): boolean {
  return areTexts(dataOf(value), 'file', 'sha256');
}

function isPod(value: unknown): boolean {
  const { up, timeline, outcomes, causes, logs, notLookedAt } = dataOf(value);
  const lists = [
    [timeline, (each: unknown) => areNumbers(dataOf(each), 'atMs') && areTexts(dataOf(each), 'what')],
    [outcomes, (each: unknown) => isOutcome(dataOf(each))],
    [causes, (each: unknown) => areTexts(dataOf(each), 'where', 'what')],
    [logs, (each: unknown) => areTexts(dataOf(each), 'container') && Array.isArray(dataOf(each)['lines'])],
  ] as const;
  return (
    typeof up === 'boolean' &&
    areTexts(dataOf(value), 'workload', 'state') &&
    listOf(notLookedAt).every((text) => typeof text === 'string') &&
    lists.every(([list, fits]) => Array.isArray(list) && list.every(fits))
  );
}

function isOutcome(outcome: ReturnType<typeof dataOf>): boolean {
  return typeof outcome['met'] === 'boolean' && areNumbers(outcome, 'afterMs') && areTexts(outcome, 'title', 'seen');
}

function areTexts(data: ReturnType<typeof dataOf>, ...keys: string[]): boolean {
  return keys.every((key) => typeof data[key] === 'string');
}

function areNumbers(data: ReturnType<typeof dataOf>, ...keys: string[]): boolean {
  return keys.every((key) => typeof data[key] === 'number');
}
