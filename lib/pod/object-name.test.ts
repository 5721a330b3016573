import { Chart, Testing } from 'cdk8s';
import { idle } from '../../test/pods';
import { KINDS, WORKLOADS } from '../../test/workloads';

const make = (kind: (typeof KINDS)[number], metadata: object | undefined, chart: Chart = Testing.chart(), id = 'web') =>
  WORKLOADS[kind](chart, id, { metadata, main: { ...idle, name: 'app' } });

test.each(KINDS)('a %s is refused with a name that is none', (kind) => {
  for (const name of ['My_Pod', 'web-', 'Web', 'a..b']) {
    expect(() => make(kind, { name })).toThrow(`"${name}" is not a valid name of a ${kind}. It becomes a part of DNS`);
  }
  expect(() => make(kind, { name: 'web', namespace: 'my.shop' })).toThrow('"my.shop" is not a valid namespace.');
});

test('the message says what is valid', () => {
  expect(() => make('Pod', { name: 'My_Pod' })).toThrow(
    new Error(
      'Pod My_Pod (test/web): "My_Pod" is not a valid name of a Pod. It becomes a part of DNS names and of labels, so the ' +
        'API server or the controller rejects it. Fix: pass metadata.name of at most 253 lower-case letters, digits, "-" ' +
        'and ".", with a letter or digit at both ends of each part.',
    ),
  );
});

test.each([
  ['Pod', 253],
  ['Deployment', 253],
  ['DaemonSet', 253],
  ['Job', 63],
  ['StatefulSet', 52],
  ['CronJob', 52],
] as const)('the name of a %s has at most %i characters', (kind, longest) => {
  expect(() => make(kind, { name: 'a'.repeat(longest) })).not.toThrow();
  expect(() => make(kind, { name: 'a'.repeat(longest + 1) })).toThrow(`it has ${longest + 1} characters`);
});

test('the name that cdk8s makes is looked at too', () => {
  const chart = new Chart(Testing.app(), 'chart');
  for (const kind of ['Deployment', 'CronJob'] as const) {
    expect(() => make(kind, undefined, chart, `${kind}-${'a'.repeat(60)}`)).not.toThrow();
  }
  expect(() => make('StatefulSet', undefined, chart, 'b'.repeat(60))).toThrow('it has 54 characters');
});

test.each(['web', 'web-1.example', '0', '{{ name }}', '${NAME}'])('"%s" is a name', (name) => {
  expect(() => make('Pod', { name, namespace: 'shop' })).not.toThrow();
});

test('the namespace of the chart is looked at', () => {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'My_Shop' });
  expect(() => make('Pod', undefined, chart)).toThrow('"My_Shop" is not a valid namespace.');
});
