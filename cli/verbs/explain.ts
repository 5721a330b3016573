import { pages } from 'bundled:pages';
import { RULES } from '../../lib/checks/registry';
import { ExitCode, UsageError } from '../failure';
import { didYouMean } from '../nearest';
import { write } from '../output';
import { Verb } from '../verb';

export const explain: Verb = {
  name: 'explain',
  usage: 'RULE',
  summary: 'tell what a rule looks for, what happens without it, and how to mend it',
  options: [],
  run({ positionals }) {
    const [id, ...more] = positionals;
    if (id === undefined || more.length > 0) throw new UsageError('name one rule, as "sidecars rules" lists them');
    const rule = RULES.find((each) => each.id === id);
    if (!rule) {
      const ids = RULES.map((each) => each.id);
      throw new UsageError(`there is no rule "${id}"${didYouMean(id, ids)}`);
    }
    const sources = rule.sources.map((source) => `- ${source}\n`);
    const page = pages()[id] ?? `# ${id}\n\n${rule.title}\n`;
    write(process.stdout, [`${page.trimEnd()}\n`, '\n## Sources\n\n', ...sources]);
    return Promise.resolve(ExitCode.CLEAN);
  },
};
