import { Data } from '../../../lib/model/values';
import { kubeconfig, useFakeCluster } from '../../../test/fake-cluster';
import { Kubectl } from './program';
import { readTarget, Target, TargetChoice } from './target';

const cluster = useFakeCluster();

function target(config: Data, choice: TargetChoice = {}): Promise<Target> {
  cluster.set({ config });
  return readTarget(new Kubectl(cluster.program), choice);
}

test('the context and the namespace are those of the kubeconfig, or those that are chosen', async () => {
  const config = kubeconfig('kind-kind', undefined, {}, { namespace: 'shop' });
  const expected = { context: 'kind-kind', server: 'https://127.0.0.1:6443', namespace: 'shop', local: true };
  expect(await target(config)).toEqual(expected);
  expect(await target(config, { namespace: 'other' })).toEqual({ ...expected, namespace: 'other' });
  expect(await target(kubeconfig('kind-kind'))).toMatchObject({ namespace: 'default' });
  expect(await target({ ...config, 'current-context': '' }, { context: 'kind-kind' })).toEqual(expected);
});

test('a minikube profile is local, unless there is a proxy before it', async () => {
  const extensions = [{ name: 'cluster_info', extension: { provider: 'minikube.sigs.k8s.io', version: 'v1.34.0' } }];
  const server = 'https://192.168.49.2:8443';
  expect(await target(kubeconfig('dev', server, { extensions }))).toMatchObject({ local: true });
  const proxy = { extensions, 'proxy-url': 'http://203.0.113.7:3128' };
  expect(await target(kubeconfig('dev', server, proxy))).toMatchObject({ local: false });
});

const CONFIG = kubeconfig('kind-kind');

test.each([
  [
    'is not there',
    CONFIG,
    { context: 'kind' },
    'your kubeconfig has no context "kind"; did you mean "kind-kind"?; there are "kind-kind"',
  ],
  [
    'is current and not there',
    { ...CONFIG, 'current-context': 'gone' },
    {},
    'your kubeconfig has no context "gone", which it says is the current one; there are "kind-kind"',
  ],
  [
    'is not chosen',
    { ...CONFIG, 'current-context': '' },
    {},
    'your kubeconfig has no current context; say --context NAME: there are "kind-kind"',
  ],
  [
    'cannot be chosen',
    { kind: 'Config', apiVersion: 'v1', clusters: null, contexts: null, users: null, 'current-context': '' },
    {},
    'your kubeconfig has no context, so there is no cluster to use; "kind create cluster" or "minikube start" makes one',
  ],
  [
    'has no cluster',
    { ...CONFIG, clusters: null },
    {},
    'the context "kind-kind" is about cluster "kind-kind", which your kubeconfig has not',
  ],
])('a context that %s', async (_, config, choice, message) => {
  await expect(target(config, choice)).rejects.toMatchObject({ name: 'UsageError', message });
});
