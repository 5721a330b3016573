import * as kplus from 'cdk8s-plus-28';
import { idle, NGINX, sidecarPod, UNKNOWN } from '../../test/pods';
import { containerOf, podSpecOf } from '../../test/synth';
import { PodDefaults, SecurityProfile } from '..';

const stock = { securityProfile: SecurityProfile.STOCK };

test('a STOCK Pod has nothing but what is said', () => {
  const pod = sidecarPod({ ...stock, podDefaults: PodDefaults.KUBERNETES, main: { name: 'nginx', image: NGINX } });
  pod.addSidecar({ name: 'app', image: UNKNOWN, portNumber: 81 });
  expect(podSpecOf(pod)).toEqual({
    containers: [{ name: 'nginx', image: NGINX }],
    initContainers: [{ name: 'app', image: UNKNOWN, ports: [{ containerPort: 81 }], restartPolicy: 'Always' }],
  });
});

test('what is said is there, and no more', () => {
  const pod = sidecarPod({
    ...stock,
    securityContext: { user: 1000 },
    main: { name: 'app', image: UNKNOWN, securityContext: { readOnlyRootFilesystem: true } },
  });
  expect(podSpecOf(pod).securityContext).toEqual({ runAsUser: 1000 });
  expect(containerOf(pod, 'app').securityContext).toEqual({ readOnlyRootFilesystem: true });
});

test('an image does not get the variables it would need without root', () => {
  const envVariables = { POSTGRES_HOST_AUTH_METHOD: kplus.EnvValue.fromValue('trust') };
  const pod = sidecarPod({ ...stock, main: { name: 'app', image: 'postgres:17', envVariables } });
  expect(containerOf(pod, 'app').env).toEqual([{ name: 'POSTGRES_HOST_AUTH_METHOD', value: 'trust' }]);
});

test('users that differ get no common group', () => {
  const pod = sidecarPod({ ...stock, main: { ...idle, name: 'app', securityContext: { user: 1 } } });
  const helper = pod.addSidecar({ ...idle, name: 'helper', securityContext: { user: 2 } });
  const volume = kplus.Volume.fromEmptyDir(pod, 'volume', 'volume');
  for (const container of [pod.main, helper]) container.mount('/data', volume);
  expect(podSpecOf(pod).securityContext).toBeUndefined();
});

describe('a STOCK container in a RESTRICTED Pod', () => {
  test('may run as the root that its image names', () => {
    const pod = sidecarPod();
    pod.addSidecar({ ...stock, name: 'nginx', image: NGINX });
    expect(containerOf(pod, 'nginx').securityContext).toEqual({ runAsNonRoot: false });
    expect(containerOf(pod, 'nginx').volumeMounts).toBeUndefined();
    expect(podSpecOf(pod).securityContext).toEqual({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
  });

  test('has the last word on that', () => {
    const pod = sidecarPod();
    pod.addSidecar({
      ...stock,
      name: 'nginx',
      image: NGINX,
      securityContext: { ensureNonRoot: true, user: 101 },
      writablePaths: ['/var/cache/nginx', '/run'],
    });
    expect(containerOf(pod, 'nginx').securityContext).toEqual({ runAsNonRoot: true, runAsUser: 101 });
  });
});
