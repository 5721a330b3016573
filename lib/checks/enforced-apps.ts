import { IConstruct } from 'constructs';

const enforced = new WeakSet<IConstruct>();

export function markEnforced(app: IConstruct): void {
  enforced.add(app);
}

/** Whether all rules look at the whole app when it is synthesized. */
export function isEnforced(app: IConstruct): boolean {
  return enforced.has(app);
}
