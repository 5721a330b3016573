import { Html, html, Piece } from '../html';
import { SourceDocument } from '../input/document';
import { Reported } from '../reported';
import { Excerpts } from './excerpts';
import { ruleAnchor } from './rule-pages';

/** Findings with the lines that they point to. */
export function findingsPart(findings: readonly Reported[], excerpts: Excerpts): Piece {
  return findings.map((finding) => findingPart(finding, excerpts, (title) => html`<h5>${title}</h5>`));
}

/** Findings that are not below the heading of their object. */
export function otherFindingsPart(findings: readonly Reported[], excerpts: Excerpts): Piece {
  return findings.map((finding) => {
    const where = finding.object && ` in ${String(finding.object)}`;
    return findingPart(finding, excerpts, (title) => html`<h4>${title}${where}</h4>`);
  });
}

function findingPart(finding: Reported, excerpts: Excerpts, heading: (title: Html) => Html): Html {
  const { rule, severity, object, container, path, what, happens, fix, file, region } = finding;
  const where = container === undefined || container === '' ? '' : `container "${container}": `;
  const document = object?.origin as SourceDocument | undefined;
  return html`<article class="finding">
${heading(html`<span class="tag ${severity}">${severity}</span> ${ruleName(rule)}`)}
<p>${excerpts.masked(where + what)}</p>
${happens !== '' && html`<p><strong>Result:</strong> ${excerpts.masked(happens)}</p>\n`}<p><strong>Fix:</strong> ${excerpts.masked(fix)}</p>
<p class="place">${file}:${region.line}:${region.column} <code>${path}</code></p>
${document && excerpts.of(document, region)}</article>
`;
}

/** What is wrong with a waiver is no rule's. */
function ruleName(rule: string): Piece {
  return rule === 'waiver' ? rule : html`<a href="#${ruleAnchor(rule)}">${rule}</a>`;
}
