import { logOf, seenOf, Verification, Verified } from './support/verification';

let verification: Verification;
let verified: Verified;

beforeAll(async () => {
  verification = await Verification.build();
  verified = await verification.charts('patterns');
});

afterAll(() => verification.remove());

function pod(name: string) {
  const pods = verified.evidence.sets.flatMap((set) => set.pods);
  return (
    pods.find((each) => each.pod.startsWith(name)) ??
    fail(
      name,
      pods.map((each) => each.pod),
    )
  );
}

function fail(name: string, pods: readonly string[]): never {
  throw new Error(`there is no Pod ${name}, only ${pods.join(', ')}`);
}

test('all that is expected is true, and nothing is left', () => {
  expect(verified).toMatchObject({ code: 0, stderr: '', evidence: { ok: true } });
  expect(verification.leftovers()).toEqual([]);
});

test('the sidecar writes what nginx serves', () => {
  expect(seenOf(pod('sidecar'), 'GET http://127.0.0.1/')).toContain('Written by a sidecar');
});

test('the adapter tells Prometheus what nginx tells it', () => {
  expect(seenOf(pod('adapter'), '/metrics')).toMatch(/^nginx_up 1$/m);
  expect(seenOf(pod('adapter'), '/metrics')).toMatch(/^nginx_connections_accepted [1-9]/m);
});

test('the ambassador carries the words of the app to a Redis behind a Service, and back', () => {
  expect(seenOf(pod('ambassador'), 'the log of app')).toContain('+PONG');
  expect(logOf(pod('ambassador'), 'redis-proxy').join('\n')).toMatch(
    /Connect from 127\.0\.0\.1:\d+ to 127\.0\.0\.1:6379/,
  );
  expect(logOf(pod('redis'), 'redis').join('\n')).toContain('Ready to accept connections');
});
