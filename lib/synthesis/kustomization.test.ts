import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { parse, parseAllDocuments } from 'yaml';
import { Web } from '../../charts/web';
import { prod } from '../../environments/prod';
import { AppSynthesis } from '..';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kustomization-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function synthesize(name: string, yamlOutputType: YamlOutputType, fill: (app: App) => void): string {
  const app = new App({ outdir: path.join(folder, name), yamlOutputType });
  fill(app);
  AppSynthesis.write(app, { kustomization: true });
  return app.outdir;
}

function resources(outdir: string): string[] {
  return (parse(fs.readFileSync(path.join(outdir, 'Kustomization'), 'utf8')) as { resources: string[] }).resources;
}

function twoCharts(app: App): void {
  const [last, first] = [new Chart(app, 'last'), new Chart(app, 'first')];
  for (const chart of [last, first]) new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'ConfigMap' });
  last.addDependency(first);
}

test.each([
  [YamlOutputType.FILE_PER_APP, ['app.k8s.yaml']],
  [YamlOutputType.FILE_PER_CHART, ['0000-first.k8s.yaml', '0001-last.k8s.yaml']],
  [
    YamlOutputType.FILE_PER_RESOURCE,
    ['ConfigMap.first-object-c8fa3d9b.k8s.yaml', 'ConfigMap.last-object-c8e673a5.k8s.yaml'],
  ],
  [
    YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
    ['0000-first/ConfigMap.first-object-c8fa3d9b.k8s.yaml', '0001-last/ConfigMap.last-object-c8e673a5.k8s.yaml'],
  ],
])('names the files in their order: type %s', (type, names) => {
  const outdir = synthesize(`type-${type}`, type, twoCharts);
  expect(resources(outdir)).toEqual(names);
  for (const name of names) expect(fs.existsSync(path.join(outdir, name))).toBe(true);
});

test('an app without objects has none', () => {
  expect(fs.readdirSync(synthesize('empty', YamlOutputType.FILE_PER_CHART, () => undefined))).toEqual([]);
  const noObjects = synthesize('nothing', YamlOutputType.FILE_PER_CHART, (app) => new Chart(app, 'chart'));
  expect(fs.readdirSync(noObjects)).toEqual(['chart.k8s.yaml']);
});

describe('kubectl', () => {
  const isThere = spawnSync('kubectl', ['version', '--client']).status === 0;
  if (!isThere) process.stderr.write('skipped: there is no kubectl, which would build the kustomization\n');
  let outdir: string;
  let written: unknown[];
  beforeAll(() => {
    outdir = synthesize('prod', YamlOutputType.FILE_PER_CHART, (app) => new Web(app, 'web', prod));
    written = parseAllDocuments(fs.readFileSync(path.join(outdir, 'web.k8s.yaml'), 'utf8')).map((each) => each.toJS());
  });

  (isThere ? test : test.skip)('kustomize builds the same objects', () => {
    const text = execFileSync('kubectl', ['kustomize', outdir], { encoding: 'utf8' });
    const built: unknown[] = parseAllDocuments(text).map((each) => each.toJS());
    expect(built).toHaveLength(written.length);
    expect(built).toEqual(expect.arrayContaining(written));
  });

  // As "apply -f" reads a folder, but without a cluster.
  (isThere ? test : test.skip)('apply -f reads the objects alone', () => {
    const args = ['label', '--local', '--filename', outdir, 'a=b', '--output', 'name'];
    const names = execFileSync('kubectl', args, { encoding: 'utf8' }).trimEnd().split('\n');
    expect(names).toHaveLength(written.length);
    expect(names).toContain('deployment.apps/web');
  });
});
