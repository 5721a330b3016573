import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAILURES } from './failures';
import { RULES } from './registry';
import { rulesPage } from './rules-page';

const PAGE = join(process.cwd(), 'docs/checks/README.md');

test('docs/checks/README.md lists the rules as they are', () => {
  const page = rulesPage(RULES);
  if (process.env.UPDATE_DOCS === '1') writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toEqual(page);
});

test('each rule is about a failure of its own', () => {
  expect(Object.keys(FAILURES)).toEqual(RULES.map(({ id }) => id));
  expect(new Set(Object.values(FAILURES)).size).toBe(RULES.length);
});
