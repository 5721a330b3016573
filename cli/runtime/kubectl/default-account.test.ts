import { useFakeCluster } from '../../../test/fake-cluster';
import { waitForAccount } from './default-account';
import { Kubectl } from './program';

const cluster = useFakeCluster();

function wait(withinMs: number): Promise<void> {
  return waitForAccount(new Kubectl(cluster.program), 'shop', new AbortController().signal, withinMs);
}

test('waits until it is there', async () => {
  const waiting = wait(20_000);
  while (cluster.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  cluster.add({ kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'shop' } });
  await waiting;
  expect(cluster.calls[0]).toEqual([
    ...['--namespace=shop', 'get', 'serviceaccount', 'default', '--ignore-not-found', '--output=json'],
  ]);
});

test('does not wait for ever', async () => {
  await expect(wait(10)).rejects.toThrow('namespace shop has got no ServiceAccount "default" within 0.01 s');
});

test('does not wait for what may not be seen', async () => {
  cluster.answer({ args: ['get'], stderr: 'Error from server (Forbidden): no\n', exitCode: 1 });
  await wait(20_000);
});
