import { RULES } from '../../lib/checks/registry';
import { ExitCode, UsageError } from '../failure';
import { write } from '../output';
import { Verb } from '../verb';

export const rules: Verb = {
  name: 'rules',
  usage: '[options]',
  summary: 'list what is looked for',
  options: [{ name: 'format', value: 'text|json', help: 'how to write it; text unless given' }],
  run({ options, positionals }) {
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is too much: all rules are listed`);
    const format = options.get('format')?.at(-1) ?? 'text';
    if (format !== 'text' && format !== 'json') throw new UsageError(`--format is text or json, not "${format}"`);
    write(process.stdout, format === 'text' ? asText() : asJson());
    return Promise.resolve(ExitCode.CLEAN);
  },
};

function asText(): string[] {
  const width = Math.max(...RULES.map(({ id }) => id.length)) + 2;
  return RULES.map(({ id, severity, title }) => `${id.padEnd(width)}${severity.padEnd(9)}${title}\n`);
}

function asJson(): string[] {
  const listed = RULES.map(({ id, severity, title, sources }) => ({ id, severity, title, sources }));
  return [`${JSON.stringify(listed, null, 2)}\n`];
}
