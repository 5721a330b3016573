/** The ways in which the command ends. */
export enum ExitCode {
  CLEAN = 0,
  FINDINGS = 1,
  /** Wrong use, or input that cannot be read. */
  TROUBLE = 2,
}

/** Wrong use of the command: said without a stack trace. */
export class UsageError extends Error {
  public override readonly name = 'UsageError';
}
