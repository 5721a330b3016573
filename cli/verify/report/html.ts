import { escaped } from '../../markup';
import { Evidence, isFine, PodEvidence, SetEvidence } from '../evidence';
import { Outcome } from '../expectations';

/** The report as one page that needs nothing else, in light and dark. */
export function htmlOf({ ok, runtime, sidecars, startedAt, seconds, sets }: Evidence): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Verification: ${ok ? 'all is true' : 'not all is true'}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Verification</h1>
<p class="${ok ? 'good' : 'bad'}">${ok ? 'All that is expected is true.' : 'Not all that is expected is true.'}</p>
${table(
  ['what', ''],
  [
    ['started', startedAt],
    ['took', `${seconds.toFixed(1)} s`],
    ['runtime', runtime],
    ['cdk8s-sidecars', sidecars],
  ],
)}
${sets.map(setPart).join('\n')}
</main>
</body>
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent); }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
h2 { border-top: 1px solid var(--line); padding-top: 1.5rem; margin-top: 2.5rem; }
table { border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .25rem 1rem .25rem 0; border-bottom: 1px solid var(--line); }
pre { overflow-x: auto; padding: .75rem; border: 1px solid var(--line); border-radius: .375rem; font-size: .875rem; }
.good { color: light-dark(#1a6b2f, #6fd08c); } .bad { color: light-dark(#a4161a, #ff8f8f); }
`;

function setPart({ title, files, objects, limits, pods }: SetEvidence): string {
  return `<section>
<h2>${escape(title)}</h2>
<h3>Applied</h3>
${list(files.map(({ file, sha256 }) => `${escape(file)}, SHA-256 <code>${sha256}</code>`))}
${list(objects.map(escape))}
${limits.length === 0 ? '' : `<h3>Not done by this runtime</h3>\n${list(limits.map(escape))}`}
${pods.map(podPart).join('\n')}
</section>`;
}

function podPart(pod: PodEvidence): string {
  const { workload, state, timeline, outcomes, notLookedAt = [], causes, logs, diagram } = pod;
  const wrong = causes.map(({ where, what, fix, rule }) => {
    const more = rule === undefined ? '' : `<br>More: <code>sidecars explain ${escape(rule)}</code>`;
    return `<strong>${escape(where)}</strong>: ${escape(what)}${fix === undefined ? '' : `<br>Fix: ${escape(fix)}`}${more}`;
  });
  return `<h3>${mark(isFine(pod))} ${escape(workload)}</h3>
<p>State: ${escape(state)}</p>
${wrong.length === 0 ? '' : `<h4>What is wrong</h4>\n${list(wrong)}`}
<h4>What is expected</h4>
${outcomes.length + notLookedAt.length === 0 ? '<p>Nothing but that it runs.</p>' : outcomes.map(outcomePart).join('\n')}
${notLookedAt.length === 0 ? '' : list(notLookedAt.map((title) => `Not looked at: ${escape(title)}`))}
<h4>What happened</h4>
${table(
  ['after', 'container', 'state'],
  timeline.map(({ atMs, container = '(the Pod)', what }) => [`${(atMs / 1000).toFixed(1)} s`, container, what]),
)}
${logs.map(({ container, lines }) => `<h4>Last lines of the log of ${escape(container)}</h4>\n${lines.length === 0 ? '<p>It is empty.</p>' : block(lines.join('\n'))}`).join('\n')}
<details><summary>Diagram (Mermaid)</summary>
${block(diagram)}
</details>`;
}

function outcomePart({ met, title, afterMs, command, seen }: Outcome): string {
  const shown = `${command === undefined ? '' : `$ ${command}\n`}${seen}`;
  return `<p>${mark(met)} ${escape(title)} (after ${(afterMs / 1000).toFixed(1)} s)</p>\n${block(shown)}`;
}

function mark(good: boolean): string {
  return good ? '<span class="good">✓ true</span>' : '<span class="bad">✗ not true</span>';
}

function list(items: readonly string[]): string {
  return `<ul>\n${items.map((item) => `<li>${item}</li>`).join('\n')}\n</ul>`;
}

function table(head: readonly string[], rows: readonly string[][]): string {
  const row = (tag: string, cells: readonly string[]) =>
    `<tr>${cells.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`;
  return `<table>\n<thead>${row('th', head)}</thead>\n<tbody>\n${rows.map((cells) => row('td', cells)).join('\n')}\n</tbody>\n</table>`;
}

/** A keyboard can only scroll what it can reach. */
function block(content: string): string {
  return `<pre tabindex="0">${escape(content)}</pre>`;
}

function escape(text: string): string {
  // Other control characters are not allowed in HTML.
  return escaped(text).replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '\ufffd');
}
