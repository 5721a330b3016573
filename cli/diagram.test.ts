import * as fs from 'node:fs';
import * as path from 'node:path';
import { Cli } from '../test/cli';
import { asXml, fixtureFiles, xmlProblems, yamlFiles } from '../test/diagrams';

let cli: Cli;

beforeAll(async () => {
  cli = await Cli.build();
});

afterAll(() => cli.remove());

beforeEach(() => cli.clear());

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function pod(name: string, container = 'app'): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop }
spec: { containers: [{ name: ${container}, image: app }] }
`;
}

function read(file: string): string {
  return fs.readFileSync(path.join(cli.folder, file), 'utf8');
}

function names(folder: string): string[] {
  return fs.readdirSync(path.join(cli.folder, folder)).sort();
}

describe('what is written', () => {
  test('is Mermaid on standard output unless something else is said', () => {
    const { code, stdout, stderr } = cli.run(['diagram', '-'], { stdin: pod('web') });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^flowchart LR\n/);
  });

  test.each([
    ['x.mmd', /^flowchart LR\n/],
    ['x.mermaid', /^flowchart LR\n/],
    ['x.dot', /^digraph "Pod shop\/web" \{\n/],
    ['x.gv', /^digraph /],
    ['x.svg', /^<svg class="sidecars-diagram" /],
    ['x.html', /^<!doctype html>\n/],
    ['in/a/new/folder/X.SVG', /^<svg /],
  ])('has the format of the name %s', (file, expected) => {
    cli.write({ 'web.yaml': pod('web') });
    expect(cli.run(['diagram', 'web.yaml', '-o', file])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(read(file)).toMatch(expected);
  });

  test('is a PNG that way, too', () => {
    cli.write({ 'web.yaml': pod('web') });
    expect(cli.run(['diagram', 'web.yaml', '--output=x.png'])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(fs.readFileSync(path.join(cli.folder, 'x.png')).subarray(0, 8)).toEqual(PNG);
  });

  test('has the format that is said, whatever the name', () => {
    cli.write({ 'web.yaml': pod('web') });
    cli.run(['diagram', 'web.yaml', '--format', 'dot', '-o', 'web.txt']);
    expect(read('web.txt')).toMatch(/^digraph /);
  });

  test('is an overview of several workloads, and one of each in a folder', () => {
    cli.write({ 'a.yaml': `${pod('web')}---\n${pod('web', 'other')}`, 'b.yaml': pod('api') });
    const { code, stdout, stderr } = cli.run(['diagram', '.']);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'note: this is the overview; -o FOLDER draws each of the 3 workloads, --workload NAME one of them\n',
    });
    expect(stdout).toContain('namespace shop');
    expect(cli.run(['diagram', '.', '-o', 'out'])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(names('out')).toEqual(['overview.mmd', 'pod-shop-api.mmd', 'pod-shop-web-2.mmd', 'pod-shop-web.mmd']);
    expect(read('out/pod-shop-web-2.mmd')).toContain('other');
    cli.write({ 'there/x.txt': '' });
    cli.run(['diagram', '.', '-o', 'there', '--format', 'svg']);
    expect(names('there')).toHaveLength(5);
  });

  test('is all of it on a page of HTML', () => {
    cli.write({ 'a.yaml': pod('web'), 'b.yaml': pod('api') });
    const { stdout, stderr } = cli.run(['diagram', '.', '--format', 'html']);
    expect(stderr).toBe('');
    expect(stdout.match(/<svg /g)).toHaveLength(3);
    expect(stdout).toContain('<a href="#pod-shop-api">Pod shop/api</a>');
    expect(stdout).not.toMatch(/https?:(?!\/\/www\.w3\.org)|<(?:script|link|img)/);
    expect(stdout).toContain(
      'content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; script-src &#39;none&#39;',
    );
  });

  test.each(['web', 'Pod/web', 'shop/web', 'Pod/shop/web'])('is the one workload %s', (name) => {
    cli.write({ 'a.yaml': `${pod('web')}---\n${pod('api')}` });
    const { stdout, stderr } = cli.run(['diagram', 'a.yaml', '--workload', name]);
    expect(stderr).toBe('');
    expect(stdout).toContain('Pod web');
  });

  test('is the same to the byte, in each format and in another folder', () => {
    const text = fs.readFileSync(fixtureFiles()[1], 'utf8');
    cli.write({ 'a/x.yaml': text, 'b/deeper/y.yaml': text });
    for (const format of ['mermaid', 'dot', 'svg', 'png', 'html']) {
      cli.run(['diagram', 'a', '--format', format, '-o', 'one', '--denied']);
      cli.run(['diagram', 'b', '--format', format, '-o', 'two', '--denied']);
    }
    expect(names('one')).toHaveLength(5);
    const content = (folder: string) =>
      names(folder).map((file) => fs.readFileSync(path.join(cli.folder, folder, file)).toString('base64'));
    expect(content('two')).toEqual(content('one'));
  }, 60_000);
});

describe('an SVG', () => {
  test('is well-formed and light and dark, of the fixtures and of our own manifests', () => {
    [...fixtureFiles(), ...yamlFiles('dist')].forEach((file, index) => {
      cli.write({ [`${index}/${path.basename(file)}`]: fs.readFileSync(file) });
    });
    expect(cli.run(['diagram', '.', '--format', 'svg', '-o', 'out', '--denied']).code).toBe(0);
    expect(names('out').length).toBeGreaterThan(20);
    for (const name of names('out')) {
      const svg = read(`out/${name}`);
      expect([name, xmlProblems(svg)]).toEqual([name, []]);
      const style = /@media \(prefers-color-scheme: dark\) \{[^]*<\/style>/.exec(svg)![0];
      const used = new Set([...svg.matchAll(/ (?:fill|stroke)="(#\w+)"/g)].map(([, colour]) => colour));
      expect([...used].filter((colour) => !style.includes(`"${colour}"`))).toEqual([]);
      expect(svg).not.toMatch(/ (?:fill|stroke)="(?!#|none)/);
    }
  }, 60_000);

  test('has texts for those who point at something, and for those who cannot see it', () => {
    const long = 'a-name-that-is-much-too-long-for-any-box-of-a-diagram';
    const { stdout } = cli.run(['diagram', '-', '--format', 'svg'], { stdin: pod('web', long) });
    expect(stdout).toContain('<title>Pod shop/web</title>');
    expect(stdout).toContain(`<title>container ${long.replaceAll('-', '&#45;')}, image app</title>`);
    expect(stdout).not.toContain(`>${long}<`);
  });

  test('of a page is XML as well', () => {
    const { stdout } = cli.run(['diagram', ...fixtureFiles(), '--format', 'html']);
    expect(xmlProblems(asXml(stdout))).toEqual([]);
  });
});

describe('wrong use', () => {
  const trouble = (args: readonly string[]) => {
    const { code, stdout, stderr } = cli.run(['diagram', ...args]);
    return [code, stdout, stderr.split('\n')[0]];
  };

  test.each([
    [['web.yaml', '--format', 'pdf'], 'sidecars: --format is mermaid, dot, svg, png or html, not "pdf"'],
    [
      ['web.yaml', '-o', 'x.pdf'],
      'sidecars: -o x.pdf does not tell the format: use --format, or one of .mmd, .dot, .svg, .png, .html',
    ],
    [['web.yaml', '-o'], 'sidecars: -o needs a value, as in -o FILE|FOLDER'],
    [['web.yaml', '-o', ''], 'sidecars: --output needs the name of a file or folder'],
    [
      ['web.yaml', '--workload', 'webb'],
      'sidecars: there is no workload "webb"; did you mean "web"?; there are web, api',
    ],
    [['web.yaml', '--denies'], 'sidecars: there is no option --denies; did you mean "--denied"?'],
    [[], 'sidecars: nothing to draw: name files or folders, or - for standard input'],
    [['nowhere'], 'nowhere: error: is not there'],
    [['web.yaml', 'broken.yaml'], 'broken.yaml:1:4: error: nested mappings are not allowed in compact mappings'],
    [['web.yaml', '-o', 'web.yaml/x.svg'], expect.stringMatching(/^sidecars: cannot write web\.yaml\/x\.svg: /)],
    [['settings.yaml'], 'sidecars: there is no workload and no Service to draw in what was named'],
  ])('%j is told in one line', (args, message) => {
    cli.write({
      'web.yaml': `${pod('web')}---\n${pod('api')}`,
      'broken.yaml': 'a: b: c',
      'settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n',
    });
    expect(trouble(args)).toEqual([2, '', message]);
  });

  test('writes nothing', () => {
    cli.write({ 'web.yaml': pod('web'), 'broken.yaml': 'a: b: c' });
    cli.run(['diagram', '.', '-o', 'out/']);
    cli.run(['diagram', 'web.yaml', '--workload', 'api', '-o', 'x.svg']);
    expect(names('.')).toEqual(['.git', 'broken.yaml', 'web.yaml']);
  });

  test('of a name that several have is told with their full names', () => {
    cli.write({
      'a.yaml': `${pod('web')}---\n${pod('web').replace('shop', 'test')}---\n${pod('api')}---\n${pod('api')}`,
    });
    expect(trouble(['a.yaml', '--workload', 'web'])[2]).toBe(
      'sidecars: there are 2 workloads "web": name one of Pod/shop/web, Pod/test/web',
    );
    expect(trouble(['a.yaml', '--workload', 'api'])[2]).toBe(
      'sidecars: there are 2 workloads "api" in these files: name one file',
    );
  });

  test('objects that are there twice are told of', () => {
    cli.write({ 'a.yaml': pod('web'), 'b.yaml': pod('web') });
    const { code, stderr } = cli.run(['diagram', '.', '-o', 'out']);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'note: Pod shop/web is in a.yaml and in b.yaml: unless both are applied together, draw each by itself\n',
    });
  });

  test('skipped files are told of', () => {
    cli.write({ 'web.yaml': pod('web'), 'values.yaml': 'a: 1' });
    expect(cli.run(['diagram', '.', '-o', 'x.mmd']).stderr).toBe('note: skipped values.yaml: no Kubernetes object\n');
  });
});

test('values of any type in any place are no reason to fail', () => {
  const values = ['5', 'null', '[]', '{}', '""', '[null]', '[[]]', '[5]', 'true', '-1.5', '{a: [null]}'];
  const fields = ['spec', 'metadata', 'data'];
  const types = [
    'v1 Pod',
    'v1 Service',
    'apps/v1 Deployment',
    'networking.k8s.io/v1 Ingress',
    'networking.k8s.io/v1 NetworkPolicy',
    'gateway.networking.k8s.io/v1 HTTPRoute',
    'autoscaling/v2 HorizontalPodAutoscaler',
  ];
  const whole = values.flatMap((value) =>
    fields.flatMap((field) =>
      types.map((type) => {
        const [apiVersion, kind] = type.split(' ');
        return `apiVersion: ${apiVersion}\nkind: ${kind}\n${field}: ${value}\n`;
      }),
    ),
  );
  const places = ['containers', 'initContainers', 'volumes', 'serviceAccountName', 'imagePullSecrets', 'hostNetwork'];
  const inContainer = ['name', 'image', 'ports', 'env', 'envFrom', 'volumeMounts', 'readinessProbe', 'command', 'args'];
  const pods = values.flatMap((value) => [
    ...places.map((place) => `apiVersion: v1\nkind: Pod\nspec: { ${place}: ${value} }\n`),
    ...inContainer.map((place) => `apiVersion: v1\nkind: Pod\nspec: { containers: [{ ${place}: ${value} }] }\n`),
  ]);
  cli.write({ 'a.yaml': [...whole, ...pods].join('---\n') });
  for (const format of ['mermaid', 'dot']) {
    expect(cli.run(['diagram', 'a.yaml', '--denied', '--format', format, '-o', format])).toMatchObject({
      code: 0,
      stderr: '',
    });
  }
  expect(cli.run(['diagram', 'a.yaml', '--denied', '-o', 'overview.svg']).code).toBe(0);
});

test('what draws pictures is read for pictures only', () => {
  const code = (file: string) => fs.readFileSync(path.join(path.dirname(cli.bundle), file), 'utf8');
  const files = fs.readdirSync(path.dirname(cli.bundle)).filter((file) => file.endsWith('.mjs'));
  const heavy = files.filter((file) => code(file).length > 150_000 && /Graphviz|AGFzbQ/.test(code(file)));
  expect(heavy.length).toBeGreaterThan(1);
  const reached = (file: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(file)) return seen;
    seen.add(file);
    for (const [, next] of code(file).matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) reached(next, seen);
    return seen;
  };
  for (const start of files.filter((file) => /^(?:check|diagram|sidecars)\b/.test(file))) {
    expect([...reached(start)].filter((file) => heavy.includes(file))).toEqual([]);
  }
});
