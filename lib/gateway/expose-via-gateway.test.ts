import { App, Chart, Testing } from 'cdk8s';
import { crdErrors } from '../../test/crds';
import { OWN } from '../../test/pods';
import { manifestOf, manifestsOf, messageOf } from '../../test/synth';
import { WORKLOADS } from '../../test/workloads';
import {
  AdapterSource,
  HttpRouteFilter,
  SidecarDaemonSet,
  SidecarDeployment,
  SidecarPod,
  SidecarStatefulSet,
} from '..';

type Exposed = SidecarPod | SidecarDeployment | SidecarStatefulSet | SidecarDaemonSet;

const GATEWAYS = [{ name: 'public', namespace: 'gateways' }];

describe.each(['Pod', 'Deployment', 'StatefulSet', 'DaemonSet'] as const)('a %s', (kind) => {
  let chart: Chart;
  let workload: Exposed;

  beforeEach(() => {
    chart = new Chart(new App(), 'site', { namespace: 'site' });
    const main = { name: 'app', image: OWN, portNumber: 8080 };
    workload = WORKLOADS[kind](chart, 'web', { metadata: { name: 'web' }, main });
  });

  test('is led to by a route, via a Service', () => {
    const route = workload.exposeViaGateway({
      name: 'site',
      gateways: GATEWAYS,
      hosts: ['example.com'],
      matches: [{ path: '/a' }],
      filters: [HttpRouteFilter.rewrite({ prefix: '/' })],
      ports: [{ port: 80, targetPort: 8080 }],
    });
    const manifest = manifestOf(route);
    expect(manifest.metadata).toEqual({ name: 'site', namespace: 'site' });
    expect(manifest.spec).toEqual({
      parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', ...GATEWAYS[0] }],
      hostnames: ['example.com'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/a' } }],
          filters: [
            { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } },
          ],
          backendRefs: [{ group: '', kind: 'Service', name: 'site', port: 80, weight: 1 }],
        },
      ],
    });
    expect(crdErrors(manifest)).toEqual([]);
    const service = manifestsOf(chart, 'Service').find(({ metadata }) => metadata.name === 'site');
    expect(service.spec.ports).toMatchObject([{ port: 80, targetPort: 8080 }]);
  });

  test('is led to at the port of its main container where an adapter has one too', () => {
    const reads = AdapterSource.fromLocalhost(workload.main.localhost());
    workload.addAdapter({ name: 'metrics', image: OWN, portNumber: 9113, reads });
    const { rules } = manifestOf(workload.exposeViaGateway({ gateways: GATEWAYS })).spec;
    expect(rules[0].backendRefs).toMatchObject([{ port: 8080 }]);
    expect(rules[0].matches).toEqual([{ path: { type: 'PathPrefix', value: '/' } }]);
  });

  test('gets more rules by its route', () => {
    const other = WORKLOADS.Deployment(chart, 'other', { main: { image: OWN, portNumber: 80 } });
    const service = other.exposeViaService({ name: 'other' });
    const route = workload.exposeViaGateway({ name: 'site', gateways: GATEWAYS });
    route.addRule({ matches: [{ path: '/other' }], backends: [{ service }] });
    expect(manifestOf(route).spec.rules.map(({ backendRefs }: { backendRefs: object[] }) => backendRefs)).toMatchObject(
      [[{ name: 'site', port: 8080 }], [{ name: 'other', port: 80 }]],
    );
  });

  test('is refused without Gateways', () => {
    const where = `${kind} web (site/web)`;
    expect(messageOf(() => workload.exposeViaGateway(undefined as never))).toBe(
      `${where}: it has no properties. A route names the Gateways that take it over. Fix: pass { gateways: [{ name: ` +
        "'public' }] }.",
    );
    expect(messageOf(() => workload.exposeViaGateway({} as never))).toContain(`${where}: gateways is undefined.`);
    expect(Testing.synth(chart).some(({ metadata }) => metadata.name === 'site')).toBe(false);
  });
});
