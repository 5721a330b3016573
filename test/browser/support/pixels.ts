import { Locator } from 'playwright-core';

export interface Pixels {
  /** As in `13,17,23`, within what is mixed with the page around it. */
  readonly corner: string;
  readonly colours: number;
}

/** The corner of a diagram, for readers of each kind. */
export const CORNERS = { light: '255,255,255', dark: '13,17,23' };

/** What can be known of a picture that is not in the DOM: the colour of its corner, and how many others there are. */
export async function pixelsOf(shown: Locator): Promise<Pixels> {
  const png = await shown.screenshot();
  return shown.page().evaluate<Pixels>(`(async () => {
    const bytes = Uint8Array.fromBase64("${png.toString('base64')}");
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const colour = (at) => data.slice(at, at + 3).join();
    const colours = new Set();
    for (let at = 0; at < data.length; at += 4) colours.add(colour(at));
    return { corner: colour(4 * (4 * bitmap.width + 4)), colours: colours.size };
  })()`);
}
