import { Data, dataOf, isData, listOf, textOf } from '../../../lib/model/values';
import { some } from '../../../lib/some';
import { UsageError } from '../../failure';
import { nameOf, namespaceOf } from './kinds';
import { RUN } from './labels';
import { Kubectl } from './program';

/** What says which objects are meant, and nothing of what is in them. */
export function identityOf(object: Data): Data {
  const namespace = namespaceOf(object);
  const metadata = { name: nameOf(object), ...(namespace !== undefined && { namespace }) };
  return { apiVersion: object['apiVersion'], kind: object['kind'], metadata };
}

/** Objects as kubectl reads them from standard input. */
export function asInput(objects: readonly Data[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
}

/** What kubectl prints of one object is the object, of several a list. */
export function itemsOf(printed: Data): Data[] {
  const { kind, items } = printed;
  if (textOf(kind)?.endsWith('List')) return listOf(items).filter(isData);
  return kind === undefined ? [] : [printed];
}

/** Shows those of the objects on standard input that are there. */
export const LOOK = ['get', '--ignore-not-found', '--filename=-'];

/** Throws a UsageError for objects that are there already and not of this run: they are somebody's, and not touched. */
export async function requireNew(
  kubectl: Kubectl,
  run: string,
  objects: readonly Data[],
  signal: AbortSignal,
): Promise<void> {
  const found = await kubectl.json(LOOK, {
    input: asInput(objects.map(identityOf)),
    signal,
  });
  const there = itemsOf(found).filter((object) => runOf(object) !== run);
  if (there.length === 0) return;
  const runs = new Set(there.map(runOf).filter((run) => run !== undefined));
  const hint =
    runs.size > 0
      ? `${[...runs].map((run) => `run ${run}`).join(', ')} left some of it: "sidecars down --runtime kubectl" removes what was kept`
      : 'use --own-namespace, or another --namespace';
  throw new UsageError(`in the cluster already, and not made by this run: ${some(there.map(titleOf), 5)}; ${hint}`);
}

function titleOf(object: Data): string {
  const namespace = namespaceOf(object);
  const name = namespace === undefined ? nameOf(object) : `${namespace}/${nameOf(object)}`;
  return `${textOf(object['kind'])} ${name}`;
}

function runOf(object: Data): string | undefined {
  return textOf(dataOf(dataOf(object['metadata'])['labels'])[RUN]);
}
