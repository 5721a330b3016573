import { OPTIONS as CHECK_OPTIONS } from '../check/options';
import { UsageError } from '../failure';
import { Option } from '../options';
import { VerbArguments } from '../verb';

export const OPTIONS: readonly Option[] = [
  { name: 'output', short: 'o', value: 'FILE', help: 'where to write the page; standard output unless given' },
  {
    name: 'evidence',
    value: 'FILE',
    help: 'what "sidecars verify --report FILE.json" has written, to show of each\nworkload what was seen of it',
  },
  { name: 'denied', help: 'draw what policies do not let through, too' },
  ...CHECK_OPTIONS.filter(({ name }) => name !== 'format' && name !== 'color'),
];

export interface ReportSettings {
  readonly output: string | undefined;
  readonly evidence: string | undefined;
  readonly denied: boolean;
}

/** What the options of the page mean; those of the checks are read as `check` reads them. */
export function settingsOf(options: VerbArguments['options']): ReportSettings {
  const output = options.get('output')?.at(-1);
  if (output === '') throw new UsageError('--output needs the name of a file');
  return { output, evidence: options.get('evidence')?.at(-1), denied: options.has('denied') };
}
