import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Checks } from '../lib';

interface Recorded {
  readonly [tool: string]: { readonly version: string; readonly findings: { readonly [file: string]: string[] } };
}

/** Manifests that do not run and, with as few changes as possible, ones that do. */
const FOLDER = join(__dirname, 'others');
const CASES = readdirSync(FOLDER).flatMap((file) => /^(.*)\.broken\.yaml$/.exec(file)?.[1] ?? []);
const RECORDED = JSON.parse(readFileSync(join(FOLDER, 'recorded.json'), 'utf8')) as Recorded;
const README = readFileSync(join(__dirname, '../README.md'), 'utf8');

/** The cells of the row of the README that is about a case. */
function row(name: string): string[] {
  const line = README.split('\n').find(
    (each) => each.startsWith('|') && each.includes(`test/others/${name}.broken.yaml`),
  );
  return (line ?? '').split('|').map((cell) => cell.trim());
}

function rules(file: string): string[] {
  const documents = parseAllDocuments(readFileSync(join(FOLDER, `${file}.yaml`), 'utf8'));
  const manifests = documents.map((document) => document.toJS() as object);
  return Checks.find(manifests).map(({ rule }) => rule);
}

/** What the tools say of the one that does not run and not of the other, or the other way round. */
function differences(name: string): string[] {
  return Object.values(RECORDED).flatMap(({ findings }) => {
    const [broken, mended] = [findings[`${name}.broken`], findings[`${name}.mended`]];
    return [...broken.filter((each) => !mended.includes(each)), ...mended.filter((each) => !broken.includes(each))];
  });
}

test.each(CASES)('%s: the checks tell the two apart, by the rule that the README names', (name) => {
  const [, , , here] = row(name);
  const [, rule] = /docs\/checks\/([\w-]+)\.md/.exec(here) ?? [];
  expect(rules(`${name}.broken`)).toContain(rule);
  expect(rules(`${name}.mended`)).toEqual([]);
});

test.each(CASES)('%s: others say of the two what the README says that they do', (name) => {
  const [, , others] = row(name);
  if (others === 'the same of both') return expect(differences(name)).toEqual([]);
  expect([name, others]).toEqual(['image-user', 'both want a user above 10000, whatever the image']);
  expect(differences(name)).toEqual([
    'container-security-context-user-group-id: app: The container is running with a low user ID',
    'CKV_K8S_40: Containers should run as a high UID to avoid host conflict',
  ]);
});

test('what others say is recorded of all manifests, by the versions that the README names', () => {
  const files = CASES.flatMap((name) => [`${name}.broken`, `${name}.mended`]).sort();
  for (const [tool, { version, findings }] of Object.entries(RECORDED)) {
    expect([tool, Object.keys(findings).sort()]).toEqual([tool, files]);
    expect(README).toMatch(new RegExp(`${tool}\\]\\([^)]*\\) ${version}`, 'i'));
  }
});
