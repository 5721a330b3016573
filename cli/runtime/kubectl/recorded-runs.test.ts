import { spawnSync } from 'node:child_process';
import { Data } from '../../../lib/model/values';
import { setOf, useFakeCluster } from '../../../test/fake-cluster';
import { UsageError } from '../../failure';
import { thisOwner, userName } from './owner';
import { recordOf } from './record';
import { removeRecordedRuns } from './recorded-runs';
import { KubectlRuntime } from './runtime';

jest.setTimeout(60_000);

const FORBIDDEN = 'Error from server (Forbidden): configmaps is forbidden: User "anna" cannot list resource\n';

const cluster = useFakeCluster();
/** Of a process that has ended. */
let ended: number;

beforeAll(() => {
  ended = spawnSync(process.execPath, ['--version']).pid;
});

/** A run with one Pod, in the namespace default. */
function run(id: string, { kept = false, by = userName(), owner = thisOwner() } = {}): Data[] {
  const { metadata, data } = recordOf({
    id,
    home: 'default',
    namespaces: ['default'],
    ownNamespaces: [],
    types: ['Pod.v1.'],
    graceSeconds: 30,
  }) as { metadata: { labels: object }; data: { run: string } };
  const labels = { ...metadata.labels, ...(kept && { 'cdk8s-sidecars.kept': 'true' }) };
  const written = JSON.stringify({ ...(JSON.parse(data.run) as object), owner });
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...metadata, labels }, data: { ...data, by, run: written } },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: id, namespace: 'default', labels: { 'cdk8s-sidecars.run': id } },
    },
  ];
}

test('there is nothing to remove', async () => {
  expect(await removeRecordedRuns()).toEqual({ context: 'kind-kind', namespace: undefined, removed: [], left: [] });
  expect(cluster.calls).toEqual([
    ['config', 'view', '--output=json'],
    ...['configmaps --all-namespaces', 'namespaces'].map((what) => [
      ...['--context=kind-kind', 'get', ...what.split(' ')],
      ...['--selector=cdk8s-sidecars.record', '--output=json'],
    ]),
  ]);
});

test('what was kept is removed, with its namespace', async () => {
  const runtime = new KubectlRuntime({ assumeYes: false, ask: () => Promise.resolve(false), ownNamespace: true });
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [] } };
  const { signal } = new AbortController();
  await runtime.start({ ...setOf(pod), step: (_what, _command, work) => work(), signal });
  const first = await removeRecordedRuns();
  expect(first.left).toMatchObject([{ run: { id: runtime.run }, why: expect.stringContaining('may still go on') }]);
  await runtime.keep();
  const onRemove = jest.fn();
  const { removed } = await removeRecordedRuns({ onRemove });
  expect(removed).toMatchObject([{ id: runtime.run, kept: true, by: userName() }]);
  expect(onRemove.mock.calls).toEqual([removed]);
  expect(cluster.titles).toEqual([]);
  await runtime.remove();
});

test('of runs that are not kept only those are removed whose process has ended', async () => {
  const elsewhere = { machine: '0123456789abcdef', pid: ended };
  cluster.add(
    ...run('00000001', { owner: { ...thisOwner(), pid: ended } }),
    ...run('00000002'),
    ...run('00000003', { by: 'anna', owner: elsewhere }),
    ...run('00000004', { by: 'anna', owner: elsewhere, kept: true }),
  );
  const { removed, left } = await removeRecordedRuns();
  expect(removed.map(({ id }) => id)).toEqual(['00000001']);
  expect(left.map(({ run: { id }, why }) => `${id} ${why}`)).toEqual([
    `00000002 not kept, and may still go on: started by ${userName()}`,
    '00000003 not kept, and may still go on: started by anna',
    '00000004 kept by anna',
  ]);
  expect(cluster.titles.filter((title) => title.startsWith('Pod'))).toEqual([
    'Pod default/00000002',
    'Pod default/00000003',
    'Pod default/00000004',
  ]);
});

test('what is asked for is removed, whoever has it, and nothing else', async () => {
  cluster.add(...run('00000001', { kept: true }), ...run('00000002', { by: 'anna' }));
  const { removed, left } = await removeRecordedRuns({ ids: ['00000002'] });
  expect(removed.map(({ id }) => id)).toEqual(['00000002']);
  expect(left.map(({ why }) => why)).toEqual(['not asked for']);
  await expect(removeRecordedRuns({ ids: ['00000011'], namespace: 'default' })).rejects.toThrow(
    new UsageError('there is no run "00000011" in context "kind-kind", namespace default; did you mean "00000001"?'),
  );
});

test('a namespace that was made before its record is removed when it is asked for', async () => {
  const labels = { 'cdk8s-sidecars.run': '00000001', 'cdk8s-sidecars.record': '00000001' };
  cluster.add({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'sidecars-verify-00000001', labels } });
  expect((await removeRecordedRuns()).left).toMatchObject([
    { why: 'not kept, and may still go on: started by somebody' },
  ]);
  expect((await removeRecordedRuns({ ids: ['00000001'] })).removed).toHaveLength(1);
  expect(cluster.titles).toEqual([]);
});

test('who may not look everywhere looks in the namespace', async () => {
  cluster.add(...run('00000001', { kept: true }));
  cluster.answer({ args: ['get', 'configmaps', '--all-namespaces'], stderr: FORBIDDEN, exitCode: 1 });
  expect(await removeRecordedRuns()).toMatchObject({ namespace: 'default', removed: [{ id: '00000001' }] });
});

test('who may not look at namespaces does without', async () => {
  cluster.add(...run('00000001', { kept: true }));
  cluster.answer({ args: ['get', 'namespaces'], stderr: FORBIDDEN, exitCode: 1 });
  expect(await removeRecordedRuns()).toMatchObject({ namespace: undefined, removed: [{ id: '00000001' }] });
});

test('one that cannot be removed keeps no other from it', async () => {
  cluster.add(...run('00000001', { kept: true }), ...run('00000002', { kept: true }));
  const args = ['delete', 'Pod.v1.', '--selector=cdk8s-sidecars.run=00000001'];
  cluster.answer({ args, stderr: FORBIDDEN, exitCode: 1 });
  await expect(removeRecordedRuns()).rejects.toThrow(`not everything of run 00000001 is removed:\nkubectl delete: `);
  expect(cluster.titles).toEqual(['ConfigMap default/cdk8s-sidecars-00000001', 'Pod default/00000001']);
});

test('there is no such context', async () => {
  await expect(removeRecordedRuns({ context: 'minikub' })).rejects.toThrow(UsageError);
});

test.each([
  ['another name', { metadata: { name: 'other', labels: { 'cdk8s-sidecars.record': '00000001' } } }],
  [
    'no id',
    { metadata: { name: 'cdk8s-sidecars-x', labels: { 'cdk8s-sidecars.record': 'x' } }, data: { run: '{"id":"x"}' } },
  ],
  ['the id of another', { data: { run: '{"id":"00000002"}' } }],
  ['no JSON', { data: { run: '{' } }],
])('a record with %s is none of ours', async (_, change) => {
  const [record] = run('00000001', { kept: true });
  const { metadata, ...rest } = { ...record, ...change } as { metadata: object };
  cluster.add({ ...rest, metadata: { ...metadata, namespace: 'default' } });
  expect(await removeRecordedRuns()).toMatchObject({ removed: [], left: [] });
});

test('what is no name and no type in a record reaches no command line', async () => {
  const [record, pod] = run('00000001', { kept: true });
  const written = {
    id: '00000001',
    namespaces: ['--all', 'Kube System', 'default'],
    ownNamespaces: ['--all'],
    types: ['--all', 'nodes', 'Pod.v1.', '*'],
    graceSeconds: 1e9,
  };
  cluster.add({ ...record, data: { run: JSON.stringify(written) } }, pod);
  await removeRecordedRuns({ ids: ['00000001'] });
  expect(cluster.titles).toEqual([]);
  expect(cluster.calls.filter(([, verb]) => verb === 'delete')).toEqual([
    [
      ...['--context=kind-kind', 'delete', 'Pod.v1.', '--namespace=default', '--selector=cdk8s-sidecars.run=00000001'],
      ...['--ignore-not-found', '--wait=true', '--timeout=3660s'],
    ],
    [
      ...['--context=kind-kind', 'delete', 'configmaps', '--namespace=default'],
      ...['--selector=cdk8s-sidecars.record=00000001', '--ignore-not-found', '--wait=true', '--timeout=60s'],
    ],
  ]);
});
