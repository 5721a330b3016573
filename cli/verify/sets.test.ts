import { objectsOf } from '../../lib/model/kube-object';
import { UsageError } from '../failure';
import { fileOf, PlannedPod } from './plan';
import { chartFiles, setOfFiles, setsOfApp } from './sets';

function pod(file: string, name: string, container = 'app', namespace?: string) {
  const data = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace },
    spec: { containers: [{ name: container }] },
  };
  return objectsOf(data, { file, text: '', linesAbove: 0, json: false });
}

function planned(chart: string, name: string, outdir = 'out/tutorial', container = 'app'): PlannedPod {
  const expectations = [{ type: 'log' as const, container, contains: 'x', withinSeconds: 1 }];
  return { outdir, chart, path: `${chart}/pod`, kind: 'Pod', namespace: undefined, name, expectations };
}

const OBJECTS = [
  ...pod('out/tutorial/first.k8s.yaml', 'same'),
  ...pod('out/tutorial/first-lesson.k8s.yaml', 'same'),
  ...pod('out/tutorial/0003-second.k8s.yaml', 'same'),
  ...pod('out/dev/web.k8s.yaml', 'web'),
  ...pod('out/prod/web.k8s.yaml', 'web'),
];
const ALL = { charts: [], pods: [] };

const FILES = [...new Set(OBJECTS.map(fileOf))];
const APP = { folder: 'out', files: FILES };

/** As they are read: only the files of the charts that are meant. */
function setsFor(plan: PlannedPod[], choice: object = {}) {
  const chosen = { ...ALL, ...choice };
  const files = chartFiles('out', FILES, chosen.charts);
  return setsOfApp(
    APP,
    OBJECTS.filter((object) => files.includes(fileOf(object))),
    plan,
    chosen,
  );
}

const titles = (plan: PlannedPod[], choice = {}) => setsFor(plan, choice).map(({ title }) => title);

function expecting(plan: PlannedPod[], choice: object = {}): string[] {
  return setsFor(plan, choice)
    .filter(({ expectations }) => expectations.size > 0)
    .map(({ title }) => title);
}

test('each chart of an app is a set, and those are run of which something is expected', () => {
  expect(titles([planned('first', 'same'), planned('web', 'web', 'out/prod')])).toEqual(['tutorial/first', 'prod/web']);
});

test('where nothing is expected of any, all are run', () => {
  expect(titles([])).toHaveLength(5);
});

test.each([
  ['first', 'tutorial/first'],
  ['first-lesson', 'tutorial/first-lesson'],
  ['second', 'tutorial/0003-second'],
])('of Pods of one name, the one in the file of chart %s is meant', (chart, title) => {
  expect(expecting([planned(chart, 'same')])).toEqual([title]);
});

test('of Pods of one name in two folders, the one in the folder of the app is meant', () => {
  expect(expecting([planned('web', 'web', 'out/prod')])).toEqual(['prod/web']);
});

test('nothing is expected of a chart that is expected of another one that was not chosen', () => {
  expect(expecting([planned('first', 'same')], { charts: ['first-lesson'] })).toEqual([]);
});

test('charts are chosen by name, with or without the folder', () => {
  expect(titles([], { charts: ['first'] })).toEqual(['tutorial/first']);
  expect(titles([], { charts: ['web'] })).toEqual(['dev/web', 'prod/web']);
  expect(titles([], { charts: ['prod/web'] })).toEqual(['prod/web']);
});

test('a plan may have more than the files that are named, of other charts', () => {
  const named = OBJECTS.filter((object) => fileOf(object) === 'out/tutorial/first.k8s.yaml');
  const [set] = setOfFiles('files', named, [planned('first', 'same'), planned('third', 'other')], ALL);
  expect(set.expectations.size).toBe(1);
});

test('what is expected of a Pod that was not chosen is not looked at', () => {
  const objects = [...pod('out/tutorial/a.yaml', 'one'), ...pod('out/tutorial/a.yaml', 'two')];
  const [set] = setOfFiles('files', objects, [planned('a', 'one')], { charts: [], pods: ['two'] });
  expect(set.expectations.size).toBe(0);
});

test.each([
  ['of files', () => setOfFiles('files', pod('x/a.yaml', 'one'), [planned('a', 'oen')], ALL)],
  [
    'of the files of other charts',
    () => setOfFiles('files', pod('out/tutorial/b.yaml', 'one'), [planned('a', 'oen')], ALL),
  ],
  ['of an app', () => setsOfApp(APP, OBJECTS, [planned('first', 'oen')], ALL)],
])('what is expected of a Pod that is not there is refused, %s', (_, run) => {
  expect(run).toThrow(UsageError);
  expect(run).toThrow('something is expected of Pod oen, which is not in what is run');
});

test('Pods are chosen by name', () => {
  const [set] = setOfFiles('files', [...pod('a.yaml', 'one'), ...pod('a.yaml', 'two')], [], {
    charts: [],
    pods: ['two'],
  });
  expect(set.workloads.map(({ object }) => object.name)).toEqual(['two']);
  expect(set.objects).toHaveLength(2);
});

test.each([
  ['a chart', () => titles([], { charts: ['frist'] }), 'there is no chart "frist"'],
  ['a Pod', () => titles([], { pods: ['wbe'] }), 'there is no Pod or workload "wbe"'],
  ['anything to run', () => setOfFiles('files', [], [], ALL), 'there is no Pod and no workload in what was named'],
  [
    'a container',
    () => titles([planned('first', 'same', 'out/tutorial', 'ap')]),
    'an expectation of Pod same is about container "ap"; did you mean "app"?; it has app',
  ],
])('it says so where there is no such thing as %s', (_, run, message) => {
  expect(run).toThrow(UsageError);
  expect(run).toThrow(message);
});
