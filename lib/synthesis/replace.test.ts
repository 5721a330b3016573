import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { messageOf } from '../../test/synth';
import { AppSynthesis } from '..';

let folder: string;
let dist: string;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'replace-')));
  dist = path.join(folder, 'dist');
});
afterEach(() => {
  delete process.env['CDK8S_OUTDIR'];
  fs.rmSync(folder, { recursive: true });
});

function appIn(outdir: string, chart = 'chart', value = '1'): App {
  const app = new App({ outdir });
  new ApiObject(new Chart(app, chart), 'object', { apiVersion: 'v1', kind: 'ConfigMap', data: { value } });
  return app;
}

function files(): string[] {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name))).sort();
}

test('writes what App.synth writes, and removes what no app writes any more', () => {
  AppSynthesis.replace([appIn(dist, 'old')]);
  fs.writeFileSync(path.join(dist, 'README.md'), '');
  AppSynthesis.replace([appIn(dist)]);
  appIn(path.join(folder, 'stock')).synth();
  expect(files()).toEqual(['dist/README.md', 'dist/chart.k8s.yaml', 'stock/chart.k8s.yaml']);
  expect(fs.readFileSync(path.join(dist, 'chart.k8s.yaml'))).toEqual(
    fs.readFileSync(path.join(folder, 'stock/chart.k8s.yaml')),
  );
});

test('several apps are one folder, that of CDK8S_OUTDIR unless it is named', () => {
  process.env['CDK8S_OUTDIR'] = dist;
  AppSynthesis.replace([appIn(path.join(dist, 'dev')), appIn(path.join(dist, 'prod'))], { kustomization: true });
  expect(files()).toEqual([
    'dist/dev/Kustomization',
    'dist/dev/chart.k8s.yaml',
    'dist/prod/Kustomization',
    'dist/prod/chart.k8s.yaml',
  ]);
  AppSynthesis.replace([appIn(path.join(folder, 'k8s/dev'))], { folder: path.join(folder, 'k8s') });
  expect(files()).toContain('k8s/dev/chart.k8s.yaml');
});

test('when one of several apps is invalid, nothing is touched', () => {
  AppSynthesis.replace([appIn(path.join(dist, 'a'))], { folder: dist });
  const invalid = appIn(path.join(dist, 'b'));
  invalid.node.addValidation({ validate: () => ['it is wrong'] });
  expect(messageOf(() => AppSynthesis.replace([appIn(path.join(dist, 'a'), 'new'), invalid], { folder: dist }))).toBe(
    'Validation failed with the following errors:\n  [] it is wrong',
  );
  expect(files()).toEqual(['dist/a/chart.k8s.yaml']);
});

const untyped = (value: unknown) => value as never;
const HERE = 'AppSynthesis.replace';

test.each([
  [
    'two apps that write the same',
    () => AppSynthesis.replace([appIn(dist), appIn(dist)], { folder: dist }),
    `${HERE}: two apps write chart.k8s.yaml. Only the last of them would be left. Fix: give each app a folder of its own, as in new App({ outdir: join(dist, 'prod') }).`,
  ],
  [
    'an app elsewhere',
    () => AppSynthesis.replace([appIn('/elsewhere')], { folder: 'dist' }),
    `${HERE}: the folder of an app, /elsewhere, is not in dist. Only one folder can be replaced as a whole. Fix: pass a folder that has those of all apps in it, or new App({ outdir: 'dist/name' }).`,
  ],
  [
    'an app that makes nothing',
    () => AppSynthesis.replace([new App({ outdir: dist })]),
    expect.stringMatching(
      /dist: no manifest was synthesized. Replacing it by nothing would delete all there is. Fix: give the app a chart; to delete all, delete the folder.$/,
    ),
  ],
  [
    'a file in its place',
    () => {
      fs.writeFileSync(dist, '');
      AppSynthesis.replace([appIn(dist)]);
    },
    expect.stringContaining(
      'dist: it is a file. The output is a folder that is replaced as a whole. Fix: move it away, or name another folder.',
    ),
  ],
  [
    'an app that is not in a list',
    () => AppSynthesis.replace(untyped(appIn(dist))),
    `${HERE}: apps is of the class App. It has to be a list. Fix: write what is in it between [ and ].`,
  ],
  [
    'a chart',
    () => AppSynthesis.write(untyped('chart')),
    'AppSynthesis.write: app is "chart". It has to be an App of cdk8s. Fix: pass the App that the charts are in.',
  ],
  [
    'a folder that is no text',
    () => AppSynthesis.replace([appIn(dist)], untyped({ folder: 5 })),
    expect.stringContaining(`${HERE}: folder is 5.`),
  ],
])('%s is refused', (_, call, message) => {
  expect(messageOf(call)).toEqual(message);
  expect(files().filter((file) => file !== 'dist')).toEqual([]);
});
