import { UsageError } from '../failure';
import { chooseRuntime } from './choose';

const CHOICE = {
  runtime: undefined,
  pull: 'never',
  context: undefined,
  namespace: undefined,
  ownNamespace: false,
  yes: false,
} as const;

const before = process.env['SIDECARS_PODMAN'];

afterEach(() => {
  if (before === undefined) delete process.env['SIDECARS_PODMAN'];
  else process.env['SIDECARS_PODMAN'] = before;
});

test('a podman that is named and is not there is no reason to use a cluster', () => {
  process.env['SIDECARS_PODMAN'] = '/nowhere/podman';
  expect(() => chooseRuntime(CHOICE)).toThrow(UsageError);
  expect(() => chooseRuntime(CHOICE)).toThrow('SIDECARS_PODMAN is /nowhere/podman, and there is no such program');
});

test('a podman that says nothing is told with how it ended', async () => {
  process.env['SIDECARS_PODMAN'] = 'false';
  await expect(chooseRuntime({ ...CHOICE, runtime: 'podman' }).version).rejects.toThrow(
    'podman cannot be used: "false version" ended with exit code 1',
  );
});
