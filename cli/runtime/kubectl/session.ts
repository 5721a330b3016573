import { Ask } from './consent';

/** What the runtimes of one call of the command share: there is one for each set. */
export interface Session {
  /** The context that was current when the first of them asked: the next goes to no other cluster. */
  context?: string;
  /** The clusters to which may be applied. */
  readonly agreed: Set<string>;
}

const sessions = new WeakMap<Ask, Session>();

/** That of whoever is asked. */
export function sessionOf(ask: Ask): Session {
  const known = sessions.get(ask);
  if (known) return known;
  const session: Session = { agreed: new Set() };
  sessions.set(ask, session);
  return session;
}
