import { widthInArial } from './text-width';

const NAMED: { readonly [entity: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** An SVG whose texts keep to the room that Graphviz gave them where another font takes the place of Arial. */
export function fitted(svg: string): string {
  return svg.replace(/<text ([^>]*)>([^<]*)<\/text>/g, (text: string, attributes: string, content: string) => {
    const size = Number(/font-size="([\d.]+)"/.exec(attributes)?.[1]);
    const weight = attributes.includes('font-weight="bold"') ? 'bold' : 'regular';
    const width = widthInArial(plain(content), size, weight);
    if (!width) return text;
    return `<text ${attributes} textLength="${width.toFixed(1)}" lengthAdjust="spacingAndGlyphs">${content}</text>`;
  });
}

function plain(content: string): string {
  return content.replace(/&(?:#(\d+)|(\w+));/g, (entity: string, code: string | undefined, name: string) =>
    code === undefined ? (NAMED[name] ?? entity) : String.fromCodePoint(Number(code)),
  );
}
