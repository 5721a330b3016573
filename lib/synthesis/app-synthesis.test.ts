import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, App, AppProps, Chart, YamlOutputType } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import * as fc from 'fast-check';
import { ArgoCd } from '../../charts/argocd';
import { GatewayRoutes } from '../../charts/tutorial/gateway';
import { Web } from '../../charts/web';
import { prod } from '../../environments/prod';
import { idle } from '../../test/pods';
import { messageOf } from '../../test/synth';
import { AppSynthesis, Checks, SidecarPod } from '..';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'synthesis-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** The app's files by name, and what was thrown instead of writing them. */
function outcome(make: (props: AppProps) => App, synthesize: (app: App) => void): object {
  const outdir = fs.mkdtempSync(path.join(folder, 'out-'));
  const app = make({ outdir });
  try {
    synthesize(app);
  } catch (error) {
    return { error: (error as Error).message.replace(/(cycle detected).*/s, '$1') };
  }
  const files = fs.readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [path.relative(outdir, file), fs.readFileSync(file, 'utf8')];
    }),
  );
}

function expectSame(make: (props: AppProps) => App): object {
  const ours = outcome(make, (app) => AppSynthesis.write(app));
  expect(ours).toEqual(outcome(make, (app) => app.synth()));
  return ours;
}

function addObject(scope: Construct, id: string): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', data: { id } });
}

interface Shape {
  readonly type: YamlOutputType;
  /** For each construct its parent among those before it, and what it is. */
  readonly constructs: { parent: number; kind: 'chart' | 'object' | 'group' }[];
  readonly dependencies: [number, number][];
  readonly metadata: boolean;
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  type: fc.constantFrom(
    YamlOutputType.FILE_PER_APP,
    YamlOutputType.FILE_PER_CHART,
    YamlOutputType.FILE_PER_RESOURCE,
    YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
  ),
  constructs: fc.array(
    fc.record({ parent: fc.nat(), kind: fc.constantFrom('chart' as const, 'object' as const, 'group' as const) }),
    { maxLength: 14 },
  ),
  dependencies: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 4 }),
  metadata: fc.boolean(),
});

function appOf(shape: Shape, props: AppProps): App {
  const app = new App({ ...props, yamlOutputType: shape.type, recordConstructMetadata: shape.metadata });
  const charts = (construct: IConstruct) => construct.node.scopes.some((scope) => scope instanceof Chart);
  const made: Construct[] = [new Chart(app, '7'), new Chart(app, '3'), new Chart(app, 'last')];
  shape.constructs.forEach(({ parent, kind }, index) => {
    const scope = made[parent % made.length];
    const id = `${kind}-${index}`;
    made.push(
      kind === 'chart' ? new Chart(scope, id) : kind === 'object' ? addObject(scope, id) : new Construct(scope, id),
    );
  });
  for (const [source, target] of shape.dependencies) {
    const [from, to] = [made[source % made.length], made[target % made.length]];
    if (from !== to && charts(from)) from.node.addDependency(to);
  }
  return app;
}

test('generated apps are written as App.synth writes them', () => {
  const seen = { written: 0, cycles: 0 };
  fc.assert(
    fc.property(shapes, (shape) => {
      const result = expectSame((props) => appOf(shape, props));
      seen['error' in result ? 'cycles' : 'written']++;
    }),
    { numRuns: 400 },
  );
  expect(seen.written).toBeGreaterThan(100);
  expect(seen.cycles).toBeGreaterThan(5);
});

test('our charts are written as App.synth writes them, of custom resources too', () => {
  expectSame((props) => {
    const app = new App(props);
    const contents = new App();
    new Web(contents, 'web', prod);
    new ArgoCd(app, 'applications', [{ environment: prod, contents }]);
    new GatewayRoutes(app, 'gateway');
    return app;
  });
});

test('a chart of which all depend on another costs what its objects cost', () => {
  const app = new App({ outdir: path.join(folder, 'chain') });
  const charts = Array.from({ length: 30 }, (_, index) => new Chart(app, `chart-${index}`));
  for (const [index, chart] of charts.entries()) {
    for (let count = 0; count < 100; count++) addObject(chart, `object-${count}`);
    if (index > 0) chart.addDependency(charts[index - 1]);
  }
  AppSynthesis.write(app);
  expect(fs.readdirSync(app.outdir)).toHaveLength(30);
});

test('validations run once, and all messages are said', () => {
  const app = new App({ outdir: path.join(folder, 'invalid') });
  const validate = jest.fn(() => ['it is wrong', 'in two ways']);
  const chart = new Chart(app, 'chart');
  new Chart(app, 'other');
  addObject(chart, 'object').node.addValidation({ validate });
  expect(messageOf(() => AppSynthesis.write(app))).toBe(
    'Validation failed with the following errors:\n  [chart/object] it is wrong\n  [chart/object] in two ways',
  );
  expect(validate).toHaveBeenCalledTimes(1);
  expect(fs.existsSync(app.outdir)).toBe(false);
});

test('an object is rendered once', () => {
  const app = new App({ outdir: path.join(folder, 'once') });
  Checks.enforce(app);
  const object = addObject(new Chart(app, 'chart'), 'object');
  const toJson = jest.spyOn(object, 'toJson');
  AppSynthesis.write(app);
  expect(toJson).toHaveBeenCalledTimes(1);
});

test.each([
  ['empty', () => ''],
  ['of the same length', (text: string) => text.replaceAll('thing', 'other')],
  ['longer', (text: string) => `${text}more: 1\n`],
])('a file that was %s is written anew', (_, changed) => {
  const outdir = fs.mkdtempSync(path.join(folder, 'out-'));
  const file = path.join(outdir, 'chart.k8s.yaml');
  const app = new App({ outdir });
  new ApiObject(new Chart(app, 'chart'), 'object', { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'thing' } });
  AppSynthesis.write(app);
  const text = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(file, changed(text));
  AppSynthesis.write(app);
  expect(fs.readFileSync(file, 'utf8')).toBe(text);
});

test('what is changed between two syntheses is written', () => {
  const app = new App({ outdir: path.join(folder, 'twice') });
  Checks.enforce(app);
  const object = addObject(new Chart(app, 'chart'), 'object');
  AppSynthesis.write(app);
  object.metadata.addLabel('late', 'yes');
  AppSynthesis.write(app);
  expect(fs.readFileSync(path.join(app.outdir, 'chart.k8s.yaml'), 'utf8')).toContain('late');
});

describe('what the rules of Pods find', () => {
  function refused(enforce: (app: App) => void): string {
    const app = new App({ outdir: path.join(folder, 'refused') });
    enforce(app);
    new SidecarPod(new Chart(app, 'chart'), 'pod', { main: { ...idle, command: ['true'] } });
    return messageOf(() => AppSynthesis.write(app));
  }

  test.each([
    ['is said once when the app enforces them', (app: App) => Checks.enforce(app)],
    [
      'is said once when the app enforces one of them',
      (app: App) => Checks.enforce(app, { rules: ['default-container'] }),
    ],
    ['is said without enforcement', () => undefined],
  ])('%s', (_, enforce) => {
    expect(refused(enforce).match(/CrashLoopBackOff/g)).toHaveLength(1);
  });
});
