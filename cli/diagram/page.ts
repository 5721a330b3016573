import { escaped } from '../markup';
import { Diagram } from './diagrams';
import { Scene } from './scene';
import { STYLE, svgElement } from './svg';

/** Diagrams as one page that needs nothing else, and lets nothing else in. */
export async function pageOf(diagrams: readonly Diagram[], progress: (text: () => string) => void): Promise<string> {
  const sections: string[] = [];
  const links: string[] = [];
  const isOne = diagrams.length === 1;
  for (const [index, { name, scene: make }] of diagrams.entries()) {
    progress(() => `drawing ${index + 1} of ${diagrams.length}`);
    const scene = make();
    sections.push(section(name, scene, await svgElement(scene), isOne ? 'h1' : 'h2'));
    links.push(`<li><a href="#${escaped(name)}">${escaped(scene.title)}</a></li>`);
  }
  const contents = `<h1>Diagrams</h1>\n<nav aria-label="Diagrams">\n<ul>\n${links.join('\n')}\n</ul>\n</nav>\n`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(isOne ? titleOf(diagrams) : 'Diagrams')}</title>
<style>
${PAGE_STYLE}
${STYLE}
</style>
</head>
<body>
<main>
${isOne ? '' : contents}${sections.join('\n')}
</main>
</body>
</html>
`;
}

const PAGE_STYLE = `:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: light-dark(#fff, #0d1117); color: light-dark(#1c2733, #e6edf3); overflow-wrap: break-word }
main { padding: 1rem 1.5rem }
h1 { font-size: 1.5rem; margin: .5rem 0 }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem }
a { color: light-dark(#1f55c4, #78a6ff) }
nav ul { columns: 16rem; padding-left: 1.25rem }
figure { margin: 0; overflow-x: auto }
figure:focus-visible { outline: 2px solid currentColor }
figure svg { max-width: none }`;

function titleOf([first]: readonly Diagram[]): string {
  return first?.scene().title ?? 'Diagrams';
}

/** A keyboard can only scroll what it can reach. */
function section(name: string, { title }: Scene, svg: string, heading: 'h1' | 'h2'): string {
  return `<section id="${escaped(name)}">
<${heading}>${escaped(title)}</${heading}>
<figure tabindex="0" role="group" aria-label="${escaped(title)}">
${svg}
</figure>
</section>`;
}
