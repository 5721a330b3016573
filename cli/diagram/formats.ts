import { dotOf } from './dot';
import { mermaidOf } from './mermaid';
import { Format } from './options';
import { Scene } from './scene';

/** A scene in a format of text or bytes. */
export async function rendered(scene: Scene, format: Format): Promise<string | Uint8Array> {
  switch (format) {
    case 'mermaid':
      return mermaidOf(scene);
    case 'dot':
      return dotOf(scene);
    default:
      return Promise.resolve(dotOf(scene));
  }
}
