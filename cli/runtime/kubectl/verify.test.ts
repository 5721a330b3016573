import * as fs from 'node:fs';
import * as path from 'node:path';
import { inRoot, Page, read } from '../../../docs/test/markdown';
import { Cli } from '../../../test/cli';
import { FakeCluster, kubeconfig } from '../../../test/fake-cluster';

jest.setTimeout(60_000);

const PAGE = 'docs/verify-on-a-cluster.md';
const MANIFEST = read('dist/tutorial/shared-volume.k8s.yaml');
const WGET = ['wget', '-q', '-O', '-', 'http://localhost'];
const common = { container: 'container-2', withinSeconds: 30 };
const PLAN = {
  version: 1,
  pods: [
    {
      outdir: '.',
      chart: 'shared-volume',
      path: 'shared-volume/Pod',
      kind: 'Pod',
      name: 'multi-container-pod',
      expectations: [{ ...common, type: 'command', command: WGET, exitCode: 0, outputContains: 'Hello' }],
    },
  ],
};

let cli: Cli;
let cluster: FakeCluster;

beforeAll(async () => {
  cli = await Cli.build();
  cluster = new FakeCluster(path.join(path.dirname(cli.folder), 'bin'));
});

afterAll(() => cli.remove());

beforeEach(() => {
  cli.clear();
  cluster.reset();
  cli.write({ 'pod.yaml': MANIFEST, 'plan.json': JSON.stringify(PLAN) });
});

function transcript(): string {
  return new Page(PAGE).blocks.find(({ language }) => language === 'text')!.text;
}

function verify(...args: string[]) {
  const env = { SIDECARS_KUBECTL: cluster.program };
  return cli.run(['verify', '--runtime', 'kubectl', 'pod.yaml', '--plan', 'plan.json', ...args], { env });
}

test('the page shows what it shows', () => {
  cluster.set({ config: kubeconfig('kind-try') });
  cluster.answer({ args: ['exec'], stdout: 'Hello from Container 2' });
  const { code, stdout, stderr } = verify('--context', 'kind-try', '--own-namespace');
  const shown = stdout.replace(/\b[0-9a-f]{8}\b/g, '7d41c9aa').replace(/\d+\.\ds$/gm, '0.4s');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  if (process.env.UPDATE_DOCS === '1') {
    fs.writeFileSync(
      inRoot(PAGE),
      read(PAGE).replace(`\`\`\`text\n${transcript()}`, () => `\`\`\`text\n${shown.trimEnd()}`),
    );
  } else expect(shown.trimEnd()).toBe(transcript());
  expect(cluster.titles).toEqual([]);
});

test('what is kept is removed by what is printed', () => {
  cluster.answer({ args: ['exec'], stdout: 'Hello from Container 2' });
  const { stdout } = verify('--keep');
  expect(cluster.titles).toContain('Pod default/multi-container-pod');
  const [, down] = /^ +sidecars (down .*)$/m.exec(stdout)!;
  const removed = cli.run(down.split(' '), { env: { SIDECARS_KUBECTL: cluster.program } });
  expect(removed).toMatchObject({ code: 0, stdout: expect.stringMatching(/^removed run [0-9a-f]{8} from default\n$/) });
  expect(cluster.titles).toEqual([]);
});

test('nobody is there to agree to a cluster that is not local', () => {
  cluster.set({ config: kubeconfig('prod', 'https://203.0.113.7:6443') });
  const { code, stderr } = verify();
  expect(code).toBe(2);
  expect(stderr).toContain('Context "prod" (https://203.0.113.7:6443) is not known to be a cluster on this machine.');
  expect(stderr).toContain('--yes');
  expect(cluster.titles).toEqual([]);
});

test('there is no such context', () => {
  const { code, stderr } = verify('--context', 'kind-kidn');
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `sidecars: your kubeconfig has no context "kind-kidn"; did you mean "kind-kind"?; there are "kind-kind"
See "sidecars help verify".
`,
  });
});
