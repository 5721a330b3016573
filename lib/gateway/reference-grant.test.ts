import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { manifestOf, messageOf } from '../../test/synth';
import { Checks, HttpRoute, ReferenceGrant, ReferenceGrantProps } from '..';

const app = new App();
const blog = new Chart(app, 'blog', { namespace: 'blog' });
const service = new kplus.Service(blog, 'blog', { metadata: { name: 'blog' }, ports: [{ port: 80 }] });
let count = 0;

function grant(props: Partial<ReferenceGrantProps>): ReferenceGrant {
  return new ReferenceGrant(blog, `grant${count++}`, { routesFrom: ['site'], services: [service], ...props });
}

test('is in the namespace of the Services', () => {
  expect(manifestOf(grant({ metadata: { name: 'from-site' } }))).toEqual({
    apiVersion: 'gateway.networking.k8s.io/v1beta1',
    kind: 'ReferenceGrant',
    metadata: { name: 'from-site', namespace: 'blog' },
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'site' }],
      to: [{ group: '', kind: 'Service', name: 'blog' }],
    },
  });
});

test('is what the rule route-backend looks for', () => {
  const site = new Chart(app, 'site', { namespace: 'site' });
  const rules = [{ backends: [{ service }] }];
  new HttpRoute(site, 'route', { gateways: [{ name: 'public', namespace: 'gateways' }], rules });
  const found = (...charts: Chart[]) =>
    Checks.find(
      charts.flatMap((chart) => Testing.synth(chart)),
      { rules: ['route-backend'] },
    );
  const alone = Testing.synth(blog).filter(({ kind }) => kind === 'Service');
  expect(Checks.find([...Testing.synth(site), ...alone], { rules: ['route-backend'] })).toHaveLength(1);
  grant({});
  expect(found(site, blog)).toEqual([]);
});

test.each([
  [{ routesFrom: [] }, 'routesFrom is empty. It would let in nobody.'],
  [{ services: [] }, 'services is empty. It would let in nobody.'],
  [{ routesFrom: ['Site'] }, '"Site" is not a valid namespace.'],
  [
    { metadata: { namespace: 'other' } },
    'Service blog (blog/blog) is in namespace blog. A grant is about its own namespace only, which is other. Fix: make a ' +
      'grant for each namespace.',
  ],
  [{ routesFrom: 'site' as never }, 'routesFrom is "site". It has to be a list of strings.'],
  [{ services: ['blog' as never] }, 'services[0] is "blog". It has to be a Service of cdk8s-plus.'],
])('%j is refused', (props, message) => {
  expect(messageOf(() => grant(props))).toContain(`ReferenceGrant blog/grant${count - 1}: ${message}`);
});

test('no properties are refused', () => {
  expect(messageOf(() => new ReferenceGrant(blog, 'none', undefined as never))).toContain('it has no properties.');
});
