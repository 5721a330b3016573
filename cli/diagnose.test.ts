import * as fs from 'node:fs';
import * as path from 'node:path';
import { inRoot, Page } from '../docs/test/markdown';
import { Cli, finePod, RunOptions } from '../test/cli';
import { FakeAnswer, FakeKubectl } from '../test/fake-kubectl';
import { at, crashing, event, listed, livePod, terminated, waiting } from '../test/live';

const NGINX = { name: 'container-1', image: 'nginx:1.27-alpine' };
const SECOND = { ...NGINX, name: 'container-2' };
const TAKEN = 'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)';

const troubled = (name = 'web') =>
  livePod(
    { containers: [NGINX, SECOND] },
    { metadata: { name, uid: name }, told: { 'container-2': crashing('container-2', terminated(1)) } },
  );
const fine = (name = 'fine') => livePod({ containers: [NGINX] }, { metadata: { name, uid: name } });
const denied = livePod(
  { containers: [NGINX], securityContext: { runAsNonRoot: true } },
  {
    told: {
      'container-1': {
        state: waiting(
          'CreateContainerConfigError',
          'container has runAsNonRoot and image will run as root (pod: "web_shop(1)", container: container-1)',
        ),
        ready: false,
        started: false,
      },
    },
  },
);

interface Shown {
  readonly version: number;
  readonly summary: { readonly [what: string]: number };
  readonly pods: readonly { namespace: string; name: string; state: string; containers: object[] }[];
  readonly diagnoses: readonly { name: string; container?: string; rule?: string; cause: string; evidence: string[] }[];
  readonly unreadable: readonly object[];
}

let cli: Cli;
let kubectl: FakeKubectl;

beforeAll(async () => {
  cli = await Cli.build();
  kubectl = new FakeKubectl(path.join(path.dirname(cli.folder), 'bin'));
});

afterAll(() => cli.remove());

beforeEach(() => cli.clear());

function shown(args: readonly string[], options?: RunOptions): Shown {
  return JSON.parse(cli.run(['diagnose', '--format', 'json', ...args], options).stdout) as Shown;
}

describe('files', () => {
  test('tell what is wrong, why, and how to mend it', () => {
    cli.write({ 'pods.json': listed([denied, fine()]) });
    const { code, stdout, stderr } = cli.run(['diagnose', 'pods.json']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toBe(`Pod shop/web  CreateContainerConfigError
  container "container-1"  CreateContainerConfigError  image-root-under-non-root
    spec.securityContext.runAsNonRoot of Pod web
    runAsNonRoot is true, and nginx:1.27-alpine runs as root
    Seen: waiting: CreateContainerConfigError: container has runAsNonRoot and image will run as root
      (pod: "web_shop(1)", container: container-1)
    Fix: set container-1's securityContext.runAsUser to 101, the image's own user without root

1 problem in 2 Pods
"sidecars explain image-root-under-non-root" tells more about a rule
`);
  });

  test('have a shape for machines', () => {
    cli.write({ 'pods.json': listed([troubled(), fine()]) });
    const { diagnoses, ...rest } = shown(['pods.json']);
    expect(rest).toEqual({
      version: 1,
      summary: { pods: 2, troubled: 1, diagnoses: 1, unreadable: 0 },
      pods: [
        {
          namespace: 'shop',
          name: 'web',
          state: 'CrashLoopBackOff',
          containers: [
            { name: 'container-1', state: 'Running', ready: true },
            { name: 'container-2', state: 'CrashLoopBackOff', ready: false },
          ],
        },
        {
          namespace: 'shop',
          name: 'fine',
          state: 'Running',
          containers: [{ name: 'container-1', state: 'Running', ready: true }],
        },
      ],
      unreadable: [],
    });
    expect(diagnoses).toEqual([
      {
        kind: 'Pod',
        name: 'web',
        namespace: 'shop',
        container: 'container-2',
        state: 'CrashLoopBackOff',
        cause: expect.stringContaining('most likely because of this'),
        evidence: [expect.any(String), 'last state: Error, exit code 1', 'restarts: 4'],
        rule: 'port-listened-twice',
        fix: expect.any(String),
        object: 'Pod web',
        path: 'spec.containers[1].image',
      },
    ]);
  });

  test('are of any number, with events of their own, and standard input is one', () => {
    const failed = event('Failed', 'Error: secret "login" not found', { container: 'web' });
    const pod = livePod(
      { containers: [{ name: 'web', image: 'example.com/app:1' }] },
      { told: { web: { state: waiting('CreateContainerConfigError'), ready: false } } },
    );
    cli.write({ 'pods.json': listed([pod]), 'dump/events.json': listed([failed]) });
    expect(shown(['pods.json']).diagnoses[0].rule).toBeUndefined();
    expect(shown(['pods.json', 'dump']).diagnoses[0].rule).toBe('missing-reference');
    expect(shown(['pods.json', '-'], { stdin: listed([failed]) }).diagnoses[0].rule).toBe('missing-reference');
  });

  test('may come with logs that have the names of their containers', () => {
    const lines = [`[pod/web/container-2] ${TAKEN}`, '[pod/other/container-2] panic: x', '[pod/web/container-1] y'];
    cli.write({ 'pods.json': listed([troubled()]), 'all.log': lines.join('\n'), 'bare.log': TAKEN });
    const [found] = shown(['pods.json', '--logs', 'all.log']).diagnoses;
    expect(found).toMatchObject({ container: 'container-2', evidence: expect.arrayContaining([`log: ${TAKEN}`]) });
    const { code, stderr } = cli.run(['diagnose', 'pods.json', '--logs', 'bare.log', '--logs', 'nowhere.log']);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'bare.log: error: no line begins with [pod/NAME/CONTAINER]: write it with "kubectl logs --prefix"',
    );
    expect(stderr).toContain('nowhere.log: error: is not there');
  });
});

describe('the exit code', () => {
  test.each([
    ['0 when nothing is wrong', { 'a.json': listed([fine()]) }, 0, ''],
    ['1 when something is', { 'a.json': listed([fine(), troubled()]) }, 1, ''],
    ['2 when something cannot be read', { 'a.json': listed([troubled()]), 'b.json': '{"kind": "Pod",' }, 2, 'b.json:'],
    ['2 when there are no Pods', { 'a.json': listed([]) }, 2, 'there are no Pods to diagnose'],
    ['2 when there are manifests only', { 'a.yaml': finePod('a') }, 2, 'they are manifests, for "sidecars check"'],
  ])('is %s', (_, files, code, message) => {
    cli.write(files);
    const result = cli.run(['diagnose', ...Object.keys(files)]);
    expect({ code: result.code, stderr: result.stderr }).toEqual({ code, stderr: expect.stringContaining(message) });
  });

  test('is 0 with a word when nothing is wrong', () => {
    cli.write({ 'a.json': listed([fine(), fine('second')]) });
    expect(cli.run(['diagnose', 'a.json']).stdout).toBe('nothing wrong in 2 Pods\n');
  });
});

test('colors are for terminals, and for those who ask', () => {
  cli.write({ 'a.json': listed([troubled()]) });
  expect(cli.run(['diagnose', 'a.json']).stdout).not.toContain('\u001b');
  expect(cli.run(['diagnose', 'a.json', '--color', 'always']).stdout).toContain('\u001b[31mCrashLoopBackOff\u001b[0m');
});

test('nothing of a cluster reaches the terminal as it is', () => {
  const evil = '\u001b[31m\u202e';
  const pod = livePod(
    { containers: [{ name: 'web', image: 'x:1' }] },
    { metadata: { name: `a${evil}` }, told: { web: { state: waiting(`B${evil}`, evil), ready: false } } },
  );
  cli.write({ 'a.json': JSON.stringify(pod) });
  for (const format of ['text', 'json']) {
    const { code, stdout } = cli.run(['diagnose', 'a.json', '--format', format]);
    expect({ code, escapes: stdout.includes('\u001b') }).toEqual({ code: 1, escapes: false });
  }
});

describe('wrong use', () => {
  test.each([
    [['a.json', 'web'], '"web" is no file, and "a.json" is one: name files or Pods'],
    [['a.json', '--context', 'x'], '--context is for a cluster, and "a.json" is a file'],
    [['web', '--logs', 'x.log'], '--logs is for files: kubectl is asked for the logs of Pods'],
    [['Web'], '"Web" is no name of a Pod, and there is no file of that name'],
    [['pod/-o'], '"pod/-o" is no name of a Pod, and there is no file of that name'],
    [['--format', 'yaml'], '--format is text or json, not "yaml"'],
    [['--color', 'red'], '--color is auto, always or never, not "red"'],
    [['--timeout', '0'], '--timeout is a number of seconds, not "0"'],
    [['--contxt', 'x'], 'there is no option --contxt; did you mean "--context"?'],
  ])('%j', (args, message) => {
    cli.write({ 'a.json': listed([troubled()]) });
    const { code, stdout, stderr } = cli.run(['diagnose', ...args], { env: { SIDECARS_KUBECTL: kubectl.program } });
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: `sidecars: ${message}\nSee "sidecars help diagnose".\n`,
    });
  });
});

describe('a cluster', () => {
  const env = { PATH: '' };
  const POD_LOGS = ['--tail', '200', '--limit-bytes', '262144'];
  const get = (what: string, objects: readonly object[]): FakeAnswer => ({
    args: ['get', what],
    stdout: listed(objects),
  });

  beforeAll(() => {
    env.PATH = `${path.dirname(kubectl.program)}${path.delimiter}${process.env['PATH']}`;
  });

  test('is asked for Pods, events and logs, and for nothing else', () => {
    kubectl.answer(
      get('pods', [troubled(), fine()]),
      get('events', [
        event('BackOff', 'Back-off restarting failed container', { container: 'container-2', about: { uid: 'web' } }),
      ]),
      { args: ['logs', 'web', '--container', 'container-2'], stdout: `${TAKEN}\n` },
      { args: ['logs'], stdout: '' },
    );
    const { diagnoses, summary } = shown(['--context', 'minikube', '--namespace', 'shop'], { env });
    expect(summary).toEqual({ pods: 2, troubled: 1, diagnoses: 1, unreadable: 0 });
    expect(diagnoses[0].evidence).toContain(`log: ${TAKEN}`);
    const place = ['--context', 'minikube', '--namespace', 'shop'];
    expect(sorted(kubectl.calls)).toEqual(
      sorted([
        [...place, 'get', 'pods', '--output', 'json'],
        [...place, 'get', 'events', '--output', 'json'],
        [...place, 'logs', 'web', '--container', 'container-1', ...POD_LOGS],
        [...place, 'logs', 'web', '--container', 'container-2', ...POD_LOGS, '--previous'],
        [...place, 'logs', 'fine', '--container', 'container-1', ...POD_LOGS],
        [...place, 'logs', 'web', '--container', 'container-2', ...POD_LOGS],
      ]),
    );
  });

  test('is asked for the Pods that are named, which it answers with one or with a list', () => {
    kubectl.answer({ args: ['get', 'pods', 'web'], stdout: JSON.stringify(troubled()) }, get('events', []), {
      args: ['logs'],
      exitCode: 1,
    });
    expect(cli.run(['diagnose', 'pod/web'], { env }).code).toBe(1);
    expect(sorted(kubectl.calls).slice(0, 2)).toEqual([
      ['get', 'events', '--field-selector', 'involvedObject.name=web', '--output', 'json'],
      ['get', 'pods', 'web', '--output', 'json'],
    ]);
    kubectl.answer(get('pods', [troubled(), fine()]), get('events', []), { args: ['logs'] });
    expect(cli.run(['diagnose', 'web', 'pods/fine'], { env }).code).toBe(1);
    expect(kubectl.calls).toContainEqual(['get', 'pods', 'web', 'fine', '--output', 'json']);
    expect(kubectl.calls).toContainEqual(['get', 'events', '--output', 'json']);
  });

  test('has its own time: what has just started is given the time to start', () => {
    const readinessProbe = { exec: { command: ['check'] } };
    const starts = (startedAt: string) =>
      livePod(
        { containers: [{ ...NGINX, readinessProbe }] },
        { told: { 'container-1': { state: { running: { startedAt } }, ready: false } } },
      );
    for (const [startedAt, code] of [
      [new Date().toISOString(), 0],
      [at(0), 1],
    ] as const) {
      kubectl.answer(get('pods', [starts(startedAt)]), get('events', []), { args: ['logs'] });
      expect(cli.run(['diagnose'], { env }).code).toBe(code);
    }
  });

  test('of many Pods, only those with trouble are looked at closely', () => {
    const many = Array.from({ length: 12 }, (_, index) => fine(`fine-${index}`));
    kubectl.answer(get('pods', [...many, troubled()]), get('events', []), { args: ['logs'] });
    expect(cli.run(['diagnose'], { env }).code).toBe(1);
    expect(new Set(kubectl.calls.filter(([verb]) => verb === 'logs').map(([, name]) => name))).toEqual(
      new Set(['web']),
    );

    const broken = Array.from({ length: 25 }, (_, index) => troubled(`web-${index}`));
    kubectl.answer(get('pods', broken), get('events', []), { args: ['logs'] });
    const { stderr } = cli.run(['diagnose'], { env });
    expect(stderr).toBe('note: the logs of 5 more Pods were not read: name a Pod for its logs to be read\n');
  });

  test('that has the events forbidden, and logs that are gone, tells what it can', () => {
    const forbidden = 'Error from server (Forbidden): events is forbidden: User "dev" cannot list resource "events"';
    kubectl.answer(get('pods', [denied]), { args: ['get', 'events'], stderr: `${forbidden}\n`, exitCode: 1 });
    const { code, stdout, stderr } = cli.run(['diagnose'], { env });
    expect(code).toBe(1);
    expect(stdout).toContain('image-root-under-non-root');
    expect(stderr).toBe(`note: no events: kubectl get events --output json: ${forbidden}\n`);
  });

  test.each<[string, FakeAnswer, readonly string[], string]>([
    [
      'that has no such Pod',
      { args: ['get', 'pods', 'wbe'], stderr: 'Error from server (NotFound): pods "wbe" not found\n', exitCode: 1 },
      ['wbe'],
      'kubectl get pods wbe --output json: Error from server (NotFound): pods "wbe" not found',
    ],
    [
      'that is not there',
      { args: ['get', 'pods'], stderr: 'error: context "moon" does not exist\n', exitCode: 1 },
      ['--context', 'moon'],
      'kubectl --context moon get pods --output json: error: context "moon" does not exist',
    ],
    [
      'that answers with something else',
      { args: ['get', 'pods'], stdout: '<html>' },
      [],
      'kubectl get pods --output json does not answer with JSON',
    ],
    [
      'that does not answer',
      { args: ['get', 'pods'], stdout: listed([]), seconds: 30 },
      ['--timeout', '0.5'],
      'kubectl get pods --output json: no answer within 0.5 s',
    ],
  ])('%s', (_, answer, args, message) => {
    kubectl.answer(answer, get('events', []));
    const { code, stdout, stderr } = cli.run(['diagnose', ...args], { env });
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: `sidecars: ${message}\nSee "sidecars help diagnose".\n`,
    });
  });

  test('whose logs take too long is diagnosed without them', () => {
    kubectl.answer(get('pods', [troubled()]), get('events', []), { args: ['logs'], seconds: 30 });
    const { code, stderr } = cli.run(['diagnose', 'web', '--timeout', '2'], { env });
    expect(code).toBe(1);
    expect(stderr).toContain('note: no log of web/container-2: kubectl logs web');
  });

  test('without Pods', () => {
    kubectl.answer(get('pods', []), get('events', []));
    expect(cli.run(['diagnose'], { env })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'sidecars: there are no Pods to diagnose\n',
    });
  });

  test('without kubectl is an error that says how to go on', () => {
    const { code, stderr } = cli.run(['diagnose'], {
      env: { PATH: path.dirname(process.execPath), SIDECARS_KUBECTL: 'no-such-kubectl' },
    });
    expect(code).toBe(2);
    expect(stderr).toContain(
      'there is no no-such-kubectl: name files of "kubectl get pods,events -o json", or install kubectl',
    );
  });

  test('is not asked where a file has the name of a Pod', () => {
    cli.write({ web: listed([fine()]) });
    kubectl.answer(get('pods', [troubled()]), get('events', []), { args: ['logs'] });
    expect(cli.run(['diagnose', 'web'], { env }).code).toBe(0);
    expect(kubectl.calls).toEqual([]);
    expect(cli.run(['diagnose', 'pod/web'], { env }).code).toBe(1);
  });
});

describe('the documentation', () => {
  const page = new Page('docs/diagnose.md');

  test('has every option', () => {
    const options = cli.run(['help', 'diagnose']).stdout.match(/^ {2}--[\w-]+/gm)!;
    expect(options.filter((option) => option !== '  --help' && !page.text.includes(`\`${option.trim()}`))).toEqual([]);
  });

  test('shows what the command says of its example', () => {
    const [yaml, said] = ['yaml', 'text'].map(
      (language) => page.blocks.find((block) => block.language === language)!.text,
    );
    cli.write({ 'pod.yaml': yaml });
    const { stdout } = cli.run(['diagnose', 'pod.yaml']);
    if (process.env.UPDATE_DOCS === '1')
      fs.writeFileSync(
        inRoot(page.path),
        page.text.replace(said, () => stdout.trimEnd()),
      );
    else expect(stdout).toBe(`${said}\n`);
  });
});

function sorted(calls: readonly (readonly string[])[]): (readonly string[])[] {
  return [...calls].sort((a, b) => a.join(' ').localeCompare(b.join(' ')));
}
