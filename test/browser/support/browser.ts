import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Browser, chromium, Page } from 'playwright-core';
import { Watch } from './watch';

export const SCHEMES = ['light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];

export interface OpenOptions {
  /** Its extension tells what it is. */
  readonly name?: string;
  /** What lies beside it, by name. */
  readonly files?: { readonly [name: string]: string };
  readonly scheme?: Scheme;
  readonly width?: number;
  readonly height?: number;
}

export interface Opened {
  readonly page: Page;
  readonly watch: Watch;
}

/** Opens a text as a file in a browser, in the place of what was opened before. */
export type Open = (text: string, options?: OpenOptions) => Promise<Opened>;

/** One browser for the tests of a file, which has no network, and one tab in it: to open another takes longer than a test. */
export function withBrowser(): Open {
  let browser: Browser | undefined;
  let folder: string;
  let tab: Opened;

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'browser-'));
    browser = await chromium.launch({ executablePath: process.env['SIDECARS_CHROMIUM'] });
    const page = await browser.newPage();
    tab = { page, watch: await Watch.on(page) };
  });

  afterAll(async () => {
    await browser?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  return async (text, { name = 'page.html', files = {}, scheme = 'light', width = 1280, height = 800 } = {}) => {
    const { page, watch } = tab;
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme });
    const urls = written(fs.mkdtempSync(path.join(folder, 'page-')), { ...files, [name]: text });
    await watch.restart(urls);
    await page.goto(urls[urls.length - 1]);
    return tab;
  };
}

/** Where they are, in the same order. */
function written(folder: string, files: { readonly [name: string]: string }): string[] {
  return Object.entries(files).map(([name, content]) => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, content);
    return pathToFileURL(file).href;
  });
}
