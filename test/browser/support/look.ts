import { Page } from 'playwright-core';

export interface Markup {
  readonly [elementOrAttribute: string]: number;
}

interface Parsed {
  readonly text: string;
  readonly type: 'text/html' | 'image/svg+xml';
}

const inPage = jest.requireActual<{
  markup(this: void, parsed?: Parsed): Markup;
  unreadable(this: void): string[];
}>('./in-page.cjs');

/** How often there is each element, and each attribute of such elements. */
export function markupOf(page: Page): Promise<Markup> {
  return page.evaluate(inPage.markup, undefined);
}

/** The same of a text, which is only parsed. */
export function markupIn(page: Page, parsed: Parsed): Promise<Markup> {
  return page.evaluate(inPage.markup, parsed);
}

/** The texts of diagrams that cannot be read, and why. */
export async function unreadableIn(page: Page): Promise<string[]> {
  const [width, height] = await page.evaluate<[number, number]>(
    `[...document.querySelectorAll(':root, figure')].reduce(
      ([width, height], { scrollWidth, scrollHeight }) => [Math.max(width, scrollWidth), Math.max(height, scrollHeight)],
      [0, 0],
    )`,
  );
  // With what the page has around its figures.
  await page.setViewportSize({ width: width + 100, height: height + 100 });
  return page.evaluate(inPage.unreadable);
}

/** Waits until something is true in a page, which need not allow that texts are run. */
export async function until(page: Page, condition: string): Promise<void> {
  await page.evaluate(
    `new Promise((resolve) => {
      const look = () => ((${condition}) ? resolve() : requestAnimationFrame(look));
      look();
    })`,
  );
}

/** What scripts of others would have set. */
export function hitsIn(page: Page): Promise<unknown> {
  return page.evaluate('window.hit');
}

/** The narrowest that a page has to fit. See https://www.w3.org/TR/WCAG22/#reflow. */
export const PHONE = 320;

/** How much wider a page is than a phone, with as much space in its texts as some need, who set it themselves. */
export async function tooWideForPhones(page: Page): Promise<number> {
  await page.setViewportSize({ width: PHONE, height: 800 });
  // See https://www.w3.org/TR/WCAG22/#text-spacing.
  await page.addStyleTag({ content: '* { letter-spacing: .12em !important; word-spacing: .16em !important }' });
  return page.evaluate(`document.documentElement.scrollWidth - ${PHONE}`);
}
