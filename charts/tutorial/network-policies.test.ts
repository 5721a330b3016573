import { App, Testing } from 'cdk8s';
import { End, isAllowed, podsOf, Port } from '../../test/reachability';
import { Manifest } from '../../test/synth';
import { NetworkPolicies } from './network-policies';

const manifests: Manifest[] = Testing.synth(new NetworkPolicies(new App(), 'network-policies'));
const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy');
const deployment = (name: string) =>
  podsOf(manifests.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === name));

const ENDS: Record<string, End> = {
  web: deployment('web'),
  cache: deployment('cache'),
  another: { namespace: 'tutorial', labels: { app: 'another' } },
  elsewhere: { namespace: 'default', labels: {} },
  ingress: { namespace: 'ingress-nginx', labels: {} },
  dns: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  partner: { address: '203.0.113.9' },
  internet: { address: '198.51.100.9' },
};
const PORTS: Port[] = [{ port: 80 }, { port: 443 }, { port: 6379 }, { port: 53, protocol: 'UDP' }];

test('lets through exactly what is declared, and look-ups', () => {
  const inNamespace = ['web', 'cache', 'another'];
  const names = Object.keys(ENDS);
  const open = names.flatMap((from) =>
    names
      .filter((to) => inNamespace.includes(from) || inNamespace.includes(to))
      .flatMap((to) =>
        PORTS.filter((port) => isAllowed(policies, ENDS[from], ENDS[to], port)).map(
          ({ port }) => `${from} -> ${to}:${port}`,
        ),
      ),
  );
  expect(open).toEqual([
    'web -> cache:6379',
    'web -> dns:53',
    'web -> partner:443',
    'cache -> dns:53',
    'another -> dns:53',
    'ingress -> web:80',
  ]);
});

test('is all in its namespace, which is in none itself', () => {
  const [namespace, ...others] = manifests;
  expect(namespace).toEqual({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'tutorial' }, spec: {} });
  expect(new Set(others.map(({ metadata }) => metadata.namespace))).toEqual(new Set(['tutorial']));
});

test('tells web the name and the port of its cache', () => {
  const { initContainers } = manifests.find(({ metadata, kind }) => kind === 'Deployment' && metadata.name === 'web')
    .spec.template.spec;
  expect(initContainers[0].env).toEqual([
    { name: 'CACHE_HOST', value: 'cache.tutorial.svc' },
    { name: 'CACHE_PORT', value: '6379' },
  ]);
});
