import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { brief, BUSYBOX, idle, NGINX, OWN, sidecarPod, UNKNOWN } from '../../test/pods';
import { containerOf, podSpecOf } from '../../test/synth';
import { PodContainer, SecurityProfile } from '..';

test('addContainer adds a main container', () => {
  const pod = sidecarPod();
  const second: kplus.Container = pod.addContainer({ ...idle, name: 'second', portNumber: 8080 });
  second.addPort({ number: 8081 });
  expect(pod.containers).toEqual([pod.main, second]);
  expect(containerOf(pod, 'second').ports).toEqual([{ containerPort: 8080 }, { containerPort: 8081 }]);
});

test('addInitContainer adds an init container, named as cdk8s-plus does', () => {
  const pod = sidecarPod();
  pod.addInitContainer(brief);
  pod.addInitContainer({ ...brief, name: 'named' });
  pod.addInitContainer(brief);
  expect(pod.initContainers.map(({ name }) => name)).toEqual(['init-0', 'named', 'init-2']);
});

test.each(['readiness', 'liveness', 'startup'])('an init container with a %s probe is refused', (kind) => {
  const probe = { [kind]: kplus.Probe.fromCommand(['true']) };
  expect(() => sidecarPod().addInitContainer({ ...brief, ...probe })).toThrow(
    new Error(
      `Pod web (test/pod), container "init-0": an init container has a ${kind} probe. Init containers run to their end, ` +
        'so the API server rejects probes on them. Fix: leave the probe out, or use addSidecar for a container that ' +
        'keeps running.',
    ),
  );
});

test.each(['postStart', 'preStop'])('so is one with a %s hook', (kind) => {
  const lifecycle = { [kind]: kplus.Handler.fromCommand(['true']) };
  expect(() => sidecarPod().addInitContainer({ ...brief, lifecycle })).toThrow(
    new Error(
      `Pod web (test/pod), container "init-0": an init container has a ${kind} hook. Init containers run to their end, ` +
        'so the API server rejects hooks on them. Fix: leave the hook out, or use addSidecar for a container that ' +
        'keeps running.',
    ),
  );
});

describe('a container that cdk8s-plus made', () => {
  test('keeps what it says', () => {
    const pod = sidecarPod();
    const raw = new kplus.Container({
      name: 'raw',
      image: UNKNOWN,
      command: ['serve'],
      args: ['--fast'],
      workingDir: '/srv',
      imagePullPolicy: kplus.ImagePullPolicy.NEVER,
      envVariables: { A: kplus.EnvValue.fromValue('1') },
      portNumber: 8080,
      readiness: kplus.Probe.fromHttpGet('/ready'),
      liveness: kplus.Probe.fromHttpGet('/live'),
      startup: kplus.Probe.fromHttpGet('/start'),
      lifecycle: { preStop: kplus.Handler.fromCommand(['stop']) },
      securityContext: { user: 1000 },
    });
    pod.attachContainer(raw);
    const probe = (path: string) => ({ httpGet: { path, port: 8080, scheme: 'HTTP' }, failureThreshold: 3 });
    expect(containerOf(pod, 'raw')).toMatchObject({
      image: UNKNOWN,
      command: ['serve'],
      args: ['--fast'],
      workingDir: '/srv',
      imagePullPolicy: 'Never',
      env: [{ name: 'A', value: '1' }],
      ports: [{ containerPort: 8080 }],
      readinessProbe: probe('/ready'),
      livenessProbe: probe('/live'),
      startupProbe: probe('/start'),
      lifecycle: { preStop: { exec: { command: ['stop'] } } },
      resources: { requests: { cpu: '1000m', memory: '512Mi' }, limits: { cpu: '1500m', memory: '2Gi' } },
      securityContext: { runAsUser: 1000, runAsNonRoot: true, readOnlyRootFilesystem: true },
    });
  });

  test('that says nothing runs like any other', () => {
    const pod = sidecarPod();
    pod.attachContainer(new kplus.Container({ name: 'raw', image: NGINX }));
    const { securityContext, volumeMounts } = containerOf(pod, 'raw');
    expect(securityContext).toMatchObject({ runAsUser: 101, readOnlyRootFilesystem: true });
    expect(volumeMounts.map(({ mountPath }: kplus.k8s.VolumeMount) => mountPath)).toEqual(['/var/cache/nginx', '/run']);
  });

  test('needs a user as any other', () => {
    const raw = new kplus.Container({ name: 'raw', image: UNKNOWN });
    expect(() => sidecarPod().attachContainer(raw)).toThrow('as which user image');
    const stock = sidecarPod({ securityProfile: SecurityProfile.STOCK });
    stock.attachContainer(raw);
    expect(stock.containers).toContain(raw);
  });

  test('needs a name of its own', () => {
    const raw = new kplus.Container({ name: 'app', image: BUSYBOX });
    expect(() => sidecarPod().attachContainer(raw)).toThrow('there are two containers named "app".');
  });

  test('can be mounted to before and after', () => {
    const pod = sidecarPod();
    const raw = new kplus.Container({ name: 'raw', image: OWN });
    const [before, after] = ['before', 'after'].map((name) => kplus.Volume.fromEmptyDir(pod, name, name));
    raw.mount('/before', before);
    pod.attachContainer(raw);
    raw.mount('/tmp', after);
    expect(containerOf(pod, 'raw').volumeMounts).toEqual([
      { name: 'before', mountPath: '/before' },
      { name: 'after', mountPath: '/tmp' },
    ]);
    expect(podSpecOf(pod).volumes).toContainEqual({ name: 'after', emptyDir: {} });
  });
});

test('a container of another of our Pods cannot be attached', () => {
  const pod = sidecarPod();
  const other = sidecarPod({}, new Chart(Chart.of(pod), 'other'));
  const error = new Error(
    'Pod web (test/other/pod), container "app": the container belongs to Pod web (test/pod). Its ports, mounts and ' +
      'defaults are those of that Pod. Fix: add a container to this Pod with the same properties.',
  );
  expect(pod.main).toBeInstanceOf(PodContainer);
  expect(() => other.attachContainer(pod.main)).toThrow(error);
});
