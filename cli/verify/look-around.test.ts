import { RunningPod } from '../runtime/runtime';
import { withCommandsOf } from './look-around';

const commands = {
  logs: (container: string) => `podman logs run-${container}`,
  exec: (container: string, command: readonly string[]) => ['podman exec', `run-${container}`, ...command].join(' '),
};
const pod = { name: 'web', commands } as unknown as RunningPod;

test.each([
  ['read its log: kubectl logs web -c app --previous', 'read its log: "podman logs run-app" (with --keep)'],
  [
    'what answers to kubectl exec web -c app on localhost',
    'what answers to "podman exec run-app" (with --keep) on localhost',
  ],
  ['look at kubectl describe pod web', 'run it again with --keep, and look around in web'],
  ['raise the limit', 'raise the limit'],
])('%s', (fix, expected) => {
  expect(withCommandsOf(pod, fix)).toBe(expected);
});
