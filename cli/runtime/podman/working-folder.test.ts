import { Podman } from './podman';
import { startInMadeFolder } from './working-folder';

/** A podman that has only this folder, and knows what it was asked. */
function podman(existing: string) {
  const calls: string[] = [];
  const call = (args: readonly string[]) => {
    const target = args.at(-1)!;
    calls.push([args[0], args[0] === 'cp' ? target : ''].join(' ').trim());
    const fine = args[0] !== 'cp' || target === `web:${existing}`;
    return Promise.resolve({ exitCode: fine ? 0 : 125, stdout: '', stderr: '' });
  };
  const run = (args: readonly string[]) => call(args).then(() => 'id');
  return { calls, podman: { call, run } as unknown as Podman };
}

test.each([
  ['/', ['cp web:/srv/a/', 'cp web:/srv/', 'cp web:/']],
  ['/srv/', ['cp web:/srv/a/', 'cp web:/srv/']],
])('what is missing below %s is made, and nothing above', async (existing, copied) => {
  const fake = podman(existing);
  const words = 'workdir "/srv/a/b" does not exist on container 0123';
  await expect(startInMadeFolder(fake.podman, 'web', words)).resolves.toBe('id');
  expect(fake.calls).toEqual([...copied, 'start', 'container']);
});

test('any other failure is left as it is', async () => {
  const fake = podman('/');
  await expect(startInMadeFolder(fake.podman, 'web', 'no such image')).resolves.toBeUndefined();
  expect(fake.calls).toEqual([]);
});
