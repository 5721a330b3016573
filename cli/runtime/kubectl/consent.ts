import { UsageError } from '../../failure';
import { sessionOf } from './session';
import { Target } from './target';

/** Asks whoever sits in front of it. Throws a UsageError where nobody does. */
export type Ask = (question: string) => Promise<boolean>;

export interface Consent {
  /** As `--yes` has it. */
  readonly assumeYes: boolean;
  readonly ask: Ask;
}

/** Throws a UsageError unless the cluster is on this machine, or somebody agrees, who is asked once. */
export async function requireConsent({ context, server, local }: Target, { assumeYes, ask }: Consent): Promise<void> {
  const { agreed } = sessionOf(ask);
  const cluster = `${context} ${server}`;
  if (local || assumeYes || agreed.has(cluster)) return;
  const question = `Context "${context}" (${server}) is not known to be a cluster on this machine. Apply to it?`;
  if (!(await ask(question))) throw new UsageError(`nothing was applied to context "${context}"`);
  agreed.add(cluster);
}
