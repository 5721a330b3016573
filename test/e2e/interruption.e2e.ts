import { ended, Verification } from './support/verification';

let verification: Verification;

beforeAll(async () => {
  verification = await Verification.build();
});

afterAll(() => verification.remove());

/** About as long as a run takes, so that every part of one is met. */
const LONGEST_MS = 5_000;

/** Spread over the time of a run, each at a random moment of its part. */
const MOMENTS = Array.from({ length: 10 }, (_, index) => Math.round(((index + Math.random()) * LONGEST_MS) / 10));

test.each(MOMENTS)('interrupted after %i ms, nothing is left behind', async (milliseconds) => {
  const child = verification.spawn(['verify', '--runtime', 'podman', '--pull', 'never', '--chart', 'patterns']);
  // As Ctrl-C does: to all processes of the group.
  const timer = setTimeout(() => process.kill(-child.pid!, 'SIGINT'), milliseconds);
  const { code, stderr } = await ended(child);
  clearTimeout(timer);
  // It may not have been there to be asked.
  expect([130, null]).toContain(code);
  expect(stderr).toBe('');
  expect(verification.leftovers()).toEqual([]);
});

test('what a run leaves that was ended by force is removed by the next one', async () => {
  const child = verification.spawn(['verify', '--pull', 'never', '--chart', 'shared-volume', '--steady', '60s']);
  child.stdout!.on('data', (text: Buffer) => {
    if (/start Pod/.test(text.toString())) child.kill('SIGKILL');
  });
  await ended(child);
  expect(verification.leftovers()).not.toEqual([]);
  expect(await verification.charts('shared-volume')).toMatchObject({ code: 0 });
  // Its synthesized manifests are temporary files, which nobody else can know about.
  expect(verification.leftovers()).toEqual([expect.stringMatching(/^folder sidecars-app-/)]);
});
