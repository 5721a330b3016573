import { App, Testing } from 'cdk8s';
import { ENVIRONMENTS } from '../environments';
import { dev } from '../environments/dev';
import { prod } from '../environments/prod';
import { End, isAllowed, podsOf } from '../test/reachability';
import { Manifest } from '../test/synth';
import { Web } from './web';

function render(environment: typeof dev) {
  const manifests: Manifest[] = Testing.synth(new Web(new App(), 'web', environment));
  return { all: manifests, one: (kind: string) => manifests.find((manifest) => manifest.kind === kind) };
}

describe.each(ENVIRONMENTS.map((environment) => [environment.name, environment] as const))(
  'web in %s',
  (_name, environment) => {
    const { all, one } = render(environment);
    const pod = one('Deployment').spec.template;
    const labels = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/managed-by': 'cdk8s' };

    test('has recommended labels on all objects and on the Pods, but not the one by which Argo CD tracks', () => {
      for (const { metadata } of [...all, pod]) {
        expect(metadata.labels).toMatchObject(labels);
        expect(metadata.labels).not.toHaveProperty(['app.kubernetes.io/instance']);
      }
    });

    test('is in a namespace that enforces the standard restricted', () => {
      expect(one('Namespace')).toEqual({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: environment.namespace,
          labels: { ...labels, 'pod-security.kubernetes.io/enforce': 'restricted' },
        },
        spec: {},
      });
      const others = all.filter(({ kind }) => kind !== 'Namespace').map(({ metadata }) => metadata.namespace);
      expect(new Set(others)).toEqual(new Set([environment.namespace]));
    });

    test('is served under its host', () => {
      expect(one('Ingress').spec.rules).toEqual([
        {
          host: environment.host,
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
          },
        },
      ]);
      expect(one('Service').spec.ports.map(({ name, port }: Manifest) => [name, port])).toEqual([
        ['http', 80],
        ['metrics', 9113],
      ]);
    });

    test('is nginx with a writer and a metrics adapter that start before it', () => {
      expect(pod.spec.containers.map(({ name }: Manifest) => name)).toEqual(['nginx']);
      expect(pod.spec.initContainers).toMatchObject([
        { name: 'content-writer', restartPolicy: 'Always', startupProbe: { exec: expect.any(Object) } },
        { name: 'metrics', restartPolicy: 'Always', args: ['--nginx.scrape-uri=http://127.0.0.1:8081/stub_status'] },
      ]);
    });

    test('is taken out of the Service before it stops', () => {
      const [nginx] = pod.spec.containers;
      expect(nginx.readinessProbe.httpGet).toMatchObject({ path: '/', port: 80 });
      expect(nginx.lifecycle).toEqual({ preStop: { exec: { command: ['sleep', '5'] } } });
    });

    test('is spread over zones and nodes, and kept while nodes are drained', () => {
      const { selector } = one('Deployment').spec;
      const over = (topologyKey: string) => ({
        topologyKey,
        maxSkew: 1,
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: selector,
      });
      expect(pod.spec.topologySpreadConstraints).toEqual([
        over('topology.kubernetes.io/zone'),
        over('kubernetes.io/hostname'),
      ]);
      expect(one('PodDisruptionBudget').spec).toEqual({ maxUnavailable: 1, selector });
    });

    test('is reached by the Ingress controller and by Prometheus, and reaches look-ups only', () => {
      const { ingressNamespace, monitoringNamespace } = environment;
      const policies = all.filter(({ kind }) => kind === 'NetworkPolicy');
      const web = podsOf(one('Deployment'));
      const from = (namespace: string): End => ({ namespace, labels: {} });
      const reached = [ingressNamespace, monitoringNamespace, 'default', environment.namespace].flatMap((namespace) =>
        [80, 8081, 9113]
          .filter((port) => isAllowed(policies, from(namespace), web, { port }))
          .map((port) => [namespace, port]),
      );
      expect(reached).toEqual([
        [ingressNamespace, 80],
        [monitoringNamespace, 9113],
      ]);
      expect(isAllowed(policies, web, from('kube-system'), { port: 53, protocol: 'UDP' })).toBe(true);
      expect(isAllowed(policies, web, from('default'), { port: 80 })).toBe(false);
      expect(isAllowed(policies, web, { address: '198.51.100.1' }, { port: 443 })).toBe(false);
    });
  },
);

test('another cluster has another controller, and Prometheus elsewhere', () => {
  const { all, one } = render({
    ...dev,
    ingressClass: 'traefik',
    ingressNamespace: 'kube-system',
    monitoringNamespace: 'prometheus',
  });
  expect(one('Ingress').spec.ingressClassName).toBe('traefik');
  const peers = all
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .flatMap(({ spec }) => spec.ingress ?? [])
    .flatMap(({ from }: Manifest) => from ?? [])
    .map(({ namespaceSelector }: Manifest) => namespaceSelector?.matchLabels['kubernetes.io/metadata.name']);
  expect(peers).toEqual(['kube-system', 'prometheus']);
});

test('dev has its number of Pods fixed, no autoscaler and no certificate', () => {
  const { one } = render(dev);
  expect(one('Deployment').spec.replicas).toBe(1);
  expect(one('HorizontalPodAutoscaler')).toBeUndefined();
  expect(one('Ingress').spec).not.toHaveProperty('tls');
});

test('prod has its number of Pods follow the load, and a certificate', () => {
  const { one } = render(prod);
  expect(one('Deployment').spec).not.toHaveProperty('replicas');
  expect(one('HorizontalPodAutoscaler').spec).toMatchObject({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    minReplicas: 3,
    maxReplicas: 10,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
  });
  expect(one('Ingress').spec.tls).toEqual([{ hosts: ['web.example.com'], secretName: 'web-tls' }]);
});
