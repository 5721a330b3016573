import { Page } from 'playwright-core';
import { Cli } from '../cli';
import { axeViolations } from './support/axe';
import { SCHEMES, withBrowser } from './support/browser';
import { pageOf, SETS } from './support/diagrams';
import { PHONE, tooWideForPhones, unreadableIn, until } from './support/look';
import { CORNERS, pixelsOf } from './support/pixels';

const open = withBrowser();
let cli: Cli;

beforeAll(async () => {
  cli = await Cli.build();
});

afterAll(() => cli.remove());

/** What has the focus, by its name. */
function focused(page: Page): Promise<string> {
  return page.evaluate('document.activeElement.ariaLabel ?? document.activeElement.textContent');
}

describe.each(SETS)('the page of %s', (_, set) => {
  let html: string;

  beforeAll(() => {
    html = pageOf(cli, set);
  });

  test.each(SCHEMES)('shows itself to everybody, and does nothing else, where the reader likes %s', async (scheme) => {
    const { page, watch } = await open(html, { scheme });
    expect(await pixelsOf(page.locator('figure').first())).toMatchObject({ corner: CORNERS[scheme] });
    expect(await axeViolations(page)).toEqual([]);
    expect(await unreadableIn(page)).toEqual([]);
    expect(await watch.troubles()).toEqual([]);
    expect(await watch.scripts()).toEqual([]);
  });

  test('has texts that fit, whatever the font is', async () => {
    const { page } = await open(html);
    await page.addStyleTag({ content: 'svg text { font-family: monospace }' });
    expect(await unreadableIn(page)).toEqual([]);
  });

  test('is not wider than a phone, and a keyboard scrolls what is', async () => {
    const { page } = await open(html);
    expect(await tooWideForPhones(page)).toBe(0);
    const titles = await page.locator('section > :is(h1, h2)').allTextContents();
    const links = await page.locator('nav a').allTextContents();
    expect(links).toEqual(titles.length > 1 ? titles : []);
    for (const link of links) {
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe(link);
    }
    for (const title of titles) {
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe(title);
      if (!(await page.evaluate<boolean>('document.activeElement.scrollWidth > document.activeElement.clientWidth')))
        continue;
      await page.keyboard.press('ArrowRight');
      await until(page, 'document.activeElement.scrollLeft > 0');
    }
  });
});

test('links lead to the diagrams that they name', async () => {
  const [[, set]] = SETS;
  const { page } = await open(pageOf(cli, set), { width: PHONE });
  const links = await page.locator('nav a').allTextContents();
  expect(links.length).toBeGreaterThan(3);
  for (const link of links) {
    await page.evaluate('scrollTo(0, 0)');
    await page.getByRole('link', { name: link, exact: true }).press('Enter');
    expect(await page.locator(':target h2').textContent()).toBe(link);
    await until(page, 'document.querySelector(":target h2").getBoundingClientRect().bottom <= innerHeight');
    // It scrolls by whole pixels, and boxes may begin within one.
    const top = 'Math.round(document.querySelector(":target h2").getBoundingClientRect().top)';
    expect(await page.evaluate(top)).toBeGreaterThanOrEqual(0);
  }
});
