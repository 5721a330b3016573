import { createHash } from 'node:crypto';
import { Html, html } from './html';

export interface FrameProps {
  readonly title: string;
  /** Beyond what all pages have. */
  readonly style: string;
  /** The only one that may run. */
  readonly script?: string;
}

export interface Frame {
  readonly start: Html;
  readonly end: Html;
}

const BASE = `:root { color-scheme: light dark; --line: light-dark(#d0d7de, #3d444d); --link: light-dark(#0b57d0, #79b8ff) }
* { box-sizing: border-box }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: light-dark(#fff, #0d1117); color: light-dark(#1c2733, #e6edf3); overflow-wrap: break-word }
main { margin: 0 auto; padding: 1rem 1.5rem 4rem }
a { color: var(--link) }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
table { border-collapse: collapse }
.scroll, figure, pre { overflow-x: auto }
figure { margin: .75rem 0 }
figure svg { display: block; max-width: none }
.good { color: light-dark(#1a6b2f, #6fd08c) }
.bad { color: light-dark(#a4161a, #ff9492) }`;

/** What is around the contents of a page that needs nothing else, and lets nothing else in. */
export function frameOf({ title, style, script }: FrameProps): Frame {
  return {
    start: html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
${new Html(BASE)}
${new Html(style)}
</style>
</head>
<body>
<main>
`,
    end: html`</main>
${script !== undefined && html`<script>${new Html(script)}</script>\n`}</body>
</html>
`,
  };
}

function policyFor(script: string | undefined): string {
  const scripts = script === undefined ? "'none'" : `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
  return `default-src 'none'; style-src 'unsafe-inline'; script-src ${scripts}; form-action 'none'; base-uri 'none'`;
}

/** A keyboard can only scroll what it can reach. */
export function figure(svg: string, label: string): Html {
  return html`<figure tabindex="0" role="group" aria-label="${label}">
${new Html(svg)}
</figure>
`;
}
