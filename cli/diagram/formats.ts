import { Diagram } from './diagrams';
import { dotOf } from './dot';
import { mermaidOf } from './mermaid';
import { Format } from './options';

/** A diagram in a format. Those for which much has to be loaded are read when they are asked for. */
export async function rendered({ name, scene }: Diagram, format: Format): Promise<string | Uint8Array> {
  switch (format) {
    case 'mermaid':
      return mermaidOf(scene());
    case 'dot':
      return dotOf(scene());
    case 'svg':
      return (await import('./svg.js')).svgOf(scene());
    case 'png':
      return (await import('./png.js')).pngOf(scene());
    case 'html':
      return (await import('./page.js')).pageOf([{ name, scene }], () => undefined);
  }
}
