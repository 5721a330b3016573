import { UsageError } from '../failure';
import { parseArguments } from '../options';
import { VERIFY_OPTIONS, verifySettings } from './options';

const settings = (...args: string[]) => verifySettings(parseArguments(VERIFY_OPTIONS, args));

test('nothing said', () => {
  expect(settings()).toEqual({
    runtime: undefined,
    charts: [],
    pods: [],
    plan: undefined,
    readyWithinMs: 120_000,
    steadyMs: 5_000,
    report: undefined,
    keep: false,
    pull: 'policy',
    context: undefined,
    namespace: undefined,
    ownNamespace: false,
    yes: false,
    color: 'auto',
  });
});

test.each([
  ['90s', 90_000],
  ['2m', 120_000],
  ['500ms', 500],
  ['1.5', 1500],
])('the time %s', (text, milliseconds) => {
  expect(settings('--ready-within', text).readyWithinMs).toBe(milliseconds);
});

test.each([
  [['--runtime', 'docker'], '--runtime is podman or kubectl, not "docker"'],
  [['--steady', 'long'], '--steady is a time such as 90s or 2m, not "long"'],
  [['--pull', 'always'], '--pull is policy or never, not "always"'],
  [['--chart', 'web', 'dist'], '--chart is for an app'],
  [['--plan', 'plan.json'], '--plan is for files'],
  [['--runtime', 'podman', '--namespace', 'a'], '--namespace is for a cluster, and --runtime podman uses none'],
  [['--namespace', 'a', '--own-namespace'], 'either --namespace or --own-namespace'],
])('%p is refused', (args, message) => {
  expect(() => settings(...args)).toThrow(UsageError);
  expect(() => settings(...args)).toThrow(message);
});
