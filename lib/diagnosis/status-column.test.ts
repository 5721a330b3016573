import { crashing, livePod, running, terminated, Told, waiting, waits } from '../../test/live';
import { statusColumn } from './status-column';

const WEB = { name: 'web', image: 'nginx:1.27' };
const SIDECAR = { name: 'sidecar', image: 'nginx:1.27', restartPolicy: 'Always' };
const INIT = { name: 'init', image: 'busybox:1.36' };

function column(told: { [container: string]: Told }, initContainers: (typeof INIT)[] = [], more: object = {}): string {
  return statusColumn(livePod({ containers: [WEB], initContainers }, { told, ...more }));
}

const ended: Told = { state: terminated(0), ready: true, started: false };

test.each([
  ['Running', column({})],
  ['ContainerCreating', column({ web: waits('ContainerCreating') })],
  ['CrashLoopBackOff', column({ web: crashing('web', terminated(1)) })],
  ['Error', column({ web: { state: terminated(1) } })],
  ['Completed', column({ web: { state: terminated(0), ready: false } })],
  ['OOMKilled', column({ web: { state: terminated(137, 'OOMKilled') } })],
  ['Signal:9', column({ web: { state: terminated(137, '', { signal: 9 }) } })],
  ['ExitCode:3', column({ web: { state: terminated(3, '') } })],
  ['Init:0/2', column({ init: { state: running(), ready: false }, web: waits('PodInitializing') }, [INIT, SIDECAR])],
  [
    'Init:1/2',
    column({ init: ended, sidecar: { started: false, ready: false }, web: waits('PodInitializing') }, [INIT, SIDECAR]),
  ],
  ['Running', column({ init: ended }, [INIT, SIDECAR])],
  ['Init:Error', column({ init: { state: terminated(1) }, web: waits('PodInitializing') }, [INIT])],
  ['Init:CrashLoopBackOff', column({ init: crashing('init', terminated(1)), web: waits('PodInitializing') }, [INIT])],
  ['Init:ErrImagePull', column({ init: { state: waiting('ErrImagePull') }, web: waits('PodInitializing') }, [INIT])],
  ['Evicted', column({}, [], { status: { reason: 'Evicted', phase: 'Failed', containerStatuses: [] } })],
  ['Terminating', column({}, [], { metadata: { deletionTimestamp: '2025-03-04T10:00:00Z' } })],
  [
    'Unknown',
    column({}, [], { metadata: { deletionTimestamp: '2025-03-04T10:00:00Z' }, status: { reason: 'NodeLost' } }),
  ],
])('%s', (expected, actual) => {
  expect(actual).toBe(expected);
});

test('NotReady where one of two containers has ended', () => {
  const pod = livePod(
    { containers: [WEB, { ...WEB, name: 'other' }] },
    { told: { other: { state: terminated(0), ready: false } } },
  );
  expect(statusColumn(pod)).toBe('NotReady');
});

test('whatever it is given', () => {
  expect(statusColumn({})).toBe('Unknown');
  expect(statusColumn({ status: { phase: 'Pending' } })).toBe('Pending');
});
