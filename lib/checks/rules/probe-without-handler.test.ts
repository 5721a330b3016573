import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { probeWithoutHandler as rule } from './probe-without-handler';

const app = (rest: object) => podOf({ containers: [{ name: 'app', image: 'x', ...rest }] });
const exec = { exec: { command: ['true'] } };

test('finds probes and hooks that do nothing', () => {
  const yaml = app({ livenessProbe: { periodSeconds: 5 }, lifecycle: { preStop: {} } });
  expect(findingsOf(rule, yaml)).toMatchObject([
    {
      container: 'app',
      path: ['spec', 'containers', 0, 'livenessProbe'],
      what: 'its livenessProbe does not say what to do',
      happens: 'The API server rejects it: livenessProbe: Required value: must specify a handler type',
      fix: 'add exec, httpGet, tcpSocket or grpc, or leave the livenessProbe out',
    },
    {
      path: ['spec', 'containers', 0, 'lifecycle', 'preStop'],
      what: 'its preStop does not say what to do',
      fix: 'add exec, httpGet, tcpSocket or sleep, or leave the preStop out',
    },
  ]);
  expect(placesOf(rule, app({ startupProbe: { httpGet: null } }))).toHaveLength(1);
});

test('finds those that do two things', () => {
  expect(findingsOf(rule, app({ readinessProbe: { ...exec, tcpSocket: { port: 80 } } }))).toMatchObject([
    {
      path: ['spec', 'containers', 0, 'readinessProbe', 'tcpSocket'],
      what: 'its readinessProbe has exec and tcpSocket',
      happens: 'The API server rejects it: tcpSocket: Forbidden: may not specify more than 1 handler type',
      fix: 'leave one of them',
    },
  ]);
});

test.each([{}, { command: [] }, { command: null }])('finds the empty command of exec: %j', (empty) => {
  expect(findingsOf(rule, app({ lifecycle: { postStart: { exec: empty } } }))).toMatchObject([
    {
      path: ['spec', 'containers', 0, 'lifecycle', 'postStart', 'exec'],
      what: 'the command of its postStart is empty',
      happens: 'The API server rejects it: exec.command: Required value',
      fix: 'add the program and its arguments to command',
    },
  ]);
});

test('finds probes and hooks of init containers, and leaves native sidecars theirs', () => {
  const initContainers = [
    { name: 'setup', startupProbe: exec, lifecycle: { preStop: exec } },
    { name: 'helper', restartPolicy: 'Always', startupProbe: exec, lifecycle: { preStop: exec } },
    { name: 'later', restartPolicy: '${POLICY}', startupProbe: exec },
  ];
  const yaml = podOf({ initContainers, containers: [] });
  expect(placesOf(rule, yaml)).toEqual([
    'error setup spec.initContainers[0].startupProbe',
    'error setup spec.initContainers[0].lifecycle',
  ]);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: 'an init container has a startupProbe',
    happens:
      'The API server rejects it: startupProbe: Forbidden: may not be set for init containers without restartPolicy=Always',
    fix: 'leave it out, or set restartPolicy: Always if the container is to keep running beside the others',
  });
});

test.each<[string, object]>([
  ['one handler each', { livenessProbe: exec, readinessProbe: { grpc: { port: 1 } }, startupProbe: { httpGet: {} } }],
  ['hooks', { lifecycle: { preStop: { sleep: { seconds: 5 } }, postStart: exec } }],
  ['no probes', { livenessProbe: null, lifecycle: {} }],
  ['what is filled in later', { livenessProbe: '${PROBE}', readinessProbe: { exec: '${EXEC}' } }],
  ['wrong types, which the schema is about', { livenessProbe: [], readinessProbe: { exec: { command: 'true' } } }],
])('is content with %s', (_, rest) => expect(placesOf(rule, app(rest))).toEqual([]));
