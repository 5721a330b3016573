import { setTimeout as sleep } from 'node:timers/promises';
import { ended, logOf, onlyPod, seenOf, Verification } from './support/verification';

let verification: Verification;

beforeAll(async () => {
  verification = await Verification.build();
});

afterAll(() => verification.remove());

afterEach(() => {
  expect(verification.leftovers()).toEqual([]);
});

test.each(['shared-volume', 'shared-volume-hardened'])('%s: nginx serves what busybox writes', async (chart) => {
  const verified = await verification.charts(chart);
  expect(verified).toMatchObject({ code: 0, stderr: '', evidence: { ok: true } });
  const pod = onlyPod(verified);
  expect(pod).toMatchObject({ pod: 'multi-container-pod', up: true, causes: [] });
  expect(pod.outcomes.map(({ met }) => met)).not.toContain(false);
  expect(seenOf(pod, 'wget')).toMatch(/Hello from Container 2 \(@ .+ UTC \d{4}\)/);
  expect(logOf(pod, 'container-1').join('\n')).toMatch(/127\.0\.0\.1 - - .*"GET \/ HTTP\/1\.1" 200/);
});

test('shared-volume: the page grows by a line, and each container has its own log', async () => {
  const child = verification.spawn(['verify', '--pull', 'never', '--chart', 'shared-volume', '--keep']);
  const { code, stdout } = await ended(child);
  expect(code).toBe(0);
  const [, container] = /exec (\S+-container-2) wget/.exec(stdout) ?? [];
  const page = () => verification.ask('exec', container, 'wget', '-q', '-O', '-', 'http://localhost').split('\n');
  const before = page();
  await sleep(6_000);
  const after = page();
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after.length).toBeGreaterThan(before.length);
  expect(verification.ask('logs', container.replace(/2$/, '1'))).toMatch(/"GET \/ HTTP\/1\.1" 200/);

  const down = await verification.run(['down']);
  expect(down).toMatchObject({ code: 0, stderr: '' });
  expect(down.stdout).toMatch(/multi-container-pod/);
});

test('shared-network: localhost is shared, and files are not', async () => {
  const verified = await verification.charts('shared-network');
  expect(verified).toMatchObject({ code: 0, stderr: '' });
  const pod = onlyPod(verified);
  expect(seenOf(pod, 'wget')).toContain('Welcome to nginx!');
  expect(seenOf(pod, 'wget')).not.toContain('Hello from Container 2');
  expect(seenOf(pod, 'cat /usr/share/nginx/html/index.html')).toContain('Hello from Container 2');
});

test('services-and-pods: a Service leads to its Pods by name, and a Pod to another', async () => {
  const { code, evidence } = await verification.charts('services-and-pods');
  expect(code).toBe(0);
  const outcomes = evidence.sets.flatMap((set) => set.pods).flatMap((pod) => pod.outcomes);
  expect(outcomes.filter(({ title }) => title.includes('http://web/')).map(({ met }) => met)).toEqual([true]);
  expect(outcomes.map(({ met }) => met)).not.toContain(false);
});
