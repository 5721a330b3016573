import { randomBytes } from 'node:crypto';

/** On everything that a run makes, and on what controllers make of its templates. */
export const RUN = 'cdk8s-sidecars.run';

/** On what tells that there is a run: its record, and the namespaces that it has made. */
export const RECORD = 'cdk8s-sidecars.record';

/** On the record of a run that is to stay. */
export const KEPT = 'cdk8s-sidecars.kept';

/** Who has applied what, in the terms of server-side apply. */
export const FIELD_MANAGER = 'cdk8s-sidecars';

export function newRunId(): string {
  return randomBytes(4).toString('hex');
}

export function isRunId(text: string): boolean {
  return /^[0-9a-f]{8}$/.test(text);
}

export function ownNamespaceOf(run: string): string {
  return `sidecars-verify-${run}`;
}
