import { setOf, useFakeCluster } from '../../../test/fake-cluster';
import { FakeAnswer } from '../../../test/fake-kubectl';
import { KubectlPod } from './pod';
import { Kubectl } from './program';

jest.setTimeout(30_000);

const MANIFEST = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'default', uid: '4711' },
  spec: {
    initContainers: [
      { name: 'setup', image: 'example.com/setup:1' },
      { name: 'agent', image: 'example.com/agent:1', restartPolicy: 'Always' },
    ],
    containers: [{ name: 'app', image: 'example.com/app:1' }],
  },
};
const NS = '--namespace=default';
const URL = 'http://localhost/';
const NO_CURL =
  'error: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "8f": OCI runtime exec failed: exec failed: unable to start container process: exec: "curl": executable file not found in $PATH: unknown\n';
const NO_WGET = NO_CURL.replace('"curl"', '"wget"');

const cluster = useFakeCluster();
let pod: KubectlPod;

beforeEach(() => {
  cluster.add(MANIFEST);
  const kubectl = new Kubectl(cluster.program).in('kind-kind');
  pod = new KubectlPod(setOf(MANIFEST).workloads[0], MANIFEST, kubectl, new AbortController().signal);
});

/** What the programs of containers answer. */
function exec(container: string, program: string, answer: Omit<FakeAnswer, 'args'>): FakeAnswer {
  return { args: ['exec', 'web', '-c', container, '--', program], ...answer };
}

/** Which program was asked in which container. */
function asked(): string[] {
  return cluster.calls.map((call) => `${call[call.indexOf('-c') + 1]} ${call[call.indexOf('--') + 1]}`);
}

describe('observing', () => {
  const event = (uid: string) => ({
    kind: 'Event',
    metadata: { name: uid, namespace: 'default' },
    involvedObject: { uid },
  });

  test('shows the Pod and its events', async () => {
    cluster.add(event('4711'), event('4712'));
    expect(await pod.observe()).toEqual({ pod: MANIFEST, events: [event('4711')] });
    expect(cluster.calls.map((call) => call.join(' ')).sort()).toEqual([
      `--context=kind-kind ${NS} get events --field-selector=involvedObject.uid=4711 --output=json`,
      `--context=kind-kind ${NS} get pod web --ignore-not-found --output=json`,
    ]);
  });

  test('does without events that may not be read', async () => {
    const stderr = 'Error from server (Forbidden): events is forbidden: User "anna" cannot list resource "events"\n';
    cluster.answer({ args: ['get', 'events'], stderr, exitCode: 1 });
    expect(await pod.observe()).toEqual({ pod: MANIFEST, events: [] });
  });

  test('tells when it is gone', async () => {
    cluster.reset();
    await expect(pod.observe()).rejects.toThrow(
      'Pod web is gone: it was deleted, or something else has taken its place',
    );
    cluster.add({ ...MANIFEST, metadata: { ...MANIFEST.metadata, uid: 'another' } });
    await expect(pod.observe()).rejects.toThrow('Pod web is gone');
  });

  test('tries again when the API server was not reached', async () => {
    const stderr = 'Unable to connect to the server: net/http: TLS handshake timeout\n';
    cluster.answer({ args: ['get', 'pod'], stderr, exitCode: 1 });
    const seen = pod.observe();
    setTimeout(() => cluster.answer(), 900);
    expect(await seen).toEqual({ pod: MANIFEST, events: [] });
  });
});

describe('logs', () => {
  test('are those of a container', async () => {
    expect(await pod.logs('app', 20)).toBe('one\ntwo\n');
    expect(cluster.calls).toEqual([['--context=kind-kind', NS, 'logs', 'web', '-c', 'app', '--tail=20']]);
  });

  test('are empty before it has started', async () => {
    const waits = 'container "app" in pod "web" is waiting to start: PodInitializing';
    cluster.answer({ args: ['logs'], stderr: `Error from server (BadRequest): ${waits}\n`, exitCode: 1 });
    expect(await pod.logs('app')).toBe('');
  });

  test('are missed when they cannot be read', async () => {
    const why = 'container x is not valid for pod web';
    cluster.answer({ args: ['logs'], stderr: `Error from server (BadRequest): ${why}\n`, exitCode: 1 });
    await expect(pod.logs('x')).rejects.toThrow(why);
  });
});

describe('a command', () => {
  test('has its own output and exit code', async () => {
    const stderr = 'cat: /x: No such file or directory\ncommand terminated with exit code 1\n';
    cluster.answer(exec('app', 'cat', { stdout: 'a', stderr, exitCode: 1 }));
    const result = { exitCode: 1, stdout: 'a', stderr: 'cat: /x: No such file or directory\n' };
    expect(await pod.exec('app', ['cat', '/x'], 5000)).toEqual(result);
  });

  test.each([
    ['is not there', { stderr: NO_CURL, exitCode: 1 }, '"curl": executable file not found in $PATH'],
    [
      'is not there, in the words of another runtime',
      {
        stdout: 'OCI runtime exec failed: exec: "curl": not found\n',
        stderr: 'command terminated with exit code 126\n',
        exitCode: 126,
      },
      'OCI runtime exec failed: exec: "curl": not found',
    ],
    [
      'has no container',
      { stderr: 'error: unable to upgrade connection: container not found ("app")\n', exitCode: 1 },
      'unable to upgrade connection: container not found ("app")',
    ],
    [
      'may not be run',
      {
        stderr: 'Error from server (Forbidden): pods "web" is forbidden: cannot create resource "pods/exec"\n',
        exitCode: 1,
      },
      'Error from server (Forbidden): pods "web" is forbidden: cannot create resource "pods/exec"',
    ],
  ])('that %s was not run', async (_, answer, message) => {
    cluster.answer(exec('app', 'curl', answer));
    await expect(pod.exec('app', ['curl'], 5000)).rejects.toThrow(message);
  });

  test('ends after its time', async () => {
    cluster.answer(exec('app', 'sleep', { seconds: 30 }));
    await expect(pod.exec('app', ['sleep', '30'], 200)).rejects.toThrow('kubectl exec did not end within 0.2 s');
  });
});

describe('a GET request', () => {
  const answered = { stdout: 'hello\n200' };

  test('is made by curl where it is there', async () => {
    cluster.answer(exec('app', 'curl', answered));
    expect(await pod.get('app', URL, 3000)).toEqual({ status: 200, body: 'hello' });
    const options = ['--silent', '--show-error', '--insecure', '--globoff', '--max-time', '3'];
    expect(cluster.calls[0].slice(2)).toEqual([
      ...['exec', 'web', '-c', 'app', '--', 'curl'],
      ...[...options, '--write-out', '\n%{http_code}', '--url', URL],
    ]);
  });

  test('is else made by wget, in another container if need be, which is remembered', async () => {
    const missing = [
      exec('app', 'curl', { stderr: NO_CURL, exitCode: 1 }),
      exec('app', 'wget', { stderr: NO_WGET, exitCode: 1 }),
    ];
    const without = exec('agent', 'curl', { stderr: NO_CURL, exitCode: 1 });
    cluster.answer(...missing, without, exec('agent', 'wget', { stdout: 'hello', stderr: '  HTTP/1.1 200 OK\n' }));
    for (let times = 0; times < 2; times++)
      expect(await pod.get('app', URL, 3000)).toEqual({ status: 200, body: 'hello' });
    expect(asked()).toEqual(['app curl', 'app wget', 'agent curl', 'agent wget', 'agent wget']);
  });

  test('without an answer says what the tool said', async () => {
    const stderr = 'curl: (7) Failed to connect to localhost port 80\ncommand terminated with exit code 7\n';
    cluster.answer(exec('app', 'curl', { stdout: '\n000', stderr, exitCode: 7 }));
    await expect(pod.get('app', URL, 3000)).rejects.toThrow(/^curl: \(7\) Failed to connect to localhost port 80$/);
  });

  test('needs a tool', async () => {
    cluster.answer(
      ...['app', 'agent'].flatMap((container) => [
        exec(container, 'curl', { stderr: NO_CURL, exitCode: 1 }),
        exec(container, 'wget', { stderr: NO_WGET, exitCode: 1 }),
      ]),
    );
    await expect(pod.get('app', URL, 3000)).rejects.toThrow(
      `no container of the Pod (agent, app) has curl or wget, so nothing in it can ask for ${URL}. By hand: kubectl --context=kind-kind ${NS} debug -it web --image=busybox -- wget -O - ${URL};`,
    );
  });

  test('is made of nothing but http', async () => {
    await expect(pod.get('app', 'file:///etc/passwd', 3000)).rejects.toThrow(
      'file:///etc/passwd is no http or https address',
    );
    expect(cluster.calls).toEqual([]);
  });
});

test('commands are shown as a person types them', () => {
  expect(pod.commands.logs('app')).toBe(`kubectl --context=kind-kind ${NS} logs web -c app`);
  expect(pod.commands.exec('app', ['sh', '-c', 'echo $HOME'])).toBe(
    `kubectl --context=kind-kind ${NS} exec web -c app -- sh -c 'echo $HOME'`,
  );
});
