import { Data, dataOf, isData, listOf, pairsOf, textOf, textsOf } from './values';

/** A label selector as workloads, policies and budgets have it. */
export class Selector {
  public readonly labels: ReadonlyMap<string, string>;
  private readonly expressions: readonly Data[];

  public constructor(data: unknown) {
    this.labels = pairsOf(dataOf(data)['matchLabels']);
    this.expressions = listOf(dataOf(data)['matchExpressions']).filter(isData);
  }

  /** Selects everything. */
  public get empty(): boolean {
    return this.labels.size === 0 && this.expressions.length === 0;
  }

  public matches(labels: ReadonlyMap<string, string>): boolean {
    for (const [key, value] of this.labels) if (labels.get(key) !== value) return false;
    return this.expressions.every((expression) => {
      const key = textOf(expression['key']) ?? '';
      const values = textsOf(expression['values']) ?? [];
      const value = labels.get(key);
      switch (expression['operator']) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        default:
          return false;
      }
    });
  }
}

/** The plain pairs of a Service's selector. */
export function matchesPairs(pairs: ReadonlyMap<string, string>, labels: ReadonlyMap<string, string>): boolean {
  for (const [key, value] of pairs) if (labels.get(key) !== value) return false;
  return true;
}
