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

/** Rules that came after the list of failures. */
const LATER = [
  'namespace-refuses-pod',
  'resource-quantities',
  'probe-without-handler',
  'invalid-env',
  'value-out-of-range',
  'port-out-of-range',
  'cron-schedule',
  'duplicate-object',
  'configured-port',
  'refused-fields',
  'unsafe-sysctl',
  'capability-name',
];

test('each rule of the list of failures is about one of its own', () => {
  const ids = RULES.map(({ id }) => id);
  expect(Object.keys(FAILURES)).toEqual(ids.filter((id) => !LATER.includes(id)));
  expect(new Set(Object.values(FAILURES)).size).toBe(ids.length - LATER.length);
});
