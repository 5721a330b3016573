import { App, Testing } from 'cdk8s';
import { Manifest } from '../../test/synth';
import { SharedVolumeHardened } from './shared-volume-hardened';

const [pod] = Testing.synth(new SharedVolumeHardened(new App(), 'hardened')) as [Manifest];
const [nginx] = pod.spec.containers;
const [writer] = pod.spec.initContainers;

const mounts = (container: Manifest) =>
  Object.fromEntries(container.volumeMounts.map(({ mountPath, ...mount }: Manifest) => [mountPath, mount]));

test('has the names of the lesson', () => {
  expect(pod.metadata.name).toBe('multi-container-pod');
  expect([nginx.name, writer.name]).toEqual(['container-1', 'container-2']);
});

test('starts nginx only when there is something to serve', () => {
  expect(writer.restartPolicy).toBe('Always');
  expect(writer.startupProbe).toEqual({
    exec: { command: ['test', '-s', '/content/index.html'] },
    periodSeconds: 1,
    failureThreshold: 30,
  });
});

test('lets the writer write and nginx only read', () => {
  expect(mounts(writer)['/content']).toEqual({ name: 'nginx-content' });
  expect(mounts(nginx)['/usr/share/nginx/html']).toEqual({ name: 'nginx-content', readOnly: true });
  expect(pod.spec.volumes[0]).toEqual({ name: 'nginx-content', emptyDir: { sizeLimit: '16Mi' } });
});

test('tells whether nginx serves', () => {
  expect(nginx.readinessProbe).toMatchObject({ httpGet: { path: '/', port: 80 }, periodSeconds: 5 });
});

test('limits memory and disk of both, and leaves room for what the writer writes', () => {
  const limits = [nginx, writer].map(({ resources }) => Object.keys(resources.limits).sort());
  expect(limits).toEqual([
    ['ephemeral-storage', 'memory'],
    ['ephemeral-storage', 'memory'],
  ]);
  expect(writer.resources.requests['ephemeral-storage']).toBe('32Mi');
});

test('pins the versions of its images', () => {
  for (const { image } of [nginx, writer]) expect(image).toMatch(/^[a-z]+:\d+\.\d+/);
});
