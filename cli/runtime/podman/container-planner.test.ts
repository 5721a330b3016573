import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManifestSet } from '../../../lib/model/manifest-set';
import { podOf, Spec } from '../../../test/manifest-pods';
import { Configuration } from './configuration';
import { ContainerPlanner } from './container-planner';
import { identityOf } from './identity';
import { HostCommands } from './machine';
import { Podman } from './podman';
import { PodVolumes } from './volumes/pod-volumes';

const NODE = { name: 'node', address: '192.0.2.1', cores: 4, memory: 8 * 2 ** 30 };
const folder = mkdtempSync(join(tmpdir(), 'planner-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;

async function plan(data: Spec, spec: Spec = {}, user = '') {
  const pod = podOf({ ...spec, containers: [data] });
  const facts = { pod, identity: identityOf(pod.workload), address: undefined, node: NODE };
  const configuration = new Configuration(new ManifestSet([]), 'shop');
  const own = join(folder, String(count++));
  mkdirSync(own);
  const volumes = new PodVolumes(pod, join(own, 'volumes'), new HostCommands(new Podman(), false));
  await volumes.make(configuration, facts);
  const machine = { version: '4.9.0', rootless: false, cgroupsV2: true, limits: [] };
  const planner = new ContainerPlanner(machine, volumes, {
    pod: 'run-web',
    podText: 'web_shop(uid)',
    folder: own,
    hooksFolder: '/hooks',
    labels: [],
    hostsFile: '/hosts',
    sources: () => Promise.resolve({ facts, configuration, links: [] }),
  });
  const image = { id: 'a1', user, stopSignal: undefined };
  const planned = await planner.plan(pod.regular[0], 2, { name: 'docker.io/library/busybox:1.36', image });
  const { args } = planned.call;
  const mounts = args.flatMap((arg, index) => (arg === '--volume' ? [args[index + 1]] : []));
  return { ...planned, own, mounts };
}

test('each start has a name and files of its own', async () => {
  const { name, own, logFile, mounts } = await plan({});
  expect(name).toBe('run-web-app-2');
  expect(logFile).toBe(join(own, 'app-2.log'));
  expect(mounts).toEqual([`/hosts:/etc/hosts:rw,z`, `${join(own, 'app-2.message')}:/dev/termination-log:rw,z`]);
});

test('any user of a container may leave a last word, and use its volumes', async () => {
  const before = process.umask(0o077);
  try {
    const volumeMounts = [{ name: 'data', mountPath: 'data' }];
    const { messageFile, mounts, own } = await plan(
      { volumeMounts, terminationMessagePath: '/data/end' },
      { volumes: [{ name: 'data', emptyDir: {} }] },
    );
    expect(statSync(messageFile).mode & 0o777).toBe(0o666);
    expect(statSync(join(own, 'volumes/data')).mode & 0o7777).toBe(0o777);
    expect(mounts).toContain(`${join(own, 'volumes/data')}:/data:rw,z`);
    expect(mounts).toContain(`${messageFile}:/data/end:rw,z`);
  } finally {
    process.umask(before);
  }
});

test('a Pod may have an /etc/hosts of its own', async () => {
  const volumeMounts = [{ name: 'data', mountPath: '/etc/hosts', readOnly: true }];
  const { mounts } = await plan({ volumeMounts }, { volumes: [{ name: 'data', emptyDir: {} }] });
  expect(mounts.filter((mount) => mount.includes(':/etc/hosts:'))).toHaveLength(1);
  expect(mounts[0]).toMatch(/:ro,z$/);
});

const volumes = [{ name: 'data', emptyDir: {} }];
const mounting = (data: Spec) => ({ volumeMounts: [{ name: 'data', mountPath: '/data', ...data }] });

test.each<[Spec, Spec, string]>([
  [{ securityContext: { runAsNonRoot: true } }, {}, 'container has runAsNonRoot and image will run as root'],
  [{ envFrom: [{ secretRef: { name: 'login' } }] }, {}, 'secret "login" not found'],
  [mounting({ subPathExpr: '$(NO)' }), { volumes }, 'missing value for NO'],
])('%j is no container', async (data, spec, message) => {
  await expect(plan(data, spec)).rejects.toMatchObject({
    reason: 'CreateContainerConfigError',
    message: expect.stringContaining(message) as unknown,
  });
});
