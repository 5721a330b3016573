import { Html, html, list } from '../../html';
import { Evidence, isFine, PodEvidence, SetEvidence } from '../evidence';
import { block, mark, podPart } from './pod-part';

/** The report as one page that needs nothing else, in light and dark. */
export function htmlOf({ ok, runtime, sidecars, startedAt, seconds, sets }: Evidence): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Verification: ${ok ? 'all is true' : 'not all is true'}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Verification</h1>
<p class="${ok ? 'good' : 'bad'}">${ok ? 'All that is expected is true.' : 'Not all that is expected is true.'}</p>
${list([
  `started ${startedAt}`,
  `took ${seconds.toFixed(1)} s`,
  `runtime: ${runtime}`,
  `cdk8s-sidecars ${sidecars}`,
])}${sets.map(setPart)}</main>
</body>
</html>
`.text;
}

const STYLE = new Html(`
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent); }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: canvas; color: canvastext; overflow-wrap: break-word; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
h2 { border-top: 1px solid var(--line); padding-top: 1.5rem; margin-top: 2.5rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .25rem 1rem .25rem 0; border-bottom: 1px solid var(--line); }
td:first-child { white-space: nowrap; }
pre { overflow-x: auto; padding: .75rem; border: 1px solid var(--line); border-radius: .375rem; font-size: .875rem; }
.good { color: light-dark(#1a6b2f, #6fd08c); } .bad { color: light-dark(#a4161a, #ff8f8f); }
`);

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
  return html`<h3>${mark(isFine(pod))} ${pod.workload}</h3>
${podPart(pod, 4)}<details><summary>Diagram (Mermaid)</summary>
${block(pod.diagram)}</details>
`;
}
