import { SidecarsError } from '../../lib/errors';
import { UsageError } from '../failure';

/** Runs it, and says what the library refuses as wrong use of the verb. */
export function asUsage<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof SidecarsError ? new UsageError(error.message) : error;
  }
}
