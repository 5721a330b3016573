import { fixtureObjects } from '../diagrams';
import { HOSTILE, SCRIPTS, spoiled } from '../hostile';
import { withBrowser } from './support/browser';
import { Drawn } from './support/draw';
import { drawing } from './support/drawing';
import { harmless, harmOf } from './support/harm';
import { markupIn, markupOf, tooWideForPhones } from './support/look';

const open = withBrowser();
const sets = fixtureObjects();
let draw: (objects: readonly unknown[]) => Promise<Drawn>;

beforeAll(async () => {
  ({ draw } = await drawing());
});

const POLICY = /<meta http-equiv="Content-Security-Policy"[^>]*>\n/;

function drawn(objects: readonly unknown[], hostile: string): Promise<Drawn> {
  return draw(objects.map((object) => spoiled(object, hostile)));
}

/** Pages without their policy, so that nothing but the escaping is between a text and its element. */
function unprotected({ page, pictures }: Drawn) {
  return [
    { name: 'page.html', type: 'text/html', text: page.replace(POLICY, '') } as const,
    ...pictures.map((text) => ({ name: 'picture.svg', type: 'image/svg+xml', text }) as const),
  ];
}

const NAMED = [...HOSTILE, ...SCRIPTS].map((hostile) => [JSON.stringify(hostile).slice(0, 60), hostile] as const);

test.each(NAMED)('%s in all names and values is shown, and nothing else', async (_, hostile) => {
  for (const objects of sets) {
    const alike = unprotected(await drawn(objects, harmless(hostile)));
    for (const [index, { name, text }] of unprotected(await drawn(objects, hostile)).entries()) {
      const opened = await open(text, { name });
      expect(await harmOf(opened)).toEqual([]);
      expect(await markupOf(opened.page)).toEqual(await markupIn(opened.page, alike[index]));
      if (name === 'page.html') expect(await tooWideForPhones(opened.page)).toBe(0);
    }
  }
});

test('with its policy, a page logs nothing, as there is nothing that it would keep from running', async () => {
  const { page } = await draw(SCRIPTS.flatMap((hostile) => sets[2].map((object) => spoiled(object, hostile))));
  expect(page).toMatch(POLICY);
  expect(await harmOf(await open(page))).toEqual([]);
});

test('the policy holds where there is a script', async () => {
  const { page } = await drawn(sets[0], '');
  const [script] = SCRIPTS;
  const opened = await open(page.replace('<main>', `<main>${script}`));
  expect(await harmOf(opened)).toEqual([expect.stringMatching(/^logs error: .*Content Security Policy/)]);
});
