import { Html, html, list } from '../../html';
import { frameOf } from '../../page';
import { Evidence, PodEvidence, SetEvidence, verdictOf } from '../evidence';
import { block, mark, podPart } from './pod-part';

/** The report as one page. */
export function htmlOf({ ok, runtime, sidecars, startedAt, seconds, sets }: Evidence): string {
  const title = `Verification: ${ok ? 'all is true' : 'not all is true'}`;
  const { start, end } = frameOf({ title, style: STYLE });
  return html`${start}<h1>Verification</h1>
<p class="${ok ? 'good' : 'bad'}">${ok ? 'All that is expected is true.' : 'Not all that is expected is true.'}</p>
${list([
  `started ${startedAt}`,
  `took ${seconds.toFixed(1)} s`,
  `runtime: ${runtime}`,
  `cdk8s-sidecars ${sidecars}`,
])}${sets.map(setPart)}${end}`.text;
}

const STYLE = `main { max-width: 60rem }
h2 { border-top: 1px solid var(--line); padding-top: 1.5rem; margin-top: 2.5rem }
th, td { text-align: left; vertical-align: top; padding: .25rem 1rem .25rem 0; border-bottom: 1px solid var(--line) }
td:first-child { white-space: nowrap }
pre { padding: .75rem; border: 1px solid var(--line); border-radius: .375rem; font-size: .875rem }`;

function setPart({ title, files, objects, limits, pods }: SetEvidence): Html {
  const applied = files.map(({ file, sha256 }) => html`${file}, SHA-256 <code>${sha256}</code>`);
  return html`<section>
<h2>${title}</h2>
<h3>Applied</h3>
${list(applied)}${list(objects)}${
    limits.length > 0 && html`<h3>Not done by this runtime</h3>\n${list(limits)}`
  }${pods.map(partOf)}</section>
`;
}

function partOf(pod: PodEvidence): Html {
  return html`<h3>${mark(verdictOf(pod))} ${pod.workload}</h3>
${podPart(pod, 4)}<details><summary>Diagram (Mermaid)</summary>
${block(pod.diagram)}</details>
`;
}
