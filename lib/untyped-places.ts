import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { describe, SidecarsError } from './errors';
import { requireShape, Shape, shown, TEXT } from './shapes';

/** Throws when there is no construct to add something to. */
export function requireScope(where: string, scope: unknown): void {
  if (Construct.isConstruct(scope)) return;
  throw new SidecarsError({
    where,
    what: `the scope is ${shown(scope)}`,
    why: 'What a call makes or sets belongs to an app or a chart',
    fix: 'pass the app or the chart as the first argument',
  });
}

/** Where a construct of this class can be made. Throws when it is no construct, or when the id is none. */
export function inConstruct<T extends IConstruct>(name: string, scope: T, id: unknown): T {
  requireScope(name, scope);
  requireShape(`${name} in ${describe(scope)}`, 'id', id, ID);
  return scope;
}

/** The same of a class that makes objects. Throws when it is no chart either, nor in one. */
export function inChart<T extends IConstruct>(name: string, scope: T, id: unknown): T {
  inConstruct(name, scope, id);
  if (scope.node.scopes.some((construct) => Chart.isChart(construct))) return scope;
  throw new SidecarsError({
    where: `${name} "${String(id)}"`,
    what: `the scope is ${describe(scope)}`,
    why: 'Objects are written to the file of a chart',
    fix: "pass a chart of it, as in new Chart(app, 'web')",
  });
}

const ID: Shape = {
  ...TEXT,
  be: 'a string that is not empty',
  fits: (value) => typeof value === 'string' && value !== '',
  fix: () => "pass a name that no other one there has, such as 'web'",
};
