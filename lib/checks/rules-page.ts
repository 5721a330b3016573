import { FAILURES } from './failures';
import { RuleMetadata } from './rule';

const INTRODUCTION = `# Checks

Each rule is about one way in which Pods fail, most of them with several containers. They are in the order of how often and
how badly it hits. The [command](../cli.md) finds them in YAML; \`Checks.enforce\` and the constructs find them before it is
written.

- An error does not run as it is. A warning is a strong sign that it does not.
- What is known about an image counts for its official name. An image of the same name in another registry may be another
  one, so it makes a warning at most.
- A finding that is fine is waived, with the reason, by the annotation \`waive.cdk8s-sidecars/<rule>: <reason>\` on the
  object, by \`Checks.waive\`, or in the [configuration](../cli.md#configuration) of the command.

The name of the failure stays the same when a rule changes its name. Rules that were added later have none.

This table is written from the rules: \`UPDATE_DOCS=1 npx jest lib/checks/rules-page\`.
`;

const COLUMNS = ['rule', 'severity', 'what', 'failure'];

/** The page that lists all rules, in Markdown. */
export function rulesPage(rules: readonly RuleMetadata[]): string {
  const rows = rules.map(({ id, severity, title }) => [
    `[${id}](${id}.md)`,
    severity,
    title.replace(/\|/g, '\\|'),
    FAILURES[id] ?? '-',
  ]);
  return `${INTRODUCTION}\n${table([COLUMNS, ...rows])}\n`;
}

/** Columns are padded, as the formatter would have them. */
function table(rows: string[][]): string {
  const widths = COLUMNS.map((_, column) => Math.max(3, ...rows.map((cells) => cells[column].length)));
  const [header, ...body] = rows.map((cells) => cells.map((text, column) => text.padEnd(widths[column])));
  const rule = widths.map((width) => '-'.repeat(width));
  return [header, rule, ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
