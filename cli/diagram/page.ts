import { Html, html } from '../html';
import { figure, frameOf } from '../page';
import { Diagram } from './diagrams';
import { STYLE, svgElement } from './svg';

const PAGE_STYLE = `h1 { font-size: 1.5rem; margin: .5rem 0 }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem }
nav ul { columns: 16rem; padding-left: 1.25rem }
nav li { break-inside: avoid }`;

/** Diagrams as one page. */
export async function pageOf(diagrams: readonly Diagram[], progress: (text: () => string) => void): Promise<string> {
  const sections: Html[] = [];
  const titles: string[] = [];
  const isOne = diagrams.length === 1;
  for (const [index, { name, scene: make }] of diagrams.entries()) {
    progress(() => `drawing ${index + 1} of ${diagrams.length}`);
    const scene = make();
    const { title } = scene;
    const heading = isOne ? html`<h1>${title}</h1>` : html`<h2>${title}</h2>`;
    sections.push(html`<section id="${name}">\n${heading}\n${figure(await svgElement(scene), title)}</section>\n`);
    titles.push(title);
  }
  const links = titles.map((title, index) => html`<li><a href="#${diagrams[index].name}">${title}</a></li>\n`);
  const contents = html`<h1>Diagrams</h1>\n<nav aria-label="Diagrams">\n<ul>\n${links}</ul>\n</nav>\n`;
  const { start, end } = frameOf({ title: isOne ? titles[0] : 'Diagrams', style: `${PAGE_STYLE}\n${STYLE}` });
  return html`${start}${!isOne && contents}${sections}${end}`.text;
}
