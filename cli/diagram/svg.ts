import type { Graphviz } from '@hpcc-js/wasm-graphviz';
import { escaped } from '../markup';
import { dotOf } from './dot';
import { fitted } from './fitted';
import { allColours } from './palette';
import { Scene } from './scene';

/** Fonts of the same widths, with which the places were computed. */
const FONTS = "Arial, Arimo, 'Liberation Sans', Helvetica, sans-serif";

const CLASS = 'sidecars-diagram';

/** As many arrows as somebody listens to who cannot see them. */
const MOST_SAID = 60;

/**
 * What makes diagrams dark on a dark page. Colours are attributes in the SVG, so that programs which know no styles show
 * the light ones.
 */
export const STYLE = `@media (prefers-color-scheme: dark) {\n${allColours()
  .map(({ light, dark }) =>
    ['fill', 'stroke'].map((name) => `.${CLASS} [${name}="${light}"] { ${name}: ${dark} }`).join('\n'),
  )
  .join('\n')}\n}`;

/** A scene as an SVG file. */
export async function svgOf(scene: Scene): Promise<string> {
  return (await svgElement(scene)).replace('>', `>\n<style>\n${STYLE}\n</style>`) + '\n';
}

/** A scene as an SVG element for a page that has the style. */
export async function svgElement(scene: Scene): Promise<string> {
  return fitted(tidied((await graphviz()).dot(dotOf(scene)), scene));
}

let loading: Promise<Graphviz> | undefined;

/** Loading it takes longer than all the rest, so it is done when it is needed, and once. */
function graphviz(): Promise<Graphviz> {
  return (loading ??= import('@hpcc-js/wasm-graphviz').then((module) => module.Graphviz.load()));
}

/** What Graphviz writes without its comments and ids, and with texts for those who point at something or cannot see it. */
function tidied(svg: string, { title, arrows }: Scene): string {
  const size = /<svg width="([\d.]+)pt" height="([\d.]+)pt"\s+viewBox="([\d. -]+)"[^>]*>/.exec(svg)!;
  const said = arrows.slice(0, MOST_SAID).map((arrow) => arrow.about);
  const body = svg
    .slice(size.index + size[0].length)
    .replace(/<!--[^]*?-->\n/g, '')
    .replace(/<title>[^<]*<\/title>\n/g, '')
    .replace(/ id="[^"]*"/g, '')
    .replace(/<a xlink:title="([^"]*)">/g, '<title>$1</title>')
    .replace(/<\/a>\n/g, '')
    .replace(/ font-family="[^"]*"/g, '')
    .replace(/ xml:space="preserve"/g, '')
    .trimEnd();
  const root = `<svg class="${CLASS}" xmlns="http://www.w3.org/2000/svg" width="${size[1]}pt" height="${size[2]}pt" viewBox="${size[3]}" font-family="${FONTS}" role="img">`;
  return `${root}\n<title>${escaped(title)}</title>\n<desc>${escaped(said.join('. '))}</desc>\n${body}`;
}
