import { App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { idle } from '../test/pods';
import { DefaultDeny, DisruptionBudget, HttpRoute, SharedContentVolume, SidecarPod, SidecarStatefulSet } from '.';

// What the types forbid, as JavaScript can say it.
const untyped = (value?: unknown) => value as never;

const SCOPE =
  'What a call makes or sets belongs to an app or a chart. Fix: pass the app or the chart as the first argument.';
const ID = "Fix: pass a name that no other one there has, such as 'web'.";
const props = { main: idle };
const chart = Testing.chart();

const CASES: [string, () => unknown, string][] = [
  ['a Pod in nothing', () => new SidecarPod(untyped(), 'pod', props), `SidecarPod: the scope is undefined. ${SCOPE}`],
  [
    'a StatefulSet in an object',
    () => new SidecarStatefulSet(untyped({ node: {} }), 'set', props),
    `SidecarStatefulSet: the scope is an object. ${SCOPE}`,
  ],
  [
    'a Pod in an app',
    () => new SidecarPod(new App(), 'pod', props),
    'SidecarPod "pod": the scope is the app. Objects are written to the file of a chart. Fix: pass a chart of it, as in ' +
      "new Chart(app, 'web').",
  ],
  [
    'a Pod without an id',
    () => new SidecarPod(chart, untyped(props), untyped()),
    `SidecarPod in test: id is an object. It has to be a string that is not empty. ${ID}`,
  ],
  [
    'a budget with an empty id',
    () => new DisruptionBudget(chart, '', untyped()),
    `DisruptionBudget in test: id is "". It has to be a string that is not empty. ${ID}`,
  ],
  [
    'a route with a number as its id',
    () => new HttpRoute(chart, untyped(5), untyped()),
    `HttpRoute in test: id is 5. It has to be a string that is not empty. ${ID}`,
  ],
  [
    'a volume without an id',
    () => SharedContentVolume.fromEmptyDir(chart, untyped()),
    `SharedContentVolume in test: id is undefined. It has to be a string that is not empty. ${ID}`,
  ],
];

test.each(CASES)('%s is refused in the call', (_, call, message) => {
  expect(call).toThrow(new Error(message));
});

test('what is in a chart is in it however deep, and a volume needs none', () => {
  expect(() => {
    new DefaultDeny(new Construct(new Chart(chart, 'inner'), 'group'), 'deny');
    SharedContentVolume.fromEmptyDir(new App(), 'content');
  }).not.toThrow();
});
