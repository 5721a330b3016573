import { ExitCode, UsageError } from '../failure';
import { oneOf } from '../one-of';
import { write } from '../output';
import { removeLeftovers } from '../runtime/podman/podman-runtime';
import { RuntimeFailure } from '../runtime/runtime';
import { printable } from '../terminal';
import { Verb } from '../verb';

export const down: Verb = {
  name: 'down',
  usage: '[options]',
  summary: 'remove what "verify --keep" has left running',
  options: [{ name: 'runtime', value: 'podman|kubectl', help: 'where it runs; podman unless given' }],
  notes: 'What a run has left that was ended by force is removed as well, and no run that still goes on.',
  async run({ options, positionals }) {
    if (positionals.length > 0) throw new UsageError('no names are taken: all that was left is removed', 'down');
    oneOf('down', options, 'runtime', ['podman', 'kubectl']);
    try {
      const removed = await removeLeftovers();
      const lines = removed.length === 0 ? ['nothing was left'] : removed.map((name) => `removed ${name}`);
      write(
        process.stdout,
        lines.map((line) => `${printable(line)}\n`),
      );
      return ExitCode.CLEAN;
    } catch (error) {
      if (error instanceof RuntimeFailure) throw new UsageError(error.message, 'down');
      throw error;
    }
  },
};
