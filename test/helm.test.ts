import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

const root = path.join(__dirname, '..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'helm-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

jest.setTimeout(120_000);

const helm = process.env['HELM'] ?? 'helm';
const hasHelm = spawnSync(helm, ['version']).status === 0;
if (!hasHelm) process.stderr.write('skipped: there is no helm, which would read the charts\n');

function synthesize(cwd: string, output: string, options: string[] = [], env: NodeJS.ProcessEnv = {}): string {
  const args = ['--no-install', 'cdk8s', 'synth', '--output', output, ...options];
  execFileSync('npx', args, { cwd, encoding: 'utf8', env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false', ...env } });
  return output;
}

function filesIn(chart: string): string[] {
  const entries = fs.readdirSync(chart, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map(({ parentPath, name }) => path.relative(chart, path.join(parentPath, name))).sort();
}

function read(...names: string[]): string {
  return fs.readFileSync(path.join(...names), 'utf8');
}

function objectsIn(text: string): unknown[] {
  return parseAllDocuments(text)
    .map((each): unknown => each.toJS())
    .filter((value) => value !== null);
}

describe('the chart of one environment', () => {
  const chart = synthesize(path.join(root, 'examples/helm/web'), path.join(folder, 'web'));

  test('has its manifests as they are committed, and nothing that Helm takes for one', () => {
    expect(filesIn(chart)).toEqual(['Chart.yaml', 'README.md', 'templates/web.k8s.yaml']);
    expect(parse(read(chart, 'Chart.yaml'))).toMatchObject({ apiVersion: 'v2', name: 'web', version: '0.1.0' });
    expect(read(chart, 'templates/web.k8s.yaml')).toBe(read(root, 'dist/prod/web.k8s.yaml'));
  });

  (hasHelm ? test : test.skip)('is fine for Helm, which makes the same objects of it', () => {
    execFileSync(helm, ['lint', '--strict', chart]);
    const made = objectsIn(execFileSync(helm, ['template', 'web', chart], { encoding: 'utf8' }));
    const written = objectsIn(read(root, 'dist/prod/web.k8s.yaml'));
    expect(made).toHaveLength(written.length);
    expect(made).toEqual(expect.arrayContaining(written));
  });
});

describe('the chart of the whole app', () => {
  const downloads = { NODE_OPTIONS: `--require ${path.join(__dirname, 'crd-downloads.cjs')}` };
  const options = ['--format', 'helm', '--chart-version', '1.2.3'];
  const chart = synthesize(root, path.join(folder, 'app'), options, downloads);

  test('has the CRDs that cdk8s.yaml names, and all manifests as they are committed', () => {
    const committed = filesIn(path.join(root, 'dist')).filter((file) => file.endsWith('.yaml'));
    const templates = committed.map((file) => `templates/${file}`);
    const crds = (parse(read(root, 'cdk8s.yaml')) as { imports: string[] }).imports.map(
      (source) => `crds/${path.basename(source).replace(/\.yaml$/, '')}.yaml`,
    );
    expect(filesIn(chart)).toEqual(['Chart.yaml', 'README.md', ...crds, ...templates].sort());
    for (const file of committed) expect(read(chart, 'templates', file)).toBe(read(root, 'dist', file));
  });

  (hasHelm ? test : test.skip)('is fine for Helm', () => {
    execFileSync(helm, ['lint', '--strict', chart]);
  });
});
