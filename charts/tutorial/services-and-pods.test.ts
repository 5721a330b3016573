import { App, Testing } from 'cdk8s';
import { Manifest } from '../../test/synth';
import { ServicesAndPods } from './services-and-pods';

const manifests: Manifest[] = Testing.synth(new ServicesAndPods(new App(), 'services-and-pods'));
const find = (kind: string, name: string) =>
  manifests.find(({ kind: found, metadata }) => found === kind && metadata.name === name);

const ADDRESS = 'cdk8s.io/metadata.addr';

test('web has a Service with an address, backend one without', () => {
  expect(find('Service', 'web').spec).not.toHaveProperty('clusterIP');
  expect(find('Service', 'backend').spec.clusterIP).toBe('None');
});

test('each Service selects the Pods of its name', () => {
  const web = find('Deployment', 'web').spec.template.metadata.labels[ADDRESS];
  const backend = find('Pod', 'backend').metadata.labels[ADDRESS];
  expect(find('Service', 'web').spec.selector).toEqual({ [ADDRESS]: web });
  expect(find('Service', 'backend').spec.selector).toEqual({ [ADDRESS]: backend });
});

test('one client asks the Service and the other the Pod, by name', () => {
  const target = (name: string) => find('Pod', name).spec.containers[0].env;
  expect(target('service-client')).toEqual([{ name: 'TARGET', value: 'web:80' }]);
  expect(target('pod-client')).toEqual([{ name: 'TARGET', value: 'backend:80' }]);
});

test('both servers are asked only when they are ready', () => {
  const servers = [find('Deployment', 'web').spec.template.spec, find('Pod', 'backend').spec];
  for (const { containers } of servers)
    expect(containers[0].readinessProbe.httpGet).toEqual({ path: '/', port: 80, scheme: 'HTTP' });
});
