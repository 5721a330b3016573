import { Html, html, Piece } from '../html';
import { SourceDocument } from '../input/document';
import { Reported } from '../reported';
import { excerptOf, Masks } from './excerpt';
import { ruleAnchor } from './rule-pages';

/** Findings with the lines that they point to. */
export function findingsPart(findings: readonly Reported[], masks: Masks): Piece {
  return findings.map((finding) => findingPart(finding, masks, (title) => html`<h5>${title}</h5>`));
}

/** Findings that are not below the heading of their object. */
export function otherFindingsPart(findings: readonly Reported[], masks: Masks): Piece {
  return findings.map((finding) => {
    const where = finding.object && ` in ${String(finding.object)}`;
    return findingPart(finding, masks, (title) => html`<h4>${title}${where}</h4>`);
  });
}

function findingPart(finding: Reported, masks: Masks, heading: (title: Html) => Html): Html {
  const { mask } = masks;
  const { rule, severity, object, container, path, what, happens, fix, file, region } = finding;
  const where = container === undefined || container === '' ? '' : `container "${container}": `;
  const document = object?.origin as SourceDocument | undefined;
  return html`<article class="finding">
${heading(html`<span class="tag ${severity}">${severity}</span> ${ruleName(rule)}`)}
<p>${mask(where + what)}</p>
${happens !== '' && html`<p><strong>Result:</strong> ${mask(happens)}</p>\n`}<p><strong>Fix:</strong> ${mask(fix)}</p>
<p class="place">${file}:${region.line}:${region.column} <code>${path}</code></p>
${document && excerptOf(document, region, masks)}</article>
`;
}

/** What is wrong with a waiver is no rule's. */
function ruleName(rule: string): Piece {
  return rule === 'waiver' ? rule : html`<a href="#${ruleAnchor(rule)}">${rule}</a>`;
}
