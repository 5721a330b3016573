import { Evidence, PodEvidence } from '../../cli/verify/evidence';
import { Outcome } from '../../cli/verify/expectations';
import { htmlOf } from '../../cli/verify/report/html';
import { HOSTILE, SCRIPTS, spoiled } from '../hostile';
import { axeViolations } from './support/axe';
import { SCHEMES, withBrowser } from './support/browser';
import { harmless, harmOf } from './support/harm';
import { markupIn, markupOf, tooWideForPhones, until } from './support/look';

const open = withBrowser();

const POD: PodEvidence = {
  workload: 'Pod web',
  pod: 'web',
  up: false,
  state: 'nginx waits',
  timeline: [
    { atMs: 100, container: 'nginx', what: 'running and ready' },
    { atMs: 4200, container: undefined, what: `not ready: ${'a long reason '.repeat(20)}` },
  ],
  outcomes: [true, false].map((met): Outcome => ({
    title: 'GET http://localhost from writer gives 200',
    expectation: { type: 'log', container: 'writer', contains: 'x', withinSeconds: 1 },
    met,
    answer: undefined,
    seen: `status 200\n${'x'.repeat(500)}`,
    command: 'podman exec web-writer wget -O - http://localhost',
    afterMs: 1234,
  })),
  notLookedAt: ['writer logs x'],
  causes: [{ where: 'container nginx', what: 'it is killed', fix: 'raise the limit', rule: 'memory-limit' }],
  logs: [
    { container: 'nginx', lines: [`"GET /${'path/'.repeat(100)} HTTP/1.1" 200`] },
    { container: 'writer', lines: [] },
  ],
  diagram: 'flowchart LR',
};

const EVIDENCE: Evidence = {
  version: 1,
  sidecars: '0.1.0',
  runtime: 'podman 4.3.1',
  startedAt: '2026-01-01T00:00:00.000Z',
  seconds: 2.5,
  ok: false,
  sets: [
    {
      title: 'tutorial/web',
      files: [{ file: 'dist/web.yaml', sha256: '5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef' }],
      objects: ['Pod web', 'ConfigMap settings'],
      limits: ['NetworkPolicies are not enforced'],
      pods: [POD, { ...POD, up: true, outcomes: POD.outcomes.slice(0, 1), notLookedAt: [], causes: [] }],
      seconds: 2,
    },
  ],
};

const RESULTS = { true: { ...EVIDENCE, ok: true }, 'not true': EVIDENCE };

describe.each(Object.entries(RESULTS))('the report of what is %s', (_, evidence) => {
  test.each(SCHEMES)('shows itself to everybody, and does nothing else, where the reader likes %s', async (scheme) => {
    const opened = await open(htmlOf(evidence), { scheme });
    expect(await axeViolations(opened.page)).toEqual([]);
    expect(await harmOf(opened)).toEqual([]);
    // What is folded up at first.
    expect(await opened.page.locator('details[open]').count()).toBe(2);
    expect(await axeViolations(opened.page)).toEqual([]);
  });
});

test('is not wider than a phone, and a keyboard scrolls what is', async () => {
  const { page } = await open(htmlOf(EVIDENCE));
  expect(await tooWideForPhones(page)).toBe(0);
  const isScrolled = 'document.activeElement.scrollWidth > document.activeElement.clientWidth';
  const scrolled = await page.evaluate(
    `[...document.querySelectorAll('main *')].filter((it) => it.scrollWidth > it.clientWidth && getComputedStyle(it).overflowX === 'auto').length`,
  );
  let found = 0;
  for (await page.keyboard.press('Tab'); await page.evaluate('document.activeElement !== document.body');) {
    if (await page.evaluate(isScrolled)) {
      await page.keyboard.press('ArrowRight');
      await until(page, 'document.activeElement.scrollLeft > 0');
      found++;
    }
    await page.keyboard.press('Tab');
  }
  expect(found).toBeGreaterThan(3);
  expect(found).toBe(scrolled);
});

const POLICY = /<meta http-equiv="Content-Security-Policy"[^>]*>\n/;
const NAMED = [...HOSTILE, ...SCRIPTS].map((hostile) => [JSON.stringify(hostile).slice(0, 60), hostile] as const);

test.each(NAMED)('%s in all that was seen is shown, and nothing else', async (_, hostile) => {
  const html = htmlOf(spoiled(EVIDENCE, hostile) as Evidence);
  expect(html).toMatch(POLICY);
  const opened = await open(html.replace(POLICY, ''));
  expect(await harmOf(opened)).toEqual([]);
  const text = htmlOf(spoiled(EVIDENCE, harmless(hostile)) as Evidence).replace(POLICY, '');
  const { 'DETAILS@open': unfolded, ...markup } = await markupOf(opened.page);
  expect(unfolded).toBe(2);
  expect(markup).toEqual(await markupIn(opened.page, { text, type: 'text/html' }));
  expect(await axeViolations(opened.page)).toEqual([]);
  expect(await tooWideForPhones(opened.page)).toBe(0);
});
