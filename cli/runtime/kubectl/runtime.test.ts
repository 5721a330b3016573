import { kubeconfig, setOf, useFakeCluster } from '../../../test/fake-cluster';
import { UsageError } from '../../failure';
import { RuntimeFailure, Step } from '../runtime';
import { KubectlOptions, KubectlRuntime } from './runtime';

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: { containers: [{ name: 'app', image: 'example.com/app:1' }] },
};
const SERVICE = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: { app: 'web' } } };
const SECRET = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'login' }, stringData: { password: 'hunter22' } };
const SET = setOf(POD, SERVICE, SECRET);

const CONTEXT = '--context=kind-kind';
const APPLY = ['apply', '--server-side', '--field-manager=cdk8s-sidecars', '--filename=-'];

// Each call is a process.
jest.setTimeout(60_000);

const cluster = useFakeCluster();
let steps: { what: string; command: string | undefined }[];

beforeEach(() => {
  steps = [];
});

const step: Step = (what, command, run) => {
  steps.push({ what, command });
  return run();
};

function runtime(options: Partial<KubectlOptions> = {}): KubectlRuntime {
  return new KubectlRuntime({ assumeYes: false, ask: () => Promise.reject(new UsageError('nobody')), ...options });
}

function start(on: KubectlRuntime, set = SET, signal = new AbortController().signal) {
  return on.start({ ...set, step, signal });
}

function deletion(types: string, ...rest: string[]): string[] {
  return [CONTEXT, 'delete', types, ...rest, '--ignore-not-found', '--wait=true'];
}

test('starts a set, and removes it', async () => {
  const on = runtime();
  const [pod] = await start(on);
  const label = `--selector=cdk8s-sidecars.run=${on.run}`;
  expect(pod.name).toBe('web');
  expect(cluster.calls).toEqual([
    ['config', 'view', '--output=json'],
    [CONTEXT, 'get', '--ignore-not-found', '--filename=-', '--output=json'],
    [CONTEXT, ...APPLY, '--dry-run=server'],
    [CONTEXT, 'create', '--field-manager=cdk8s-sidecars', '--filename=-', '--output=json'],
    [CONTEXT, ...APPLY, '--output=json'],
  ]);
  expect(cluster.titles).toEqual([
    `ConfigMap default/cdk8s-sidecars-${on.run}`,
    'Secret default/login',
    'Service default/web',
    'Pod default/web',
  ]);
  expect(cluster.objects.slice(3).map(({ metadata }) => metadata.labels)).toEqual([
    { 'cdk8s-sidecars.run': on.run },
    { 'cdk8s-sidecars.run': on.run },
    { app: 'web', 'cdk8s-sidecars.run': on.run },
  ]);
  expect(steps).toEqual([
    {
      what: 'nothing of it is in the cluster yet',
      command: `kubectl ${CONTEXT} get --ignore-not-found --filename=-`,
    },
    {
      what: 'the cluster would take all of it',
      command: `kubectl ${[CONTEXT, ...APPLY].join(' ')} --dry-run=server`,
    },
    { what: '3 objects applied', command: `kubectl ${[CONTEXT, ...APPLY].join(' ')}` },
    { what: 'the Pods are there', command: `kubectl ${CONTEXT} --namespace=default get pods ${label}` },
  ]);
  cluster.answer();
  await Promise.all([on.remove(), on.remove()]);
  await on.remove();
  const record = `--selector=cdk8s-sidecars.record=${on.run}`;
  expect(cluster.calls).toEqual([
    [...deletion('Pod.v1.', '--namespace=default', label), '--timeout=90s'],
    [...deletion('Secret.v1.,Service.v1.', '--namespace=default', label), '--timeout=90s'],
    [...deletion('configmaps', '--namespace=default', record), '--timeout=60s'],
  ]);
  expect(cluster.titles).toEqual([]);
});

test('what makes Pods goes first, and what they use stays until they have ended', async () => {
  const grace = { ...POD.spec, terminationGracePeriodSeconds: 100 };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: grace },
    },
  };
  const on = runtime();
  await start(on, setOf(SERVICE, deployment, POD));
  cluster.answer();
  await on.remove();
  expect(cluster.calls.map(([, , types]) => types)).toEqual([
    'Deployment.v1.apps',
    'Pod.v1.',
    'Service.v1.',
    'configmaps',
  ]);
  expect(cluster.calls[0]).toEqual(expect.arrayContaining(['--cascade=foreground', '--timeout=160s']));
  expect(cluster.titles).toEqual([]);
});

test('a namespace of its own is made, waited for, and deleted', async () => {
  const on = runtime({ ownNamespace: true });
  await start(on, setOf({ ...POD, metadata: { name: 'web', namespace: 'shop' } }));
  const name = `sidecars-verify-${on.run}`;
  expect(cluster.calls.map((call) => call.find((word) => ['create', 'apply', 'get'].includes(word)))).toEqual([
    undefined,
    'get',
    'create',
    'get',
    'apply',
    'create',
    'apply',
  ]);
  expect(cluster.titles).toEqual([
    `Namespace ${name}`,
    `ServiceAccount ${name}/default`,
    `ConfigMap ${name}/cdk8s-sidecars-${on.run}`,
    `Pod ${name}/web`,
  ]);
  cluster.answer();
  await on.remove();
  expect(cluster.calls.map(([, , types]) => types)).toEqual(['Pod.v1.', 'namespaces']);
  expect(cluster.titles).toEqual([]);
});

test('namespaces of the set are made first, and belong to the run', async () => {
  const on = runtime();
  const shop = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'a' } } };
  await start(on, setOf({ ...POD, metadata: { name: 'web', namespace: 'shop' } }, shop));
  expect(cluster.objects.find(({ metadata }) => metadata.name === 'shop')?.metadata.labels).toEqual({
    team: 'a',
    'cdk8s-sidecars.run': on.run,
    'cdk8s-sidecars.record': on.run,
  });
  await on.remove();
  expect(cluster.titles).toEqual([]);
});

describe('nothing is applied', () => {
  afterEach(() => {
    expect(cluster.titles.filter((title) => !title.startsWith('Service default/web'))).toEqual([]);
    expect(cluster.calls.flat()).not.toContain('delete');
  });

  test('to a context that there is not', async () => {
    const on = runtime({ context: 'kind-kidn' });
    const message = 'your kubeconfig has no context "kind-kidn"; did you mean "kind-kind"?; there are "kind-kind"';
    await expect(on.version()).rejects.toThrow(new UsageError(message));
    await expect(start(on)).rejects.toThrow(UsageError);
    await on.remove();
    expect(cluster.calls).toEqual([['config', 'view', '--output=json']]);
  });

  test('over what somebody else has there', async () => {
    cluster.add({ ...SERVICE, metadata: { name: 'web', namespace: 'default' } });
    const on = runtime();
    await expect(start(on)).rejects.toThrow(
      new UsageError(
        'in the cluster already, and not made by this run: Service default/web; use --own-namespace, or another --namespace',
      ),
    );
    await on.remove();
  });

  test('over what another run has left', async () => {
    const labels = { 'cdk8s-sidecars.run': '0badcafe' };
    cluster.add({ ...SERVICE, metadata: { name: 'web', namespace: 'default', labels } });
    await expect(start(runtime())).rejects.toThrow(
      'Service default/web; run 0badcafe left some of it: "sidecars down --runtime kubectl" removes what was kept',
    );
  });

  test('that the cluster does not take', async () => {
    const stderr =
      'Warning: would violate PodSecurity "restricted:latest"\n' +
      'Error from server (Forbidden): pods "web" is forbidden: user "anna" cannot patch, password hunter22\n';
    cluster.answer({ args: APPLY, stderr, exitCode: 1 });
    const on = runtime();
    await expect(start(on)).rejects.toThrow(
      new RuntimeFailure(
        'kubectl apply: Error from server (Forbidden): pods "web" is forbidden: user "anna" cannot patch, password ***',
      ),
    );
    await on.remove();
  });

  test('that contradicts the options', async () => {
    const placed = setOf({ ...POD, metadata: { name: 'web', namespace: 'shop' } });
    await expect(start(runtime({ namespace: 'other' }), placed)).rejects.toThrow(
      'Pod shop/web says its namespace, which is not that of --namespace other; leave the option out, or use --own-namespace',
    );
    expect(() => runtime({ namespace: 'other', ownNamespace: true })).toThrow('either --namespace or --own-namespace');
  });

  test('after it was interrupted', async () => {
    const controller = new AbortController();
    controller.abort(new Error('interrupted'));
    await expect(start(runtime(), SET, controller.signal)).rejects.toThrow('interrupted');
  });
});

test('somebody has to agree to a cluster that is not local, once', async () => {
  cluster.set({ config: kubeconfig('prod', 'https://203.0.113.7:6443') });
  const question =
    'Context "prod" (https://203.0.113.7:6443) is not known to be a cluster on this machine. Apply to it?';
  const ask = jest.fn(() => Promise.resolve(false));
  const refused = runtime({ ask });
  await expect(start(refused)).rejects.toThrow(new UsageError('nothing was applied to context "prod"'));
  expect(ask).toHaveBeenCalledWith(question);
  await expect(start(runtime())).rejects.toThrow('nobody');
  expect(cluster.titles).toEqual([]);

  const yes = jest.fn(() => Promise.resolve(true));
  for (const on of [runtime({ ask: yes }), runtime({ ask: yes }), runtime({ assumeYes: true })]) {
    await start(on);
    await on.remove();
  }
  expect(yes).toHaveBeenCalledTimes(1);
});

test('a claim that a StatefulSet would take is not written on', async () => {
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data-db-1', namespace: 'default' },
  };
  cluster.add(claim);
  const spec = { replicas: 2, template: { spec: POD.spec }, volumeClaimTemplates: [{ metadata: { name: 'data' } }] };
  const set = setOf({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' }, spec });
  await expect(start(runtime(), set)).rejects.toThrow('PersistentVolumeClaim default/data-db-1');
});

test('every call goes to the context that was current at first', async () => {
  const ask = () => Promise.resolve(false);
  const first = runtime({ ask });
  expect(await first.version()).toBe('kubectl 1.31.9, Kubernetes 1.31.0 (context kind-kind)');
  const other = kubeconfig('kind-other');
  const both = ['clusters', 'contexts'].map((key) => [key, [kubeconfig('kind-kind')[key], other[key]].flat()]);
  cluster.set({ config: { ...other, ...Object.fromEntries(both) } });
  const next = runtime({ ask });
  for (const on of [first, next]) {
    await start(on);
    await on.remove();
  }
  const contexts = cluster.calls.filter(([first]) => first !== 'config').map(([first]) => first);
  expect(new Set(contexts)).toEqual(new Set([CONTEXT]));
});

describe('removal', () => {
  test('of what was applied until the cluster refused the rest', async () => {
    cluster.set({ stopAfter: 2, stopWith: 'Error from server (InternalError): failed calling webhook "x"' });
    const on = runtime();
    // The dry run goes through the same webhooks, but not at the same moment.
    cluster.answer({ args: [...APPLY, '--dry-run=server'] });
    await expect(start(on)).rejects.toThrow(
      'kubectl apply: Error from server (InternalError): failed calling webhook "x"',
    );
    expect(cluster.titles.slice(1)).toEqual(['Secret default/login', 'Service default/web']);
    await on.remove();
    expect(cluster.titles).toEqual([]);
  });

  test('while it is applied: what is being stored is stored, then removed', async () => {
    cluster.set({ slow: { apply: 1.5 } });
    const controller = new AbortController();
    const on = runtime();
    const started = start(on, SET, controller.signal);
    const failed = expect(started).rejects.toThrow('interrupted');
    await until(() => cluster.titles.includes('Pod default/web'));
    controller.abort(new Error('interrupted'));
    await on.remove();
    await failed;
    expect(cluster.titles).toEqual([]);
  });

  test.each(['config', 'get', 'dry-run', 'create'])('during "%s", without being told to stop before', async (call) => {
    cluster.set({ slow: { [call]: 1 } });
    const on = runtime({ ownNamespace: true });
    const started = start(on).catch((error: unknown) => error);
    await until(() => cluster.calls.flat().some((word) => word.includes(call)));
    await on.remove();
    expect(await started).toEqual(new RuntimeFailure('it is removed'));
    expect(cluster.titles).toEqual([]);
  });

  test('goes on after a failure, says it, and can be tried again', async () => {
    const on = runtime();
    await start(on);
    const refused = 'Error from server (Forbidden): pods is forbidden: User "anna" cannot delete resource "pods"\n';
    cluster.answer({ args: ['delete', 'Pod.v1.'], stderr: refused, exitCode: 1 });
    await expect(on.remove()).rejects.toThrow(
      new RuntimeFailure(`not everything of run ${on.run} is removed:\nkubectl delete: ${refused.trim()}`),
    );
    expect(cluster.titles).toEqual([`ConfigMap default/cdk8s-sidecars-${on.run}`, 'Pod default/web']);
    cluster.answer();
    await on.remove();
    expect(cluster.titles).toEqual([]);
  });

  test('leaves what others have', async () => {
    const on = runtime();
    await start(on);
    const labels = { 'cdk8s-sidecars.run': '0badcafe' };
    cluster.add({ ...POD, metadata: { name: 'other', namespace: 'default', labels } }, SERVICE);
    await on.remove();
    expect(cluster.titles).toEqual(['Pod default/other', 'Service web']);
  });
});

test('what is kept is marked, and the way to it is told', async () => {
  const on = runtime();
  await start(on);
  expect(await on.keep()).toEqual([
    `kubectl --context=kind-kind --namespace=default get all --selector=cdk8s-sidecars.run=${on.run}`,
    'kubectl --context=kind-kind --namespace=default logs web -c app',
    `sidecars down --context kind-kind --namespace default --run ${on.run}`,
  ]);
  const record = cluster.objects.find(({ kind }) => kind === 'ConfigMap');
  expect(record?.metadata.labels).toEqual({ 'cdk8s-sidecars.record': on.run, 'cdk8s-sidecars.kept': 'true' });
  expect(cluster.objects).toHaveLength(6);
  await on.remove();
  expect(cluster.titles).toEqual([]);
});

test('nothing is kept that was never started', async () => {
  expect(await runtime().keep()).toEqual([]);
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
}
