import * as fc from 'fast-check';
import { ANYTHING, places, replaced, WORDS } from '../../test/anything';
import { crashing, event, evicted, live, terminated, unscheduled, waiting, waits } from '../../test/live';
import { KubeObject } from '../model/kube-object';
import { Data, dataOf } from '../model/values';
import { diagnose } from './diagnose';
import { Diagnose } from './diagnose-objects';
import { Diagnosis } from './diagnosis';

const RUNS = 2000;
const WEB = {
  name: 'web',
  image: 'nginx:1.27-alpine',
  ports: [{ name: 'http', containerPort: 80 }],
  env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'c', key: 'k' } } }],
  readinessProbe: { httpGet: { path: '/', port: 'http' } },
  livenessProbe: { exec: { command: ['curl', 'x'] } },
  lifecycle: { preStop: { exec: { command: ['sleep', '60'] } }, postStart: { exec: { command: ['x'] } } },
  resources: { limits: { memory: '64Mi' }, requests: { cpu: '2' } },
  volumeMounts: [{ name: 'v', mountPath: '/usr/share/nginx/html' }],
};
const SIDECAR = {
  name: 'helper',
  image: 'busybox:1.36',
  restartPolicy: 'Always',
  command: ['sh', '-c', 'while true; do date > /v/x; sleep 5; done'],
  startupProbe: { tcpSocket: { port: 9 } },
  volumeMounts: [{ name: 'v', mountPath: '/v' }],
};
const SPEC = {
  containers: [WEB],
  initContainers: [SIDECAR],
  volumes: [{ name: 'v', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } }],
};
const owner = { apiVersion: 'batch/v1', kind: 'Job', name: 'job', uid: 'u', controller: true };

/** Pods of every trouble: what is looked at is in there. */
const PODS = [
  live(SPEC),
  live(SPEC, { told: { web: crashing('web', terminated(137, 'OOMKilled')) }, metadata: { ownerReferences: [owner] } }),
  live(SPEC, {
    told: { web: crashing('web', terminated(1)) },
    events: [
      event('Killing', 'Container web failed liveness probe, will be restarted', { container: 'web' }),
      event('Unhealthy', 'Liveness probe failed: connection refused', { container: 'web' }),
      event('FailedPostStartHook', 'PostStartHook failed', { container: 'web' }),
    ],
  }),
  ...[
    ['CreateContainerConfigError', "couldn't find key k in ConfigMap shop/c"],
    ['RunContainerError', 'exec: "curl": executable file not found in $PATH'],
    ['ImagePullBackOff', 'manifest unknown'],
  ].map(([reason, message]) => live(SPEC, { told: { web: { state: waiting(reason, message), ready: false } } })),
  live(SPEC, {
    told: { web: waits('ContainerCreating'), helper: waits('PodInitializing') },
    events: [event('FailedMount', 'MountVolume.SetUp failed for volume "v" : configmap "c" not found')],
  }),
  live(SPEC, { told: { helper: { ready: false, started: false }, web: waits('PodInitializing') } }),
  live(SPEC, { metadata: { deletionTimestamp: '2025-03-04T10:00:00Z', finalizers: ['a'] } }),
  unscheduled(SPEC, '0/1 nodes are available: 1 Insufficient cpu.'),
  evicted(SPEC, 'Usage of EmptyDir volume "v" exceeds the limit "1Mi". '),
];

/** Whether each part is what it is said to be. */
function isSound(found: readonly Diagnosis[]): boolean {
  return found.every(({ kind, name, state, cause, evidence, fix, ...rest }) => {
    const texts = [kind, name, state, cause, fix, ...evidence, ...Object.values(rest)];
    return texts.every((text) => typeof text === 'string') && [cause, fix, state].every((text) => text !== '');
  });
}

test('the Pods are troubled ones', () => {
  expect(PODS.slice(1).map((pod) => diagnose(pod).length)).not.toContain(0);
});

test('a value of any type in any place makes no diagnosis fail', () => {
  const change = fc.tuple(fc.nat(), ANYTHING);
  const mutant = fc.record({
    observed: fc.constantFrom(...PODS),
    changes: fc.array(change, { minLength: 1, maxLength: 4 }),
    log: fc.array(fc.constantFrom(...WORDS), { maxLength: 8 }),
    now: fc.option(fc.integer(), { nil: undefined }),
  });
  fc.assert(
    fc.property(mutant, ({ observed, changes, log, now }) => {
      let changed: unknown = observed;
      for (const [index, value] of changes) {
        const all = places(changed).slice(1);
        if (all.length > 0) changed = replaced(changed, all[index % all.length], value);
      }
      const { pod, events } = dataOf(changed);
      const text = log.join(' ');
      return isSound(
        diagnose(
          { pod: dataOf(pod), events: Array.isArray(events) ? (events as Data[]) : [] },
          {
            logs: { web: text, helper: text },
            previousLogs: { web: text },
            answers: [{ status: 403, body: text }],
            now,
          },
        ),
      );
    }),
    { seed: 51, numRuns: RUNS },
  );
});

test('JSON of any kind makes no diagnosis fail', () => {
  const anything = fc.dictionary(
    fc.constantFrom('metadata', 'spec', 'status', 'kind', 'involvedObject', 'reason'),
    ANYTHING,
  );
  const observed = fc.record({ pod: anything, events: fc.array(anything, { maxLength: 3 }), logs: ANYTHING });
  fc.assert(
    fc.property(observed, ({ pod, events, logs }) => {
      const knowledge = { logs: dataOf(logs) as never, objects: [new KubeObject(pod)] };
      return isSound(diagnose({ pod, events }, knowledge));
    }),
    { seed: 52, numRuns: RUNS },
  );
  fc.assert(
    fc.property(fc.array(ANYTHING), (objects) => isSound(Diagnose.find(objects))),
    { seed: 53, numRuns: 500 },
  );
});

test('a log of any text makes no diagnosis fail, and is read soon', () => {
  const words = [
    'bind() to 0.0.0.0:80 failed',
    'Address already in use',
    'Permission denied',
    '/a/b',
    'not found',
    'sh:',
    ...WORDS,
  ];
  const text = fc.array(fc.constantFrom(...words, '\n'), { maxLength: 300 }).map((parts) => parts.join(' '));
  fc.assert(
    fc.property(text, fc.constantFrom(...PODS), (log, observed) =>
      isSound(diagnose(observed, { logs: { web: log, helper: log } })),
    ),
    { seed: 54, numRuns: RUNS },
  );
});
