import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { FakeKubectl } from '../../../test/fake-kubectl';
import { RuntimeFailure } from '../runtime';
import { Kubectl, KubectlError, KubectlTimeout } from './program';

let folder: string;
let fake: FakeKubectl;
let kubectl: Kubectl;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kubectl-'));
  fake = new FakeKubectl(folder);
  kubectl = new Kubectl(fake.program);
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test('arguments reach the program as they are', async () => {
  fake.answer({ args: [], stdout: 'fine' });
  const args = ['get', 'pod', "it's $HOME", '*', '', 'a\nb'];
  expect(await kubectl.run(args)).toBe('fine');
  expect(fake.calls).toEqual([args]);
});

test('a person types them with quotes', () => {
  const line = kubectl.in('my context').line(['exec', 'web', '--', 'sh', '-c', "echo 'a'"]);
  expect(line).toBe(`kubectl '--context=my context' exec web -- sh -c 'echo '\\''a'\\'''`);
});

test('an error has the words of kubectl, without its log, warnings and secrets', async () => {
  const stderr = `E1125 03:18:37.123456    4711 memcache.go:265] couldn't get current server API group list
Warning: use the new one
error: no matches for kind "Foo" in ...|"password":"x"|... of hunter22
`;
  fake.answer({ args: [], stderr, exitCode: 1 });
  const failure = kubectl.masked((text) => text.replaceAll('hunter22', '***')).run(['--namespace=a', 'apply']);
  await expect(failure).rejects.toThrow(new RuntimeFailure('kubectl apply: no matches for kind "Foo" in ... of ***'));
});

test('an error of the API server has its reason', async () => {
  const stderr = 'Error from server (Forbidden): pods is forbidden\n';
  fake.answer({ args: ['get'], stderr, exitCode: 1 }, { args: ['wait'], exitCode: 3 });
  const failure = await kubectl.run(['get']).catch((error: unknown) => error as KubectlError);
  expect(failure).toMatchObject({ exitCode: 1, reason: 'Forbidden', words: stderr.trim() });
  await expect(kubectl.run(['wait'])).rejects.toThrow('kubectl wait: exit code 3');
});

test('what is no JSON is said', async () => {
  fake.answer({ args: ['get', 'a'], stdout: '<html>' }, { args: ['get'] });
  await expect(kubectl.json(['get', 'a'])).rejects.toThrow('kubectl get printed something that is no JSON');
  expect(await kubectl.json(['get'])).toEqual({});
});

describe('a call that lasts', () => {
  beforeEach(() => fake.answer({ args: ['wait'], seconds: 30 }, { args: ['apply'], seconds: 0.5, stdout: 'done' }));

  const interruptedAfter = (ms: number) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('interrupted')), ms);
    return controller.signal;
  };

  test('ends after its time', async () => {
    await expect(kubectl.run(['wait'], { timeoutMs: 100 })).rejects.toThrow(KubectlTimeout);
    await kubectl.idle();
  });

  test('ends when it is interrupted', async () => {
    await expect(kubectl.run(['wait'], { signal: interruptedAfter(100) })).rejects.toThrow('interrupted');
  });

  test('ends by itself when it is given the time for it', async () => {
    const call = kubectl.run(['apply'], { signal: interruptedAfter(50), finishMs: 20_000 });
    let over = false;
    void kubectl.idle().then(() => (over = true));
    expect(await call).toBe('done');
    await kubectl.idle();
    expect(over).toBe(true);
  });

  test('ends when that time is over', async () => {
    const call = kubectl.run(['wait'], { signal: interruptedAfter(50), finishMs: 50 });
    await expect(call).rejects.toThrow('interrupted');
  });

  test('is not begun after that', async () => {
    fake.answer();
    const controller = new AbortController();
    controller.abort(new Error('interrupted'));
    await expect(kubectl.run(['get'], { signal: controller.signal })).rejects.toThrow('interrupted');
    expect(fake.calls).toEqual([]);
  });
});

test('a program that is not there, or cannot be run', async () => {
  await expect(new Kubectl('no-such-kubectl').run(['get'])).rejects.toThrow(
    'no-such-kubectl is not there: install it (https://kubernetes.io/docs/tasks/tools/), or name the program in SIDECARS_KUBECTL',
  );
  await expect(new Kubectl(folder).run(['get'])).rejects.toThrow('cannot be run');
});
