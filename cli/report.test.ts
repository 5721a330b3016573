import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Cli } from '../test/cli';
import { yamlFiles } from '../test/diagrams';

const ROOT = path.join(__dirname, '..');
let cli: Cli;

beforeAll(async () => {
  cli = await Cli.build();
});

afterAll(() => cli.remove());

beforeEach(() => cli.clear());

/** The root of nginx under runAsNonRoot, and requests of three kinds of containers. */
const WEB = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  securityContext: { runAsNonRoot: true }
  initContainers:
    - { name: copy, image: 'busybox:1.36', command: [cp, /a, /b], securityContext: { runAsUser: 9 }, resources: { requests: { cpu: 200m, memory: 16Mi } } }
    - name: logs
      image: fluent/fluent-bit:3.1.9
      restartPolicy: Always
      securityContext: { runAsUser: 9 }
      resources: { requests: { cpu: 20m, memory: 32Mi } }
  containers:
    - name: nginx
      image: nginx:1.27-alpine
      resources: { requests: { cpu: 50m, memory: 64Mi } }
`;

const API = `apiVersion: v1
kind: Pod
metadata: { name: api }
spec: { containers: [{ name: app, image: 'registry.example.com/app:1' }] }
`;

function page(...args: string[]): string {
  const { code, stdout, stderr } = cli.run(['report', ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

/** The text of what is below a heading, up to the next of its kind. */
function below(html: string, heading: string): string {
  const [, part] = new RegExp(`<h4>${heading}</h4>\n([^]*?)(?=<h[34]>|</section>)`).exec(html) ?? [];
  return textIn(part ?? '');
}

function textIn(html: string): string {
  return html
    .replace(/<br>/g, ' ')
    .replace(/<[^>]+>/g, '|')
    .replace(/&quot;/g, '"')
    .replace(/[|\s]*\|[|\s]*/g, '|');
}

describe('the page', () => {
  test('tells of a workload what is found, requested, reached and where', () => {
    cli.write({ 'web.yaml': `# A comment\n\n${WEB}` });
    const html = page('web.yaml');
    expect(html).toContain('<h3 id="pod-shop-web-title" tabindex="-1">Pod shop/web</h3>');
    expect(html).toContain('1 workload, 0 without findings: 1 error in 1 object of 1 file');
    expect(below(html, 'Findings')).toMatch(
      /\|error\|image-root-under-non-root\|container "nginx": runAsNonRoot is true, and nginx:1\.27-alpine runs as root\|Result:\|.*\|Fix:\|set .*\|web\.yaml:7:36\|spec\.securityContext\.runAsNonRoot\|/,
    );
    expect(below(html, 'Requests')).toContain(
      '|cpu|200m|the most that is asked for at one time:|while copy starts the Pod: copy 200m|while it runs: logs 20m + nginx 50m = 70m|',
    );
    expect(below(html, 'Requests')).toContain(
      '|memory|96Mi|the most that is asked for at one time: while copy starts the Pod: copy 16Mi|while it runs: logs 32Mi + nginx 64Mi = 96Mi|',
    );
    expect(below(html, 'Pod Security')).toMatch(
      /^\|It reaches\|baseline\|of the\|.* From\|restricted\|it is kept by:.*\|Seccomp\|the Pod\|/,
    );
  });

  test('tells of everything that is requested, and of whole Pods from the version that has them', () => {
    const container = (name: string, more: string) =>
      `    - { name: ${name}, image: 'r.example.com/app:1', resources: { limits: { ${more} } } }\n`;
    cli.write({
      'pod.yaml': `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  overhead: { memory: 1Mi }
  resources: { requests: { cpu: 2 } }
  containers:
${container('a', "example.com/gpu: 1, hugepages-2Mi: 4Mi, ephemeral-storage: '0'")}${container('b', 'example.com/gpu: 2')}`,
    });
    const requests = (version: string) => below(page('pod.yaml', '--kubernetes-version', version), 'Requests');
    expect(requests('1.34')).toBe(
      '|resource|the Pod requests|as|cpu|2|the Pod says it as a whole, in place of what its containers say|' +
        'memory|1Mi|no container asks for any and the overhead of its runtime class: 1Mi|' +
        'example.com/gpu|3|a 1 + b 2 = 3|hugepages-2Mi|4Mi|a 4Mi|',
    );
    expect(requests('1.33')).toMatch(/^\|resource\|the Pod requests\|as\|cpu\|nothing\|no container asks for any\|/);
  });

  test('marks the lines that a finding points to', () => {
    cli.write({ 'web.yaml': `# A comment\n\n${WEB}` });
    const lines = [...page('web.yaml').matchAll(/(<mark>)?<span class="number">(\d+)<\/span>(.*)/g)];
    expect(lines.map(([, marked, number]) => `${marked ? '>' : ''}${number}`)).toEqual(['5', '6', '>7', '8', '9']);
    expect(lines[2][3]).toBe('  securityContext: { runAsNonRoot: true }');
  });

  test('explains the rules that have found something, and no others', () => {
    cli.write({ 'web.yaml': WEB });
    const html = page('web.yaml');
    expect([...html.matchAll(/<section id="rule-([\w-]+)"/g)].map(([, rule]) => rule)).toEqual([
      'image-root-under-non-root',
    ]);
    expect(html).toContain('<a href="#rule-image-root-under-non-root">');
    expect(html).toMatch(/<h3>image-root-under-non-root<\/h3>[^]*<h4>What happens<\/h4>/);
  });

  test('has a list of several workloads, and an overview', () => {
    cli.write({ 'all.yaml': `${WEB}---\n${API}` });
    const html = page('all.yaml');
    const rows = [...html.matchAll(/<tr data-for.*<\/tr>/g)].map(([row]) => textIn(row));
    expect(rows).toEqual([
      '|Pod shop/web|all.yaml|1 error|baseline|200m|96Mi|',
      '|Pod api|all.yaml|none|baseline|nothing|nothing|',
    ]);
    expect(html.match(/<svg class="sidecars-diagram"/g)).toHaveLength(3);
  });

  test('takes folders by themselves where it is told to', () => {
    cli.write({ 'dev/a.yaml': API, 'prod/a.yaml': API });
    const html = page('--by-folder', '.');
    expect([...html.matchAll(/<section class="workload" id="([^"]*)"/g)].map(([, id]) => id)).toEqual([
      'dev-pod-api',
      'prod-pod-api',
    ]);
    expect(textIn(html)).toContain('|dev|');
    expect(html).not.toContain('duplicate-object');
  });

  test('tells of other objects what is found in them, and of waivers that are not used', () => {
    const service = `apiVersion: v1\nkind: Service\nmetadata: { name: api }\nspec: { ports: [{ port: 99999 }] }\n`;
    cli.write({
      'all.yaml': `${API}---\n${service}`,
      'sidecars.yaml': 'waivers: [{ rule: unbounded-volume, object: Pod/none, reason: later }]\n',
    });
    const text = textIn(page('all.yaml'));
    expect(text).toMatch(/\|Findings in other objects\|error\|[\w-]+\|in Service api\|/);
    expect(text).toMatch(/\|Configuration\|.*Pod\/none/s);
  });

  test('leaves out what the options and the configuration leave out', () => {
    cli.write({ 'web.yaml': WEB });
    expect(page('web.yaml', '--disable', 'image-root-under-non-root')).toContain('1 workload, 1 without findings');
    cli.write({ 'sidecars.yaml': 'disable: [image-root-under-non-root]\n' });
    expect(page('web.yaml')).toContain('1 workload, 1 without findings');
  });

  test('is the same for the same input', () => {
    cli.write({ 'all.yaml': `${WEB}---\n${API}` });
    expect(page('all.yaml')).toBe(page('all.yaml'));
  });

  test('needs nothing else, and lets nothing else in', () => {
    cli.write({ 'all.yaml': `${WEB}---\n${API}` });
    const html = page('all.yaml');
    expect(html).not.toMatch(/<(?:link|img|iframe|script src)\b|url\(/);
    const [, script] = /<script>([^]*)<\/script>/.exec(html)!;
    const hash = createHash('sha256').update(script).digest('base64');
    expect(html).toContain(`script-src &#39;sha256-${hash}&#39;;`);
    expect(html).toContain('default-src &#39;none&#39;');
  });

  test('shows nothing of what a Secret holds', () => {
    const secret = `apiVersion: v1\nkind: Secret\nmetadata: { name: s, namespace: Wrong_Name }\nstringData:\n  token: hunter22hunter\n  other: |\n    first-line-of-it\n`;
    cli.write({ 'all.yaml': `${secret}---\n${API.replace("'registry", "'hunter22hunter.example/registry")}` });
    const html = page('all.yaml');
    expect(html).toContain('Secret Wrong_Name/s');
    expect(html).not.toMatch(/first-line-of-it/);
    expect(html).not.toMatch(/token: hunter22hunter/);
  });
});

test.each([
  ['data: { password: LEAK-plain-text, other: LEAK-12 }'],
  ['data:\n  hex: deadbeefcafe0123LEAK\n  bytes: /+7dzLuqmYh3ZlVEMyIRLEAK'],
  ['data:\n  arr: [LEAKARR, { deep: LEAKDEEP }]\n  n: LEAK\n'],
  ['stringData:\n  a: "ab\\"LEAKcd"\n  b: \'it\'\'s LEAK\'\n  c: "several\n    LEAK LINES\n    of it"\n  d: x'],
  ['stringData:\n  block: |\n    LEAK one\n    LEAK two\n  number: 12'],
  ['metadata: { annotations: { kubectl.kubernetes.io/last-applied-configuration: \'{"data":{"x":"LEAK"}}\' } }'],
])('a Secret with %s is not shown', (text) => {
  const head = 'apiVersion: v1\nkind: Secret\nspec: 1\n';
  // What is wrong with it is before, within and after what it holds.
  for (const whole of [`${head}${text}\n`, `kind: Secret\n${text}\napiVersion: v1\nspec: 1\n`]) {
    cli.write({ 'secret.yaml': whole });
    const html = page('secret.yaml');
    expect(html).toContain('<pre class="yaml"');
    expect(html).not.toContain('LEAK');
    expect(html).toContain('***');
  }
});

test.each([
  ['stringdata: { k: LEAK }'],
  ['Data: { k: LEAK }\nstring_data:\n  - LEAK\nfoo: LEAK'],
  ['metadata: { name: s, stringData: { k: LEAK } }'],
  ['stringData: { k: v } # LEAK\n#LEAK'],
])('a Secret with mistakes is not shown either: %s', (text) => {
  for (const kind of ['Secret', 'secret', 'Secrets', 'SECRET']) {
    cli.write({ 'secret.yaml': `apiVersion: v1\nkind: ${kind}\nspec: 1\n${text}\n` });
    const html = page('secret.yaml');
    expect(html).toContain('***');
    expect(html).not.toContain('LEAK');
  }
});

test('numbers of a Secret are not shown either, and nothing but them is left out', () => {
  cli.write({
    'secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: { name: A }\nstringData: { num: 4711, b: c }\n',
  });
  expect(page('secret.yaml')).toContain('<span class="number">4</span>stringData: { num: ***, b: *** }\n');
});

describe('evidence', () => {
  const run = (sets: unknown[], more: object = {}) =>
    JSON.stringify({
      version: 1,
      sidecars: '0',
      runtime: 'podman 5',
      startedAt: 'today',
      seconds: 1,
      ok: true,
      sets,
      ...more,
    });
  const pod = {
    workload: 'Pod api',
    pod: 'api',
    up: true,
    state: 'all is well',
    timeline: [{ atMs: 1500, what: 'Ready' }],
    outcomes: [{ title: 'it answers', met: true, seen: 'hello', afterMs: 10 }],
    causes: [],
    logs: [{ container: 'app', lines: ['a line'] }],
    diagram: '',
  };
  const sha256 = createHash('sha256').update(API).digest('hex');

  test('is that of the workload in this file', () => {
    const files = [{ file: 'tutorial/a.yaml', sha256 }];
    cli.write({ 'dist/a.yaml': API, 'dist/b.yaml': WEB, 'evidence.json': run([{ title: 'a', files, pods: [pod] }]) });
    const html = page('dist', '--evidence', 'evidence.json');
    const parts = [...html.matchAll(/<h4>Evidence<\/h4>\n([^]*?)<\/section>/g)].map(([, part]) => textIn(part));
    expect(parts[0]).toMatch(/^\|✓ true\|, verified today by podman 5\|What was seen\|State: all is well\|/);
    expect(parts[0]).toContain('|✓ true|it answers (after 0.0 s)|hello|');
    expect(parts[0]).toContain('|1.5 s|(the Pod)|Ready|');
    expect(parts[0]).toContain('|a line|');
    expect(parts[1]).toBe('|It was not verified.|');
    expect(textIn(html)).toContain('|✓ verified|');
    expect(textIn(html)).toContain('|not verified|');
    expect(html).not.toContain('changed since');
  });

  test('shows nothing of what a Secret holds', () => {
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData: { token: hunter22hunter }\n';
    const logs = [{ container: 'app', lines: ['the token is hunter22hunter'] }];
    const set = { files: [{ file: 'a.yaml', sha256 }], pods: [{ ...pod, logs }] };
    cli.write({ 'a.yaml': API, 's.yaml': secret, 'evidence.json': run([set]) });
    const html = page('a.yaml', 's.yaml', '--evidence', 'evidence.json');
    expect(html).toContain('the token is ***');
    expect(html).not.toContain('hunter22');
  });

  test('of another manifest is told to be that', () => {
    const files = [{ file: 'a.yaml', sha256: 'other' }];
    cli.write({ 'dist/a.yaml': API, 'evidence.json': run([{ title: 'a', files, pods: [pod] }]) });
    expect(page('dist', '--evidence', 'evidence.json')).toContain('Its manifest has changed since');
  });

  test('of what the workload was applied with, and that has changed, is told to be that', () => {
    const map = (value: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: cm }\ndata: { a: ${value} }\n`;
    const files = [
      { file: 'a.yaml', sha256 },
      { file: 'cm.yaml', sha256: createHash('sha256').update(map('fast')).digest('hex') },
      { file: 'elsewhere.yaml', sha256: 'other' },
    ];
    cli.write({ 'k8s/a.yaml': API, 'k8s/cm.yaml': map('fast'), 'evidence.json': run([{ files, pods: [pod] }]) });
    expect(textIn(page('k8s', '--evidence', 'evidence.json'))).toContain('|✓ true|');
    cli.write({ 'k8s/cm.yaml': map('slow') });
    const html = page('k8s', '--evidence', 'evidence.json');
    expect(html).toContain('What it was applied with has changed since: cm.yaml.');
  });

  test('of a Pod of which nothing was looked at is none', () => {
    const unseen = { ...pod, outcomes: [], notLookedAt: ['it answers'] };
    const files = [{ file: 'a.yaml', sha256 }];
    cli.write({ 'a.yaml': API, 'b.yaml': WEB, 'evidence.json': run([{ files, pods: [unseen] }]) });
    const text = textIn(page('a.yaml', 'b.yaml', '--evidence', 'evidence.json'));
    expect(text).toContain('|✗ not looked at|, verified today');
    expect(text).not.toContain('✓');
  });

  test('of other workloads is told to be that', () => {
    cli.write({ 'a.yaml': WEB, 'evidence.json': run([{ files: [{ file: 'a.yaml', sha256 }], pods: [pod] }]) });
    expect(cli.run(['report', 'a.yaml', '--evidence', 'evidence.json'])).toMatchObject({
      code: 0,
      stderr: 'note: the evidence evidence.json is of none of these workloads\n',
    });
  });

  test.each([
    ['{', 'is no JSON'],
    ['[]', 'is not what'],
    [run([], { version: 2 }), 'is not what'],
    [run([{ files: [], pods: [{ ...pod, logs: 5 }] }]), 'is not what'],
    [run([{ files: [{}], pods: [] }]), 'is not what'],
    [run([{ files: [], pods: [{ ...pod, outcomes: [null] }] }]), 'is not what'],
    [run([{ files: [], pods: [{ ...pod, outcomes: [{ ...pod.outcomes[0], met: 'false' }] }] }]), 'is not what'],
  ])('%s is refused', (text, why) => {
    cli.write({ 'a.yaml': API, 'evidence.json': text });
    const { code, stdout, stderr } = cli.run(['report', 'a.yaml', '--evidence', 'evidence.json', '-o', 'x.html']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      new RegExp(`^sidecars: the evidence evidence\\.json ${why}.*\nSee "sidecars help report"\\.\n$`),
    );
    expect(fs.existsSync(path.join(cli.folder, 'x.html'))).toBe(false);
  });

  test('that is not there is told', () => {
    cli.write({ 'a.yaml': API });
    expect(cli.run(['report', 'a.yaml', '--evidence', 'none.json']).stderr).toContain('none.json is not there');
  });
});

describe('bad input', () => {
  test.each([
    [[], 'sidecars: nothing to report on: name files or folders, or - for standard input\n'],
    [['-o', '', 'a.yaml'], 'sidecars: --output needs the name of a file\n'],
    [['none.yaml'], 'none.yaml: error: '],
    [['broken.yaml'], 'broken.yaml:2:'],
    [['empty.yaml'], 'sidecars: there is nothing to report on in what was named\n'],
    [['a.yaml', '-o', 'a.yaml/x.html'], 'sidecars: cannot write a.yaml/x.html: '],
    [['a.yaml', '--kubernetes-version', 'x'], 'sidecars: --kubernetes-version is a version such as "1.31", not "x"\n'],
    [
      ['a.yaml', '--kubernetes-version', '1.99'],
      'sidecars: --kubernetes-version is a version that there is, from 1.25 on, not "1.99"\n',
    ],
  ])('%j', (args, message) => {
    cli.write({ 'a.yaml': API, 'broken.yaml': 'a: [\n\tb', 'empty.yaml': '' });
    const { code, stdout, stderr } = cli.run(['report', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.startsWith(message) ? message : stderr).toBe(message);
  });

  test('writes nothing, and loses nothing', () => {
    cli.write({ 'a.yaml': API, 'broken.yaml': 'a: [\n\tb', 'x.html': 'old' });
    expect(cli.run(['report', '.', '-o', 'x.html']).code).toBe(2);
    expect(fs.readFileSync(path.join(cli.folder, 'x.html'), 'utf8')).toBe('old');
  });
});

test('the page of what this project makes finds nothing', () => {
  const html = page('--by-folder', path.join(ROOT, 'dist'), '--config', path.join(ROOT, 'sidecars.yaml'));
  const files = yamlFiles('dist').map((file) => path.basename(file));
  expect(html).toContain(' without findings: nothing found in ');
  // It has no workload.
  expect(files.filter((file) => !html.includes(`/${file}`))).toEqual(['applications.k8s.yaml']);
});
