import * as fs from 'node:fs';
import * as path from 'node:path';
import { Cli, rootPod } from '../test/cli';

const RULE = 'image-root-under-non-root';

let cli: Cli;

beforeAll(async () => {
  cli = await Cli.build();
});

afterAll(() => cli.remove());

beforeEach(() => {
  cli.clear();
  cli.write({ 'k8s/a.yaml': rootPod('a'), 'k8s/b.yaml': rootPod('b') });
});

/** What is left over with a configuration, as `image-root-under-non-root k8s/a.yaml`. */
function found(config: string, args: readonly string[] = ['k8s']): string[] {
  cli.write({ 'sidecars.yaml': config });
  return cli.check(args).findings.map(({ rule, file }) => `${rule} ${file}`);
}

const ONLY = `rules: ${RULE}\n`;
const [A, B] = [`${RULE} k8s/a.yaml`, `${RULE} k8s/b.yaml`];

describe('settings', () => {
  test.each([
    ['rules as a text', `rules: "${RULE}, port-declared-twice"`, [A, B]],
    ['rules as a list', `rules:\n  - ${RULE}\n`, [A, B]],
    ['nothing', `# later\n`, undefined],
    [
      'what the options are',
      `${ONLY}min-severity: error\nkubernetes-version: 1.31\nnode-size: {cpu: 4, memory: 8Gi}\nexternal: fine\nby-folder: true\ncolor: never\nformat: json\n`,
      [A, B],
    ],
  ])('can be %s', (_, config, expected) => {
    const result = found(config);
    if (expected) expect(result).toEqual(expected);
    else expect(result).toEqual(expect.arrayContaining([A, B]));
  });

  test('take a version as it is written, with the zero at its end', () => {
    // From 1.30 on this is a name.
    const containers = '[{name: a, image: nginx, env: [{name: a b, value: c}]}]';
    cli.write({ 'env.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: ${containers}}\n` });
    expect(found('rules: invalid-env\nkubernetes-version: 1.29\n', ['env.yaml'])).toEqual(['invalid-env env.yaml']);
    expect(found('rules: invalid-env\nkubernetes-version: 1.30\n', ['env.yaml'])).toEqual([]);
  });

  test('give way to options', () => {
    expect(found('rules: port-declared-twice\n', ['k8s', '--rules', RULE])).toEqual([A, B]);
  });

  test('choose the format', () => {
    cli.write({ 'sidecars.yaml': `${ONLY}format: github\n` });
    expect(cli.run(['check', 'k8s']).stdout).toMatch(/^::error /);
  });

  test('are looked for above, up to the root of the repository', () => {
    cli.write({ '.sidecars.yaml': 'rules: port-declared-twice\n' });
    expect(cli.run(['check', '.'], { cwd: 'k8s' }).code).toBe(0);
    fs.mkdirSync(path.join(cli.folder, 'k8s/.git'));
    expect(cli.run(['check', '.'], { cwd: 'k8s' }).code).toBe(1);
  });

  test('outside of a repository are looked for in the current folder only', () => {
    fs.rmSync(path.join(cli.folder, '.git'), { recursive: true });
    cli.write({ 'sidecars.yaml': 'rules: port-declared-twice\n' });
    expect(cli.run(['check', '.'], { cwd: 'k8s' }).code).toBe(1);
    expect(cli.run(['check', 'k8s']).code).toBe(0);
  });

  test('can be in another file', () => {
    cli.write({ 'sidecars.yaml': 'rules: [nonsense]\n', 'other.yaml': 'rules: port-declared-twice\n' });
    expect(cli.run(['check', 'k8s', '--config', 'other.yaml']).code).toBe(0);
  });

  test('are no manifest', () => {
    cli.write({ 'sidecars.yaml': ONLY });
    expect(cli.check(['.']).skipped).toEqual([]);
  });

  test.each([
    ['an unknown key', 'rulez: [x]\n', '1:1: there is no setting "rulez"; did you mean "rules"?'],
    ['an unknown rule', `rules:\n  - ${RULE}s\n`, `1:1: rules: there is no rule "${RULE}s"; did you mean "${RULE}"?`],
    ['a wrong value', 'external: 5\n', '1:11: external is fine, error, not "5"'],
    ['a switch that is none', 'by-folder: often\n', '1:12: by-folder is true or false, not "often"'],
    [
      'a node with too much',
      'node-size: {cpu: 1, memory: 1Gi, gpu: 1}\n',
      '1:1: node-size is CPU and memory such as 2cpu,4Gi',
    ],
    ['a list', '- rules\n', '1:1: it is not a map of settings'],
    ['two documents', 'rules: []\n---\nrules: []\n', '1:1: it has more than one document'],
    [
      'no YAML',
      'rules: [\n',
      'sidecars.yaml:2:1: flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['waivers that are no list', 'waivers: {}\n', '1:1: waivers is a list'],
    ['a waiver that is a text', 'waivers: [x]\n', '1:11: a waiver is a map of rule, object, file, reason'],
    ['a waiver without a reason', `waivers:\n  - rule: ${RULE}\n    object: Pod/a\n`, '2:5: a waiver needs its reason'],
    ['an empty reason', `waivers:\n  - {rule: ${RULE}, object: Pod/a, reason: " "}\n`, 'a waiver needs its reason'],
    ['a waiver of no rule', 'waivers:\n  - {rule: nope, object: Pod/a, reason: x}\n', '2:12: there is no rule "nope"'],
    [
      'a waiver of no object',
      `waivers:\n  - {rule: ${RULE}, object: a, reason: x}\n`,
      '"a" is not of the form Kind/name',
    ],
    [
      'a misspelled key',
      `waivers:\n  - {rule: ${RULE}, objekt: a, reason: x}\n`,
      'a waiver has no "objekt"; did you mean "object"?',
    ],
  ])('with %s are wrong use', (_, config, message) => {
    cli.write({ 'sidecars.yaml': config });
    const { code, stdout, stderr } = cli.run(['check', 'k8s']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('sidecars.yaml:');
    expect(stderr).toContain(message);
  });
});

test('the example of the documentation is understood', () => {
  const [, example] = /```yaml\n(kubernetes-version[^]*?)```/.exec(fs.readFileSync('docs/cli.md', 'utf8'))!;
  cli.write({ 'sidecars.yaml': example });
  expect(cli.run(['check', 'k8s'])).toMatchObject({ code: 1, stderr: '' });
});

describe('waivers', () => {
  const waiver = (object: string, file?: string) =>
    `  - rule: ${RULE}\n    object: ${object}\n${file === undefined ? '' : `    file: "${file}"\n`}    reason: it is a lesson\n`;
  const config = (...waivers: string[]) => `${ONLY}waivers:\n${waivers.join('')}`;
  const unused = 'waiver sidecars.yaml';

  test('are for one object', () => {
    expect(found(config(waiver('Pod/a')))).toEqual([B]);
  });

  test.each([
    ['k8s/*.yaml', [B]],
    ['./k8s/?.yaml', [B]],
    ['**', [B]],
    ['**/a.yaml', [B]],
    ['k8s/**/a.yaml', [B]],
    ['k8s/b.yaml', [A, B, unused]],
    ['*.yaml', [A, B]],
    ['k8s/[ab].yaml', [A, B]],
  ])('can be for the files %s only', (glob, expected) => {
    expect(found(config(waiver('Pod/a', glob)))).toEqual(expected);
  });

  test('can name the namespace', () => {
    cli.write({ 'k8s/a.yaml': rootPod('a').replace('name: a', 'name: a\n  namespace: shop') });
    expect(found(config(waiver('Pod/shop/a')))).toEqual([B]);
    expect(found(config(waiver('Pod/a')))).toEqual([B]);
    expect(found(config(waiver('Pod/other/a')))).toEqual([A, B, unused]);
  });

  test('that waive nothing are reported where they are', () => {
    cli.write({ 'sidecars.yaml': config(waiver('Pod/a'), waiver('Pod/b'), waiver('Deployment/b')) });
    const { findings } = cli.check(['k8s']);
    expect(findings).toMatchObject([{ rule: 'waiver', severity: 'warning', line: 9, path: 'waivers[2]' }]);
    expect(findings[0].what).toContain('Deployment/b, which is not among what was checked');
    expect(cli.run(['check', 'k8s', '--min-severity', 'error']).code).toBe(0);
  });

  test('of rules that are not looked for are left alone', () => {
    cli.write({ 'sidecars.yaml': `waivers:\n${waiver('Pod/nowhere')}` });
    expect(cli.check(['k8s', '--rules', 'port-declared-twice']).findings).toEqual([]);
  });

  test('work from another folder too', () => {
    cli.write({ 'sidecars.yaml': config(waiver('Pod/a', 'k8s/a.yaml'), waiver('Pod/b', 'k8s/*.yaml')) });
    expect(cli.run(['check', '.'], { cwd: 'k8s' }).code).toBe(0);
  });

  test('can be annotations of the object too', () => {
    const note = (reason: string) => `name: a\n  annotations:\n    waive.cdk8s-sidecars/${RULE}: ${reason}`;
    cli.write({ 'k8s/a.yaml': rootPod('a').replace('name: a', note('it is a lesson')) });
    expect(found(ONLY)).toEqual([B]);
    cli.write({ 'k8s/a.yaml': rootPod('a').replace('name: a', note('""')) });
    expect(found(ONLY)).toEqual([A, 'waiver k8s/a.yaml', B]);
  });
});
