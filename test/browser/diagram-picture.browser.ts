import { Cli } from '../cli';
import { axeViolations } from './support/axe';
import { SCHEMES, withBrowser } from './support/browser';
import { picturesOf, SETS } from './support/diagrams';
import { harmOf } from './support/harm';
import { unreadableIn } from './support/look';
import { CORNERS, pixelsOf } from './support/pixels';

const open = withBrowser();
let cli: Cli;

beforeAll(async () => {
  cli = await Cli.build();
});

afterAll(() => cli.remove());

/** A page of somebody else, in the colours of its reader. */
function pageWith(content: string): string {
  return `<!doctype html>
<html lang="en">
<meta name="color-scheme" content="light dark">
<title>Design</title>
<main><h1>Design</h1>
${content}
</main>
</html>`;
}

describe.each(SETS)('the pictures of %s', (_, set) => {
  let files: { readonly [name: string]: string };

  beforeAll(() => {
    files = picturesOf(cli, set);
  });

  describe.each(SCHEMES)('where the reader likes %s', (scheme) => {
    test('are files that a browser opens', async () => {
      const all = Object.entries(files);
      for (const [name, text] of [all[0], ...all.slice(1).slice(-1)]) {
        const opened = await open(text, { name, scheme });
        expect(await pixelsOf(opened.page.locator('svg'))).toMatchObject({ corner: CORNERS[scheme] });
        expect(await axeViolations(opened.page)).toEqual([]);
        expect(await unreadableIn(opened.page)).toEqual([]);
        expect(await harmOf(opened)).toEqual([]);
      }
    });

    test('are images of other pages', async () => {
      const images = Object.keys(files).map((name) => `<p><img src="${name}" alt="${name}">`);
      const opened = await open(pageWith(images.join('\n')), { files, scheme });
      const { page } = opened;
      expect(await page.evaluate('[...document.images].filter((image) => image.naturalWidth === 0).length')).toBe(0);
      const { corner, colours } = await pixelsOf(page.locator('img').first());
      expect(corner).toBe(CORNERS[scheme]);
      expect(colours).toBeGreaterThan(20);
      expect(await harmOf(opened)).toEqual([]);
    });

    test('are parts of other pages', async () => {
      const opened = await open(pageWith(Object.values(files).join('\n')), { scheme });
      expect(await axeViolations(opened.page)).toEqual([]);
      expect(await unreadableIn(opened.page)).toEqual([]);
      expect(await harmOf(opened)).toEqual([]);
    });
  });
});
