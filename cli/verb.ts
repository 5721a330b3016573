import { ExitCode } from './failure';
import { Option } from './options';

/** What `sidecars <verb>` does. Each is a file of its own. */
export interface Verb {
  readonly name: string;
  /** What follows the verb in its usage. */
  readonly usage: string;
  readonly summary: string;
  readonly options: readonly Option[];
  /** Below the options in its help. */
  readonly notes?: string;
  run(args: VerbArguments): Promise<ExitCode>;
}

export interface VerbArguments {
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
}
