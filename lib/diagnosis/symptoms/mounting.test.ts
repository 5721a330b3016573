import { event, live, running, waits } from '../../../test/live';
import { diagnose } from '../diagnose';

const APP = { name: 'web', image: 'example.com/app:1' };
const told = { web: waits('ContainerCreating') };
const mounted = (volume: object) => ({
  containers: [{ ...APP, volumeMounts: [{ name: 'v', mountPath: '/v' }] }],
  volumes: [{ name: 'v', ...volume }],
});

function unmounted(message: string, volume: object, reason = 'FailedMount') {
  const [found, ...others] = diagnose(live(mounted(volume), { told, events: [event(reason, message)] }));
  expect(others).toEqual([]);
  expect(found.container).toBeUndefined();
  return found;
}

test('a ConfigMap that is not there', () => {
  const message = 'MountVolume.SetUp failed for volume "v" : configmap "settings" not found';
  expect(unmounted(message, { configMap: { name: 'settings' } })).toEqual({
    kind: 'Pod',
    name: 'web',
    namespace: 'shop',
    state: 'ContainerCreating',
    cause: 'it mounts ConfigMap "settings", which is not in namespace "shop"',
    evidence: [`FailedMount (x5): ${message}`],
    rule: 'missing-reference',
    fix: 'make the ConfigMap there, or correct its name, or say optional: true',
    object: 'Pod web',
    path: 'spec.volumes[0].configMap.name',
  });
});

test.each([
  [
    'a Secret that is not there',
    'MountVolume.SetUp failed for volume "v" : secret "tls" not found',
    { secret: { secretName: 'tls' } },
    'missing-reference',
    'spec.volumes[0].secret.secretName',
  ],
  [
    'a key that is not there',
    'MountVolume.SetUp failed for volume "v" : configmap references non-existent config key: nginx.conf',
    {
      configMap: {
        name: 'conf',
        items: [
          { key: 'other', path: 'a' },
          { key: 'nginx.conf', path: 'b' },
        ],
      },
    },
    'missing-reference',
    'spec.volumes[0].configMap.items[1].key',
  ],
  [
    'a key of a Secret that is not there',
    'MountVolume.SetUp failed for volume "v" : references non-existent secret key: tls.key',
    { secret: { secretName: 'tls', items: [{ key: 'tls.key', path: 'b' }] } },
    'missing-reference',
    'spec.volumes[0].secret.items[0].key',
  ],
  [
    'a folder of the node that is none',
    'MountVolume.SetUp failed for volume "v" : hostPath type check failed: /data is not a directory',
    { hostPath: { path: '/data', type: 'Directory' } },
    undefined,
    'spec.volumes[0].hostPath',
  ],
  [
    'a volume that a time-out is told of only',
    'Unable to attach or mount volumes: unmounted volumes=[v], unattached volumes=[], failed to process volumes=[]: timed out waiting for the condition',
    { persistentVolumeClaim: { claimName: 'v' } },
    undefined,
    'spec.volumes[0]',
  ],
  [
    'a driver that is not there',
    'MountVolume.MountDevice failed for volume "v" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name ebs.csi.aws.com not found in the list of registered CSI drivers',
    { persistentVolumeClaim: { claimName: 'v' } },
    undefined,
    'spec.volumes[0]',
  ],
])('%s', (_, message, volume, rule, path) => {
  const found = unmounted(message, volume);
  expect([found.rule, found.path]).toEqual([rule, path]);
});

test('a volume of another node', () => {
  const message = 'Multi-Attach error for volume "pvc-1" Volume is already used by pod(s) web-6d4cf56db6-abcde';
  expect(unmounted(message, { persistentVolumeClaim: { claimName: 'v' } }, 'FailedAttachVolume')).toMatchObject({
    rule: 'claim-mounted-by-many',
  });
});

test('the reason is told rather than the time-out that follows from it', () => {
  const events = [
    event('FailedMount', 'MountVolume.SetUp failed for volume "v" : secret "tls" not found', { seconds: 60 }),
    event(
      'FailedMount',
      'Unable to attach or mount volumes: unmounted volumes=[v], unattached volumes=[], failed to process volumes=[]: timed out waiting for the condition',
      { seconds: 120 },
    ),
  ];
  expect(diagnose(live(mounted({ secret: { secretName: 'tls' } }), { told, events }))).toMatchObject([
    { rule: 'missing-reference' },
  ]);
});

test('an event of before the start is no trouble', () => {
  const events = [
    event(
      'FailedMount',
      'MountVolume.SetUp failed for volume "v" : failed to sync secret cache: timed out waiting for the condition',
    ),
  ];
  expect(
    diagnose(live(mounted({ secret: { secretName: 'tls' } }), { told: { web: { state: running() } }, events })),
  ).toEqual([]);
});

test('a network that cannot be made', () => {
  const message =
    'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "3f": plugin type="calico" failed (add): stat /var/lib/calico/nodename: no such file or directory';
  const events = [event('FailedCreatePodSandBox', message)];
  expect(diagnose(live({ containers: [APP] }, { told, events }))).toMatchObject([
    { state: 'ContainerCreating', cause: 'the node cannot make the network of the Pod' },
  ]);
});
