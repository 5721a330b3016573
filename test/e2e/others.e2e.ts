import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Verification } from './support/verification';

/** The pairs of manifests of the README's table. */
const FOLDER = resolve(__dirname, '../others');
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));

let verification: Verification;

beforeAll(async () => {
  verification = await Verification.build();
});

afterAll(() => verification.remove());

afterEach(() => {
  expect(verification.leftovers()).toEqual([]);
});

test.each(FILES.filter((file) => file.endsWith('.broken.yaml')))('%s does not run', async (file) => {
  const { code, evidence } = await verification.manifests(readFileSync(join(FOLDER, file), 'utf8'), [
    '--ready-within',
    '15s',
  ]);
  expect({ code, ok: evidence.ok }).toEqual({ code: 1, ok: false });
});

test.each(FILES.filter((file) => file.endsWith('.mended.yaml')))('%s runs', async (file) => {
  const { code, stderr } = await verification.manifests(readFileSync(join(FOLDER, file), 'utf8'));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
