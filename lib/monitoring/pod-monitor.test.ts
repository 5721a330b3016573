import { App, Chart, Duration, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { crdErrors, withDefaults } from '../../test/crds';
import { OWN, sidecarPod } from '../../test/pods';
import { manifestOf, messageOf, podSpecOf } from '../../test/synth';
import { KINDS, WORKLOADS } from '../../test/workloads';
import {
  AdapterProps,
  AdapterSource,
  PodContainer,
  PodMonitor,
  PodMonitorEndpoint,
  PodMonitorProps,
  SidecarPod,
} from '..';

const METRICS = { ports: [{ number: 9113, name: 'metrics' }] };
const WHERE = 'PodMonitor web (test/monitor)';

let chart: Chart;
let pod: SidecarPod;

beforeEach(() => {
  chart = Testing.chart();
  pod = sidecarPod({ main: { name: 'app', image: OWN, portNumber: 8080 } }, chart);
});

function adapter(props: Partial<AdapterProps> = METRICS): PodContainer {
  const reads = AdapterSource.fromLocalhost(pod.main.localhost());
  return pod.addAdapter({ name: 'exporter', image: OWN, reads, ...props });
}

function monitor(...endpoints: PodMonitorEndpoint[]): PodMonitor {
  return new PodMonitor(chart, 'monitor', { metadata: { name: 'web' }, endpoints });
}

test('a monitor with as little as it takes', () => {
  const manifest = manifestOf(monitor({ container: adapter() }));
  const { labels } = manifestOf(pod).metadata;
  expect(manifest).toEqual({
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: { name: 'web' },
    spec: { selector: { matchLabels: labels }, podMetricsEndpoints: [{ port: 'metrics', path: '/metrics' }] },
  });
  expect(crdErrors(manifest)).toEqual([]);
  expect(withDefaults(manifest)).toEqual(manifest);
});

test('a monitor with all that it takes', () => {
  const ports = [
    { number: 9113, name: 'metrics' },
    { number: 9114, name: 'more' },
  ];
  const endpoint: Required<PodMonitorEndpoint> = {
    container: adapter({ ports }),
    portName: 'more',
    path: '/more',
    interval: Duration.seconds(30),
  };
  const props: Required<PodMonitorProps> = {
    metadata: { name: 'web', namespace: 'monitoring', labels: { team: 'web' } },
    labels: { release: 'prometheus' },
    endpoints: [endpoint, { ...endpoint, portName: 'metrics' }],
  };
  const manifest = manifestOf(new PodMonitor(chart, 'monitor', props));
  expect(manifest.metadata).toEqual({
    name: 'web',
    namespace: 'monitoring',
    labels: { team: 'web', release: 'prometheus' },
  });
  expect(manifest.spec.podMetricsEndpoints).toEqual([
    { port: 'more', path: '/more', interval: '30s' },
    { port: 'metrics', path: '/more', interval: '30s' },
  ]);
  expect(crdErrors(manifest)).toEqual([]);
});

test.each(KINDS)('it selects the Pods of a %s', (kind) => {
  const workload = WORKLOADS[kind](chart, 'workload', { main: { name: 'own', image: OWN, ...METRICS } });
  const { spec, metadata } = manifestOf(workload);
  const labels = (spec.jobTemplate?.spec.template ?? spec.template ?? { metadata }).metadata.labels;
  const { selector } = manifestOf(monitor({ container: workload.main })).spec;
  expect(labels).toMatchObject(selector.matchLabels);
  expect(podSpecOf(workload).containers[0].ports).toEqual([{ containerPort: 9113, name: 'metrics' }]);
});

test('it is in the namespace of the Pods, and looks for them there from another one', () => {
  chart = new Chart(new App(), 'site', { namespace: 'site' });
  pod = sidecarPod({ main: { name: 'app', image: OWN, portNumber: 8080 } }, chart);
  const container = adapter();
  const own = manifestOf(monitor({ container }));
  expect(own.metadata.namespace).toBe('site');
  expect(own.spec).not.toHaveProperty('namespaceSelector');
  const metadata = { name: 'elsewhere', namespace: 'monitoring' };
  const elsewhere = new PodMonitor(chart, 'elsewhere', { metadata, endpoints: [{ container }] });
  expect(manifestOf(elsewhere).spec.namespaceSelector).toEqual({ matchNames: ['site'] });
});

describe('it is refused', () => {
  const refusal = (...endpoints: PodMonitorEndpoint[]) => messageOf(() => monitor(...endpoints));

  test('for a port without a name', () => {
    expect(refusal({ container: adapter({ portNumber: 9113 }) })).toBe(
      `${WHERE}: port 9113 of container "exporter" has no name. A PodMonitor finds ports by their names. Fix: declare it with ` +
        "a name, as in ports: [{ number: 9113, name: 'metrics' }].",
    );
  });

  test('for a container without a port', () => {
    expect(refusal({ container: pod.addSidecar({ name: 'helper', image: OWN }) })).toContain(
      `${WHERE}: container "helper" has no port. A PodMonitor finds ports by their names.`,
    );
  });

  test('for a port on localhost', () => {
    const container = adapter({ portNumber: 9113, loopbackPorts: [{ number: 9114, name: 'admin' }] });
    expect(refusal({ container, portName: 'admin' })).toContain(
      `${WHERE}: port 9113 of container "exporter" has no name.`,
    );
  });

  test('for one of several ports', () => {
    const ports = [
      { number: 9113, name: 'metrics' },
      { number: 9114, name: 'more' },
      { number: 9115, name: 'udp', protocol: kplus.Protocol.UDP },
    ];
    const container = adapter({ ports });
    expect(refusal({ container })).toBe(
      `${WHERE}: which port of container "exporter" is meant is not said. It has ports named "metrics", "more". Fix: pass the ` +
        'name of one of them as portName.',
    );
  });

  test('for a port that there is not', () => {
    expect(refusal({ container: adapter(), portName: 'udp' })).toBe(
      `${WHERE}: container "exporter" has no TCP port named "udp" that listens for everybody. It has ports named "metrics". ` +
        'Fix: pass the name of one of them as portName.',
    );
  });

  test('for a name that two containers have', () => {
    pod.addSidecar({ name: 'other', image: OWN, ports: [{ number: 9200, name: 'metrics' }] });
    expect(refusal({ container: adapter() })).toBe(
      `${WHERE}: container "other" has a port named "metrics" too. Prometheus would scrape both. Fix: give one of the two ` +
        'ports another name.',
    );
  });

  test('for containers of two Pods', () => {
    const other = WORKLOADS.Deployment(chart, 'other', {
      metadata: { name: 'other' },
      main: { name: 'own', image: OWN, ...METRICS },
    });
    expect(refusal({ container: adapter() }, { container: other.main })).toBe(
      `${WHERE}: container "own" is of Deployment other (test/other), and others of Pod web (test/pod). A monitor selects the ` +
        'Pods of one workload. Fix: make a PodMonitor for each.',
    );
  });

  test('for a path that is none', () => {
    expect(refusal({ container: adapter(), path: 'metrics' })).toBe(
      `${WHERE}: the path of container "exporter" is "metrics". Paths start with "/". Fix: write it as /metrics.`,
    );
  });

  test('without endpoints', () => {
    expect(refusal()).toBe(
      'PodMonitor test/monitor: it has no endpoints. Nothing would be scraped. Fix: pass { endpoints: [{ container: adapter ' +
        '}] }.',
    );
  });

  test.each([
    [undefined, 'it has no properties. A monitor says what is scraped.'],
    [{}, 'endpoints is undefined. It has to be a list.'],
    [{ endpoints: ['exporter'] }, 'endpoints[0] is "exporter". It has to be an object.'],
    [{ endpoints: [{ container: 'exporter' }] }, 'endpoints[0].container is "exporter".'],
    [{ endpoints: [{ interval: 30 }] }, 'endpoints[0].interval is 30. It has to be a Duration of cdk8s.'],
    [{ endpoints: [{}], labels: 'release' }, 'labels is "release". It has to be an object.'],
  ])('with the properties %j', (props, message) => {
    expect(messageOf(() => new PodMonitor(chart, 'monitor', props as never))).toContain(
      `PodMonitor test/monitor: ${message}`,
    );
  });
});
