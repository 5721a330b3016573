import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { logOf, onlyPod, Verification } from './support/verification';

let verification: Verification;

beforeAll(async () => {
  verification = await Verification.build();
});

afterAll(() => verification.remove());

/** Writes down, by its own clock, when it begins, when it has started, when it is asked to end and when it does. */
function script(name: string, startsIn: number, endsIn: number): string {
  return `now() { echo "$(cut -d ' ' -f 1 /proc/uptime) ${name} $1" >> /log/moments; }
trap 'now asked; sleep ${endsIn}; now ended; exit 0' TERM
now begins
sleep ${startsIn}
now started
touch /tmp/started
while true; do sleep 0.1; done`;
}

function container(name: string, command: string, more: object = {}): object {
  const volumeMounts = [{ name: 'log', mountPath: '/log' }];
  return { name, image: 'busybox:1.36', command: ['sh', '-c', command], volumeMounts, ...more };
}

const SIDECAR = {
  restartPolicy: 'Always',
  startupProbe: { exec: { command: ['test', '-e', '/tmp/started'] }, periodSeconds: 1, failureThreshold: 30 },
};
const VOLUMES = [{ name: 'log', emptyDir: { sizeLimit: '1Mi' } }];

/** The volume "log" of the Pod that runs, again and again until it is gone. */
function watchMoments(): { stop(): string[] } {
  let text = '';
  const timer = setInterval(() => {
    const [run] = readdirSync(verification.home).filter((name) => /^sidecars-\w{6}$/.test(name));
    try {
      text = readFileSync(join(verification.home, run, 'pod-0/volumes/log/moments'), 'utf8');
    } catch {
      // Not yet, or not any more.
    }
  }, 20);
  return {
    stop() {
      clearInterval(timer);
      return text.trim().split('\n');
    },
  };
}

test('sidecars start one after the other before the app, and end in reverse after it', async () => {
  const init = 'echo "$(cut -d " " -f 1 /proc/uptime) init ended" >> /log/moments';
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'ordered' },
    spec: {
      initContainers: [
        container('init', init),
        container('first', script('first', 2, 1), SIDECAR),
        container('second', script('second', 1, 1), SIDECAR),
      ],
      containers: [container('app', script('app', 0, 2))],
      volumes: VOLUMES,
    },
  };
  const watch = watchMoments();
  const verified = await verification.manifests(JSON.stringify(pod), ['--steady', '1s']);
  const moments = watch.stop().map((line) => line.split(' '));
  expect(verified).toMatchObject({ code: 0, stderr: '' });
  expect(verification.leftovers()).toEqual([]);

  const times = moments.map(([time]) => Number(time));
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(moments.map(([, ...what]) => what.join(' '))).toEqual([
    'init ended',
    'first begins',
    'first started',
    'second begins',
    'second started',
    'app begins',
    'app started',
    'app asked',
    'app ended',
    'second asked',
    'second ended',
    'first asked',
    'first ended',
  ]);
});

test('a Job ends although its sidecar goes on, which is ended after it', async () => {
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'work' },
    spec: {
      template: {
        spec: {
          restartPolicy: 'Never',
          initContainers: [container('helper', script('helper', 0, 0), SIDECAR)],
          containers: [container('work', 'echo done')],
          volumes: VOLUMES,
        },
      },
    },
  };
  const verified = await verification.manifests(JSON.stringify(job));
  expect(verified).toMatchObject({ code: 0, stderr: '' });
  const pod = onlyPod(verified);
  expect(pod).toMatchObject({ up: true, state: 'helper ended (0), work ended (0)' });
  expect(logOf(pod, 'work')).toEqual(['done']);
});
