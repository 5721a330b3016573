import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { objectsIn } from '../../test/checks';
import { HEADINGS, readPage } from '../../test/rule-page';
import { check } from './engine';
import { RULES } from './registry';

const RULES_FOLDER = join(process.cwd(), 'lib/checks/rules');
const PAGES_FOLDER = join(process.cwd(), 'docs/checks');

test('every file of a rule is a rule of the registry, and the other way round', () => {
  const files = readdirSync(RULES_FOLDER).filter((file) => !file.endsWith('.test.ts'));
  expect(RULES.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
});

test('every page is the page of a rule', () => {
  const pages = readdirSync(PAGES_FOLDER).filter((file) => file !== 'README.md');
  expect(pages.filter((page) => !RULES.some(({ id }) => `${id}.md` === page))).toEqual([]);
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const pageFile = join(PAGES_FOLDER, `${id}.md`);

  test('has tests, a page and a source', () => {
    const missing = [join(RULES_FOLDER, `${id}.test.ts`), pageFile].filter((file) => !existsSync(file));
    expect(missing).toEqual([]);
    expect(rule.sources.filter((source) => source.startsWith('https://'))).not.toEqual([]);
  });

  test('has a page with its headings in order', () => {
    const page = readPage(readFileSync(pageFile, 'utf8'));
    expect({ title: page.title, headings: page.headings }).toEqual({ title: id, headings: [...HEADINGS] });
    expect(page.bad).not.toEqual([]);
    expect(page.good).not.toEqual([]);
  });

  test('finds what the page calls bad', () => {
    const { bad, context } = readPage(readFileSync(pageFile, 'utf8'));
    for (const yaml of bad) {
      const found = check(objectsIn(yaml), { context }).map((finding) => finding.rule);
      expect(found).toContain(id);
    }
  });

  test('finds nothing in what the page calls good, and no other rule finds an error there', () => {
    const { good, context } = readPage(readFileSync(pageFile, 'utf8'));
    for (const yaml of good) {
      const found = check(objectsIn(yaml), { context });
      expect(found.filter((finding) => finding.rule === id || finding.severity === 'error')).toEqual([]);
    }
  });

  test('says what, what happens and how to fix it as parts of one sentence', () => {
    const { bad, context } = readPage(readFileSync(pageFile, 'utf8'));
    for (const yaml of bad) {
      for (const finding of check(objectsIn(yaml), { context })) {
        for (const text of [finding.what, finding.happens, finding.fix]) {
          expect(text).toMatch(/\S/);
          expect(text).not.toMatch(/[.\n]$|undefined|\[object/);
        }
        expect(finding.path.length).toBeGreaterThan(0);
      }
    }
  });
});
