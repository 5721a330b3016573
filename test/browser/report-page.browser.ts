import * as path from 'node:path';
import { Page } from 'playwright-core';
import { Cli } from '../cli';
import { fixtureFiles, fixtureObjects } from '../diagrams';
import { HOSTILE, SCRIPTS, spoiled } from '../hostile';
import { axeViolations } from './support/axe';
import { SCHEMES, withBrowser } from './support/browser';
import { hitsIn, markupOf, tooWideForPhones, unreadableIn, until } from './support/look';

const ROOT = path.join(__dirname, '../..');
const open = withBrowser();
let cli: Cli;

beforeAll(async () => {
  cli = await Cli.build();
});

afterAll(() => cli.remove());

beforeEach(() => cli.clear());

function report(...args: string[]): string {
  const { code, stdout, stderr } = cli.run(['report', ...args]);
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

/** As a person's, who has not read our docs: one finding of each kind, and what was seen. */
function findingsPage(): string {
  const pod = (name: string, more: string) => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop }
spec:
  containers:
    - name: app
      image: nginx:1.27-alpine
${more}---
`;
  const text = [
    pod('clean', '      resources: { requests: { cpu: 100m, memory: 64Mi } }\n'),
    pod('root', '      securityContext: { runAsNonRoot: true }\n'),
    pod(
      'warned',
      '      volumeMounts: [{ name: x, mountPath: /x }]\n  volumes: [{ name: x, emptyDir: { medium: Memory } }]\n',
    ),
    pod('privileged', '      securityContext: { privileged: true }\n'),
    'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { ports: [{ port: 99999 }] }\n',
  ].join('');
  const seen = {
    workload: 'Pod shop/clean',
    pod: 'clean',
    up: false,
    state: 'app waits',
    timeline: [{ atMs: 1500, container: 'app', what: 'waits' }],
    outcomes: [{ title: 'it answers', met: false, seen: 'nothing', command: 'wget', afterMs: 10 }],
    notLookedAt: ['it logs'],
    causes: [{ where: 'app', what: 'it waits', fix: 'wait', rule: 'command-ends' }],
    logs: [{ container: 'app', lines: ['a line'] }],
    diagram: '',
  };
  const evidence = {
    version: 1,
    startedAt: 'today',
    runtime: 'podman',
    sets: [{ pods: [seen], files: [{ file: 'all.yaml', sha256: '' }] }],
  };
  cli.write({ 'all.yaml': text, 'evidence.json': JSON.stringify(evidence) });
  return report('all.yaml', '--evidence', 'evidence.json');
}

function longPage(): string {
  const folder = 'folder-'.repeat(20);
  cli.write({
    [`${folder}/all.yaml`]: 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [] }\n',
  });
  return report('--by-folder', '.');
}

const PAGES: readonly (readonly [string, () => string])[] = [
  ...fixtureFiles().map((file) => [path.relative(ROOT, file), () => report('--denied', file)] as const),
  ['dist', () => report('--by-folder', path.join(ROOT, 'dist'), '--config', path.join(ROOT, 'sidecars.yaml'))],
  ['findings and evidence', findingsPage],
  ['a folder of a long name', longPage],
];

describe.each(PAGES)('the page of %s', (_, make) => {
  let html: string;

  beforeAll(() => {
    html = make();
  });

  test.each(SCHEMES)('shows itself to everybody, and does nothing else, where the reader likes %s', async (scheme) => {
    const { page, watch } = await open(html, { scheme });
    // What is not drawn, or has to be scrolled to, cannot be looked at.
    await page.addStyleTag({
      content: 'main { max-width: none !important } .workload { content-visibility: visible !important }',
    });
    for (const details of await page.locator('details').all()) await details.evaluate('(it) => { it.open = true }');
    expect(await axeViolations(page)).toEqual([]);
    expect(await unreadableIn(page)).toEqual([]);
    expect(await watch.troubles()).toEqual([]);
    expect(await watch.scripts()).toHaveLength(html.includes('<script>') ? 1 : 0);
  });

  test('is not wider than a phone', async () => {
    const { page } = await open(html);
    expect(await tooWideForPhones(page)).toBe(0);
  });
});

/** What is shown: the list, and below it. */
async function shown(page: Page): Promise<{ rows: string[]; sections: string[]; status: string | null }> {
  // Asked for all at once: there may be many.
  const texts = (selector: string) =>
    page.evaluate<string[]>(
      `[...document.querySelectorAll('${selector}')].filter((it) => it.getClientRects().length > 0).map((it) => it.textContent)`,
    );
  const rows = await texts('tr[data-for] a');
  return { rows, sections: await texts('.workload > h3'), status: await page.locator('#shown').textContent() };
}

const names = (...pods: string[]) => pods.map((pod) => `Pod shop/${pod}`);

test('workloads are searched and filtered', async () => {
  const { page } = await open(findingsPage());
  const all = names('clean', 'root', 'warned', 'privileged');
  expect(await shown(page)).toEqual({ rows: all, sections: all, status: '' });
  await page.getByLabel('Search').fill('ROOT nginx');
  const root = names('root');
  expect(await shown(page)).toEqual({ rows: root, sections: root, status: '1 of 4 workloads' });
  await page.getByLabel('Search').press('Escape');
  expect((await shown(page)).rows).toEqual(all);
  await page.getByLabel('Search').fill('image-root-under');
  expect((await shown(page)).rows).toEqual(root);
  await page.getByLabel('Search').fill('');
  await page.getByLabel('Findings').selectOption('with errors');
  expect((await shown(page)).rows).toEqual(root);
  await page.getByLabel('Findings').selectOption('without findings');
  expect((await shown(page)).rows).not.toContain('Pod shop/root');
  await page.getByLabel('Findings').selectOption('all');
  await page.getByLabel('Pod Security').selectOption('privileged');
  expect((await shown(page)).rows).toEqual(names('privileged'));
  await page.getByLabel('Search').fill('nothing of that name');
  expect(await shown(page)).toEqual({ rows: [], sections: [], status: '0 of 4 workloads' });
});

const focused = (page: Page) => page.evaluate('document.activeElement.id || document.activeElement.tagName');

test('the keyboard leads everywhere', async () => {
  const { page } = await open(findingsPage(), { height: 500 });
  await page.keyboard.press('/');
  expect(await focused(page)).toBe('search');
  await page.keyboard.type('/j');
  expect(await page.getByLabel('Search').inputValue()).toBe('/j');
  await page.keyboard.press('Escape');
  await page.evaluate('document.activeElement.blur()');
  for (const pod of ['clean', 'root', 'warned']) {
    await page.keyboard.press('j');
    expect(await focused(page)).toBe(`pod-shop-${pod}-title`);
    await until(page, 'Math.abs(document.activeElement.getBoundingClientRect().top) < 60');
  }
  await page.keyboard.press('k');
  expect(await focused(page)).toBe('pod-shop-root-title');
  await page.keyboard.press('g');
  expect(await focused(page)).toBe('workloads');
  await page.getByText('Keyboard').click();
  await page.getByLabel('on', { exact: true }).uncheck();
  await page.evaluate('document.activeElement.blur()');
  await page.keyboard.press('j');
  expect(await focused(page)).toBe('BODY');
});

test('links of the list lead to the workloads, and those to rules to their pages', async () => {
  const { page } = await open(findingsPage());
  await page.getByRole('link', { name: 'Pod shop/privileged' }).click();
  expect(await page.locator(':target > h3').textContent()).toBe('Pod shop/privileged');
  await until(page, 'document.querySelector(":target > h3").getBoundingClientRect().bottom <= innerHeight');
  await page.locator('#pod-shop-root').getByRole('link', { name: 'image-root-under-non-root' }).click();
  expect(await page.locator(':target > h3').textContent()).toBe('image-root-under-non-root');
});

test('a link to what is not shown shows it', async () => {
  const { page } = await open(findingsPage());
  await page.getByLabel('Search').fill('root');
  await page.evaluate('location.hash = "pod-shop-clean"');
  await until(page, '!document.getElementById("pod-shop-clean").hidden');
  expect(await page.getByLabel('Search').inputValue()).toBe('');
});

test('500 workloads are searched as well', async () => {
  const pod = (index: number) =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: n${index}-web }\nspec: { containers: [{ name: web, image: nginx }] }\n`;
  cli.write({ 'all.yaml': Array.from({ length: 500 }, (_, index) => pod(index)).join('---\n') });
  const { page, watch } = await open(report('all.yaml'));
  expect((await shown(page)).rows).toHaveLength(500);
  await page.getByLabel('Search').fill('n499-');
  const found = ['Pod n499-web'];
  expect(await shown(page)).toEqual({ rows: found, sections: found, status: '1 of 500 workloads' });
  expect(await watch.troubles()).toEqual([]);
});

describe('hostile names', () => {
  let known: Set<string>;

  beforeAll(async () => {
    known = new Set();
    for (const [, make] of PAGES) {
      cli.clear();
      const { page } = await open(make());
      for (const what of Object.keys(await markupOf(page))) known.add(what);
    }
  });

  const all = [...HOSTILE, ...SCRIPTS];
  const groups = [0, 1, 2, 3, 4, 5].map((group) => all.filter((_, index) => index % 6 === group));

  test.each(groups.map((group) => [group.map((each) => JSON.stringify(each).slice(0, 20)).join(' '), group]))(
    '%s stay texts, also without the policy of the page',
    async (_, group) => {
      const sets = group.map((hostile, index) => {
        const items = fixtureObjects().flatMap((set) => set.map((object) => spoiled(object, hostile)));
        return [`${index}/all.json`, JSON.stringify({ apiVersion: 'v1', kind: 'List', items })];
      });
      cli.write(Object.fromEntries(sets) as Record<string, string>);
      const html = report('--by-folder', '.');
      const unprotected = html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
      expect(unprotected).not.toBe(html);
      const { page, watch } = await open(unprotected);
      for (const element of (await page.locator('.workload h3').all()).slice(0, 20)) await element.hover();
      expect(Object.keys(await markupOf(page)).filter((what) => !known.has(what))).toEqual([]);
      expect(await hitsIn(page)).toBeUndefined();
      expect(await watch.troubles()).toEqual([]);
      expect(await watch.scripts()).toHaveLength(1);
      expect(await tooWideForPhones(page)).toBe(0);
    },
  );
});
