import * as fs from 'node:fs';
import { RULES } from '../lib/checks/registry';
import { Cli } from '../test/cli';

let cli: Cli;

beforeAll(async () => {
  cli = await Cli.build();
});

afterAll(() => cli.remove());

describe('the bundle', () => {
  test('has nothing of cdk8s, and of packages the parsers and what draws pictures', () => {
    const packages = cli.inputs.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
    expect([...new Set(packages)].sort()).toEqual([
      '@fontsource/arimo',
      '@hpcc-js/wasm-graphviz',
      '@resvg/resvg-wasm',
      'marked',
      'yaml',
    ]);
  });

  test('can be run by itself, and comes with the licenses of these', () => {
    expect(fs.readFileSync(cli.bundle, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(fs.statSync(cli.bundle).mode & 0o111).toBe(0o111);
    expect(fs.readFileSync(cli.bundle.replace(/[^/]*$/, 'LICENSES.txt'), 'utf8')).toContain('Eemeli Aro');
  });

  test('looks for nothing beside Node', () => {
    const required = [...fs.readFileSync(cli.bundle, 'utf8').matchAll(/\brequire\("([^"]*)"\)/g)].map(
      ([, name]) => name,
    );
    expect(required.filter((name) => !name.startsWith('node:'))).toEqual([]);
  });
});

describe('help', () => {
  test.each([[['--help']], [['-h']], [['help']], [['help', '--help']], [['help', 'help']]])(
    '%j lists the verbs',
    (args) => {
      const { code, stdout } = cli.run(args);
      expect(code).toBe(0);
      for (const verb of ['check', 'diagnose', 'rules', 'explain', 'help'])
        expect(stdout).toMatch(new RegExp(`^  ${verb} `, 'm'));
    },
  );

  test.each([[['help', 'check']], [['check', '--help']], [['check', '-h', 'x']]])('%j lists the options', (args) => {
    const { code, stdout } = cli.run(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: sidecars check /);
    expect(stdout).toContain('--min-severity error|warning');
    expect(stdout.split('\n').filter((line) => line.length > 110)).toEqual([]);
  });

  test('the documentation has every option', () => {
    const page = fs.readFileSync('docs/cli.md', 'utf8');
    const options = cli.run(['help', 'check']).stdout.match(/^ {2}--[\w-]+/gm)!;
    expect(options.filter((option) => option !== '  --help' && !page.includes(`\`${option.trim()}`))).toEqual([]);
  });

  test('--version is that of the package', () => {
    const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { version: string };
    expect(cli.run(['--version']).stdout).toBe(`${version}\n`);
  });

  test.each([
    [[], 'which verb?'],
    [['chekc'], 'there is no verb "chekc"; did you mean "check"?'],
    [['constructor'], 'there is no verb "constructor"'],
    [['help', 'nothing'], 'there is no verb "nothing"'],
    [['pod.yaml'], 'there is no verb "pod.yaml"; to check it: sidecars check pod.yaml'],
    [['--format', 'json'], 'there is no option --format here'],
    [['\u001b[31m'], 'there is no verb "\\x1b[31m"'],
  ])('%j is wrong use', (args, message) => {
    const { code, stdout, stderr } = cli.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(`sidecars: ${message}\nSee "sidecars --help".\n`);
  });
});

describe('rules', () => {
  test('lists all in the order of the registry', () => {
    const { code, stdout } = cli.run(['rules']);
    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/ +/)[0]),
    ).toEqual(RULES.map(({ id }) => id));
  });

  test('lists them for machines', () => {
    const listed = JSON.parse(cli.run(['rules', '--format', 'json']).stdout) as object[];
    expect(listed).toEqual(RULES.map(({ id, severity, title, sources }) => ({ id, severity, title, sources })));
  });

  test.each([[['--format', 'xml']], [['check']]])('%j is wrong use', (args) => {
    expect(cli.run(['rules', ...args]).code).toBe(2);
  });
});

describe('explain', () => {
  test('shows the page of a rule, and its sources', () => {
    const { code, stdout } = cli.run(['explain', 'image-root-under-non-root']);
    expect(code).toBe(0);
    expect(stdout).toContain(fs.readFileSync('docs/checks/image-root-under-non-root.md', 'utf8').trimEnd());
    expect(stdout).toContain('\n## Sources\n\n- https://');
  });

  test('knows every rule', () => {
    for (const { id } of RULES.slice(0, 5)) expect(cli.run(['explain', id]).stdout).toMatch(new RegExp(`^# ${id}\n`));
  });

  test.each([
    [['image-root-under-nonroot'], 'did you mean "image-root-under-non-root"?'],
    [['non-root'], 'did you mean "image-root-under-non-root"?'],
    [['xyzzy'], 'there is no rule "xyzzy"\n'],
    [[], 'name one rule'],
    [['schema', 'schema'], 'name one rule'],
  ])('%j is wrong use', (args, message) => {
    const { code, stderr } = cli.run(['explain', ...args]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
  });
});
