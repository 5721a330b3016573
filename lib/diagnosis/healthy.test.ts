import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { objectsIn } from '../../test/checks';
import { event, live, livePod, terminated } from '../../test/live';
import { listOf } from '../model/values';
import { Workload } from '../model/workload';
import { diagnose } from './diagnose';

const DIST = join(process.cwd(), 'dist');

/** Everything that this repository runs. */
const WORKLOADS = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .flatMap((file) => objectsIn(readFileSync(join(DIST, file), 'utf8')).map((object) => [file, object] as const))
  .flatMap(([file, object]) => {
    const workload = Workload.of(object);
    return workload ? [[`${file} ${object.toString()}`, workload] as const] : [];
  });

test.each(WORKLOADS)('%s is fine when all of it runs', (_, { pod }) => {
  const spec = pod.spec as unknown as Parameters<typeof live>[0];
  const ended = listOf(spec.initContainers).flatMap((container) => {
    const { name, restartPolicy } = container as { name: string; restartPolicy?: string };
    return restartPolicy === 'Always' ? [] : [[name, { state: terminated(0), ready: true, started: false }] as const];
  });
  const told = Object.fromEntries(ended);
  // What happened on the way is no trouble any more.
  const events = [
    event('FailedScheduling', '0/1 nodes are available: 1 Insufficient cpu.'),
    event('FailedMount', 'MountVolume.SetUp failed for volume "x" : failed to sync configmap cache: timed out'),
    ...spec.containers.map(({ name }) =>
      event('Unhealthy', 'Readiness probe failed: connection refused', { container: name }),
    ),
  ];
  expect(diagnose(live(spec, { told, events }))).toEqual([]);
});

test('a Pod that has ended well is fine', () => {
  const pod = livePod(
    { containers: [{ name: 'web', image: 'busybox:1.36' }], restartPolicy: 'Never' },
    { told: { web: { state: terminated(0), ready: false } }, status: { phase: 'Succeeded' } },
  );
  expect(diagnose({ pod, events: [] })).toEqual([]);
});

test('a manifest that nothing has run yet is nothing to diagnose', () => {
  const pod = { ...livePod({ containers: [{ name: 'web', image: 'busybox:1.36' }] }), status: {} };
  expect(diagnose({ pod, events: [] })).toEqual([]);
});
