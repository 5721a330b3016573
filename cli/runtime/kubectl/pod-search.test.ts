import { Data } from '../../../lib/model/values';
import { setOf, useFakeCluster } from '../../../test/fake-cluster';
import { findPods } from './pod-search';
import { Kubectl } from './program';
import { KubectlRuntime } from './runtime';

jest.setTimeout(60_000);

const TEMPLATE = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'app', image: 'example.com/app:1' }] },
};

function workload(apiVersion: string, kind: string, spec: Data = {}): Data {
  return { apiVersion, kind, metadata: { name: 'web' }, spec: { template: TEMPLATE, ...spec } };
}

const cluster = useFakeCluster();

test.each([
  ['Pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: TEMPLATE.spec }, 'web'],
  ['Deployment', workload('apps/v1', 'Deployment'), 'web-5d4c7b9f6-x2x7k'],
  ['Deployment of nothing', workload('apps/v1', 'Deployment', { replicas: 0 }), 'web-5d4c7b9f6-x2x7k'],
  ['ReplicaSet', workload('apps/v1', 'ReplicaSet'), 'web-7h2mq'],
  [
    'StatefulSet',
    workload('apps/v1', 'StatefulSet', { volumeClaimTemplates: [{ metadata: { name: 'data' } }] }),
    'web-0',
  ],
  ['DaemonSet', workload('apps/v1', 'DaemonSet'), 'web-a'],
  ['Job', workload('batch/v1', 'Job'), 'web-7h2mq'],
  ['suspended Job', workload('batch/v1', 'Job', { suspend: true }), 'web-7h2mq'],
  [
    'CronJob',
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'web' },
      spec: { schedule: '@daily', jobTemplate: { spec: { template: TEMPLATE } } },
    },
    'web-RUN-7h2mq',
  ],
  ['PodTemplate', { apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'web' }, template: TEMPLATE }, 'web'],
])('the Pod of a %s is found, and removed', async (_, manifest, name) => {
  const runtime = new KubectlRuntime({ assumeYes: false, ask: () => Promise.resolve(false) });
  const { signal } = new AbortController();
  const [pod] = await runtime.start({ ...setOf(manifest), step: (_what, _command, run) => run(), signal });
  expect(pod.name).toBe(name.replace('RUN', runtime.run));
  const { pod: live } = await pod.observe();
  expect(live['metadata']).toMatchObject({ labels: { 'cdk8s-sidecars.run': runtime.run } });
  await runtime.remove();
  expect(cluster.titles).toEqual([]);
});

describe('without a Pod', () => {
  const maker = { ...workload('apps/v1', 'StatefulSet'), metadata: { name: 'web', namespace: 'default', uid: '1' } };

  const search = (controller = new AbortController()) => {
    const kubectl = new Kubectl().in('kind-kind');
    return findPods(kubectl, '0badcafe', [maker], controller.signal, 100);
  };

  test('what the controller says is told', async () => {
    cluster.add({
      kind: 'Event',
      metadata: { name: 'web.1', namespace: 'default' },
      involvedObject: { uid: '1' },
      type: 'Warning',
      message: 'exceeded quota: few',
    });
    await expect(search()).rejects.toThrow('StatefulSet default/web has made no Pod within 0.1 s: exceeded quota: few');
  });

  test('it is told that there is none where events may not be read', async () => {
    cluster.answer({ args: ['get', 'events'], stderr: 'Error from server (Forbidden): no\n', exitCode: 1 });
    await expect(search()).rejects.toThrow(/^StatefulSet default\/web has made no Pod within 0.1 s$/);
  });

  test('the Pods of others, and those that are leaving, are none', async () => {
    const labels = { 'cdk8s-sidecars.run': '0badcafe' };
    const metadata = { namespace: 'default', labels, ownerReferences: [{ uid: '1' }] };
    cluster.add(
      { kind: 'Pod', metadata: { ...metadata, name: 'leaving', deletionTimestamp: '2025-03-04T10:00:00Z' } },
      { kind: 'Pod', metadata: { ...metadata, name: 'other', ownerReferences: [{ uid: '2' }] } },
    );
    await expect(search()).rejects.toThrow('has made no Pod');
    cluster.add({ kind: 'Pod', metadata: { ...metadata, name: 'web-0' } });
    expect(await search()).toMatchObject([{ metadata: { name: 'web-0' } }]);
  });

  test('an interruption ends the search', async () => {
    const controller = new AbortController();
    controller.abort(new Error('interrupted'));
    await expect(search(controller)).rejects.toThrow('interrupted');
  });
});
