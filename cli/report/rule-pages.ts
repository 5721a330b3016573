import { pages } from 'bundled:pages';
import { Marked, Token } from 'marked';
import { RULES } from '../../lib/checks/registry';
import { Html, html, list, Piece } from '../html';
import { escaped } from '../markup';

export function ruleAnchor(rule: string): string {
  return `rule-${rule}`;
}

/** The pages are ours; they hang below a heading of the second level. */
const marked = new Marked({
  walkTokens(token: Token) {
    if (token.type === 'heading') (token as { depth: number }).depth += 2;
  },
  renderer: {
    // A keyboard can only scroll what it can reach.
    code: ({ text }) => `<pre tabindex="0"><code>${escaped(text)}</code></pre>\n`,
    // To other pages, which are not here.
    link: ({ href, text }) =>
      /^https?:/.test(href) ? `<a href="${escaped(href)}">${escaped(text)}</a>` : escaped(text),
  },
});

/** What is to be known of the rules that have found something. */
export function rulePagesPart(rules: ReadonlySet<string>): Piece {
  const found = RULES.filter(({ id }) => rules.has(id));
  if (found.length === 0) return undefined;
  const texts = pages();
  const part = ({ id, title, sources }: (typeof RULES)[number]): Html => {
    const page = texts[id] ?? `# ${id}\n\n${title}\n`;
    return html`<section id="${ruleAnchor(id)}" class="rule" tabindex="-1">
${new Html(marked.parse(page, { async: false }))}<h4>Sources</h4>
${list(sources.map((source) => html`<a href="${source}">${source}</a>`))}</section>
`;
  };
  return html`<section aria-labelledby="rules">
<h2 id="rules">Rules that have found something</h2>
${found.map(part)}</section>
`;
}
