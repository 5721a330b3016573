import { Opened } from './browser';
import { hitsIn } from './look';

const inPage = jest.requireActual<{ provoke(this: void): void }>('./in-page.cjs');

/** What a page does by itself, and when it is clicked and pointed at: nothing, if nothing in it is a script. */
export async function harmOf({ page, watch }: Opened): Promise<string[]> {
  await page.evaluate(inPage.provoke);
  const hit = await hitsIn(page);
  return [
    ...(await watch.troubles()),
    ...(await watch.scripts()).map((place) => `runs ${place}`),
    ...(hit === undefined ? [] : ['is hit']),
  ];
}

/** As plain as those, for everything but markup. */
const STAND_INS: { readonly [char: string]: string } = { '<': '(', '>': ')', '"': '^', "'": '~', '&': '+' };

/** A text of the same form that is never markup: what is made of it has as many elements as that of the other may have. */
export function harmless(hostile: string): string {
  return hostile.replace(/[<>"'&]/g, (char) => STAND_INS[char]);
}
