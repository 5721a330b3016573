import { findingsOf, placesOf } from '../../../test/checks';
import { sidecarDecidesReadiness as rule } from './sidecar-decides-readiness';

const readinessProbe = { httpGet: { path: '/', port: 9113 } };
const WEB = { name: 'web', image: 'nginx:1.27', ports: [{ name: 'http', containerPort: 80 }] };
const EXPORTER = {
  name: 'exporter',
  image: 'nginx/nginx-prometheus-exporter:1.5.3',
  ports: [{ name: 'metrics', containerPort: 9113 }],
  readinessProbe,
};

function manifests(spec: object, ...targets: (string | number)[]): string {
  const labels = { app: 'web' };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { template: { metadata: { labels }, spec } },
  };
  const services = targets.map((targetPort, index) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `web${index}` },
    spec: { selector: labels, ports: [{ port: 80, targetPort }] },
  }));
  return [deployment, ...services].map((object) => JSON.stringify(object)).join('\n---\n');
}

test('finds an exporter that decides for a web server', () => {
  const yaml = manifests({ containers: [WEB, EXPORTER] }, 'http');
  expect(placesOf(rule, yaml)).toEqual(['warning exporter spec.template.spec.containers[1].readinessProbe']);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: 'it only helps, and its readinessProbe counts for the Pod that Service "web0" leads to',
    fix: "remove exporter's readinessProbe, or make it a livenessProbe or startupProbe",
  });
});

test('finds it in a native sidecar', () => {
  const spec = { initContainers: [{ ...EXPORTER, restartPolicy: 'Always' }], containers: [WEB] };
  expect(placesOf(rule, manifests(spec, 80))).toEqual([
    'warning exporter spec.template.spec.initContainers[0].readinessProbe',
  ]);
});

test.each<[string, string]>([
  ['no Service leads to the Pod', manifests({ containers: [WEB, EXPORTER] })],
  ['a Service leads to the helper by name', manifests({ containers: [WEB, EXPORTER] }, 'http', 'metrics')],
  ['a Service leads to the helper by number', manifests({ containers: [WEB, EXPORTER] }, 80, 9113)],
  [
    'the helper has no readiness probe',
    manifests({ containers: [WEB, { ...EXPORTER, readinessProbe: undefined }] }, 'http'),
  ],
  ['the exporter is what the Pod is for', manifests({ containers: [EXPORTER] }, 80)],
  [
    'it is a proxy in the way of the requests',
    manifests({ containers: [WEB, { ...EXPORTER, image: 'envoyproxy/envoy:v1.31.0' }] }, 'http'),
  ],
])('is content where %s', (_, yaml) => expect(placesOf(rule, yaml)).toEqual([]));
