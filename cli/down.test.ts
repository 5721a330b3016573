import * as path from 'node:path';
import { Cli, finePod } from '../test/cli';
import { FakeCluster } from '../test/fake-cluster';

jest.setTimeout(60_000);

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
});

const run = (...args: string[]) => cli.run(args, { env: { SIDECARS_KUBECTL: cluster.program } });

test('what was kept in a cluster is removed, and then there is nothing more', () => {
  cli.write({ 'pod.yaml': finePod('site') });
  const kept = run('verify', '--runtime', 'kubectl', '--steady', '0', '--keep', 'pod.yaml');
  expect(kept).toMatchObject({ code: 0, stderr: '' });
  expect(cluster.titles).toContain('Pod default/site');

  const [, advice = ''] = /sidecars (down --context kind-kind --namespace default --run \w+)$/m.exec(kept.stdout) ?? [];
  const down = run(...advice.split(' '));
  expect(down).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringMatching(/^removed run \w+ from default\n$/),
  });
  expect(cluster.titles).toEqual([]);
  expect(run('down', '--runtime', 'kubectl')).toMatchObject({ code: 0, stdout: 'nothing was left in kind-kind\n' });
});

test.each([
  [['--run', 'abc1234'], 'there is no run "abc1234" in context "kind-kind"'],
  [['--context', 'kind-kin'], 'your kubeconfig has no context "kind-kin"'],
  [['--runtime', 'podman', '--context', 'kind-kind'], '--context is for kubectl'],
  [['--runtime', 'docker'], '--runtime is podman or kubectl, not "docker"'],
  [['everything'], 'no names are taken'],
])('%j is wrong use', (args, said) => {
  expect(run('down', ...args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(said) });
});

test('without podman and without a cluster, says what is missing', () => {
  const env = { PATH: '/nonexistent', SIDECARS_PODMAN: '', SIDECARS_KUBECTL: '' };
  expect(cli.run(['down'], { env })).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('podman') });
});
