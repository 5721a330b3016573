import { Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { idle, sidecarPod } from '../../test/pods';
import { containerOf, manifestOf } from '../../test/synth';
import { AdapterSource, Endpoint, SharedContentVolume, SidecarDeployment, SidecarPod } from '..';

const main = { ...idle, name: 'app', portNumber: 8080 };
const adapter = { ...idle, name: 'metrics', portNumber: 9113 };

function podWith(more: Partial<ConstructorParameters<typeof SidecarPod>[2]> = {}): SidecarPod {
  return sidecarPod({ main, ...more });
}

function readsMain(pod: SidecarPod): AdapterSource {
  return AdapterSource.fromLocalhost(pod.main.localhost());
}

test('an adapter is a sidecar with a port of its own', () => {
  const pod = podWith();
  pod.addAdapter({ ...adapter, reads: readsMain(pod) });
  expect(containerOf(pod, 'metrics')).toMatchObject({ restartPolicy: 'Always', ports: [{ containerPort: 9113 }] });
  expect(manifestOf(pod).metadata.annotations).toEqual({ 'kubectl.kubernetes.io/default-container': 'app' });
});

test('an adapter that reads a shared volume is a reader of it', () => {
  const pod = podWith();
  const logs = SharedContentVolume.fromEmptyDir(pod, 'logs');
  logs.addWriter(pod.main, '/var/log/app');
  pod.addAdapter({ ...adapter, reads: AdapterSource.fromVolume(logs, '/logs') });
  expect(containerOf(pod, 'metrics').volumeMounts).toContainEqual({ name: 'logs', mountPath: '/logs', readOnly: true });
});

test('the path to scrape is told to Prometheus on the Pod', () => {
  const pod = podWith();
  pod.addAdapter({ ...adapter, reads: readsMain(pod), scrapePath: '/metrics' });
  expect(manifestOf(pod).metadata.annotations).toEqual({
    'kubectl.kubernetes.io/default-container': 'app',
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': '9113',
    'prometheus.io/path': '/metrics',
  });
});

test('in a workload the annotations are on the template of its Pods', () => {
  const web = new SidecarDeployment(Testing.chart(), 'web', { main });
  web.addAdapter({ ...adapter, reads: AdapterSource.fromLocalhost(web.main.localhost()), scrapePath: '/metrics' });
  const { metadata, spec } = manifestOf(web);
  expect(metadata.annotations).toBeUndefined();
  expect(spec.template.metadata.annotations['prometheus.io/port']).toBe('9113');
});

test('a Pod has room for one path to scrape', () => {
  const message =
    'a scrapePath is given, and the Pod has the annotation prometheus.io/scrape already. The prometheus.io annotations ' +
    'hold one port and path per Pod, which another adapter or its metadata has set. Fix: leave scrapePath out here and ' +
    'let a PodMonitor scrape it.';
  const pod = podWith();
  const scraped = { ...adapter, reads: readsMain(pod), scrapePath: '/metrics' };
  pod.addAdapter(scraped);
  expect(() => pod.addAdapter({ ...scraped, name: 'more', portNumber: 9114 })).toThrow(
    new Error(`Pod web (test/pod), container "more": ${message}`),
  );
  const annotated = podWith({ metadata: { name: 'web', annotations: { 'prometheus.io/scrape': 'false' } } });
  expect(() => annotated.addAdapter({ ...adapter, reads: readsMain(annotated), scrapePath: '/metrics' })).toThrow(
    new Error(`Pod web (test/pod), container "metrics": ${message}`),
  );
});

test('an adapter without a port is refused', () => {
  const pod = podWith();
  expect(() => pod.addAdapter({ ...idle, name: 'metrics', reads: readsMain(pod) })).toThrow(
    new Error(
      'Pod web (test/pod), container "metrics": the adapter has no port. An adapter offers what it reads to the outside ' +
        'on a port of its own. Fix: pass portNumber or ports, or use addSidecar for a helper that offers nothing.',
    ),
  );
});

test('an adapter of something in another Pod is refused', () => {
  const other = sidecarPod({ main: { ...idle, portNumber: 8081 } });
  expect(() => podWith().addAdapter({ ...adapter, reads: readsMain(other) })).toThrow(
    new Error(
      'Pod web (test/pod), container "metrics": nothing in this Pod listens on 127.0.0.1:8081, which the adapter is to ' +
        'read. On localhost an adapter reaches only the containers of its own Pod. Fix: pass the address that ' +
        'localhost() of the main container gives.',
    ),
  );
});

test('an address on another host is no source for an adapter', () => {
  expect(() => AdapterSource.fromLocalhost(Endpoint.of('app.example.com', 8080))).toThrow(
    new Error(
      'AdapterSource.fromLocalhost: app.example.com:8080 is not an address on localhost. An adapter reads a container ' +
        'of its own Pod. Fix: pass the address that localhost() of the container gives, or use addSidecar for a helper ' +
        'that dials others.',
    ),
  );
});

test.each(['localhost', '127.0.0.1'])('%s is localhost', (host) => {
  const pod = podWith();
  pod.addAdapter({ ...adapter, reads: AdapterSource.fromLocalhost(Endpoint.of(host, 8080)) });
  expect(pod.initContainers).toHaveLength(1);
});

test('an adapter can read a port on 127.0.0.1', () => {
  const pod = sidecarPod({ main: { ...idle, name: 'app', loopbackPorts: [{ number: 8081 }] } });
  pod.addAdapter({ ...adapter, reads: readsMain(pod), readiness: kplus.Probe.fromHttpGet('/metrics') });
  expect(containerOf(pod, 'metrics').readinessProbe.httpGet.port).toBe(9113);
});
