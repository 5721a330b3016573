import { arrows, boxNamed, overview } from '../../test/scenes';
import { boxesOf, Scene } from './scene';

function route(rules: string): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: route, namespace: shop }
spec: { hostnames: [shop.example], rules: [${rules}] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: edge }
spec: { gatewayClassName: eg, listeners: [] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { ports: [{ port: 80 }] }
`;
}

/** The boxes by the frame that they are in. */
function frames({ parts }: Scene): string[] {
  return parts.map((part) =>
    part.is === 'box'
      ? part.name
      : `${part.title}: ${boxesOf(part.children)
          .map(({ name }) => name)
          .join()}`,
  );
}

test('what takes traffic in is in its namespace, and so is what it leads to that is not in the input', () => {
  const scene = overview(
    route('{ backendRefs: [{ name: web, port: 80 }] }, { backendRefs: [{ name: pay, namespace: bank, port: 443 }] }'),
  );
  expect(frames(scene)).toEqual(['namespace edge: public', 'namespace shop: route,web', 'namespace bank: pay']);
  expect(arrows(scene)).toEqual(['traffic: route shop.example -> pay 443', 'traffic: route shop.example -> web 80']);
  expect([boxNamed(scene, 'pay').missing, boxNamed(scene, 'web').missing]).toEqual([true, false]);
});

test('an Ingress leads to what is not in the input, too', () => {
  const scene = overview(`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: in }
spec:
  defaultBackend: { service: { name: gone, port: { name: http } } }
  rules: [{ http: { paths: [{ path: /x, backend: { service: { name: gone, port: { name: http } } } }] } }]
`);
  expect(frames(scene)).toEqual(['in', 'gone']);
  expect(arrows(scene)).toEqual(['traffic: in */x -> gone http', 'traffic: in everything else -> gone http']);
});

test.each([
  ['90 and 10', '{ name: web, port: 80, weight: 90 }, { name: next, port: 80, weight: 10 }', ['(10 %)', '(90 %)']],
  ['none said', '{ name: web, port: 80 }, { name: next, port: 80 }', ['(50 %)', '(50 %)']],
  ['nearly all', '{ name: web, port: 80, weight: 9999 }, { name: next, port: 80 }', ['(< 1 %)', '(> 99 %)']],
  ['nothing for one', '{ name: web, port: 80 }, { name: next, port: 80, weight: 0 }', ['(0 %)', '(100 %)']],
  ['all for one', '{ name: web, port: 80, weight: 5 }', ['']],
  ['nothing at all', '{ name: web, port: 80, weight: 0 }', ['(0 %)']],
])('weights are shares: %s', (_, backends, labels) => {
  const found = arrows(overview(route(`{ backendRefs: [${backends}] }`)));
  expect(found.map((arrow) => /\([^)]*\)$/.exec(arrow)?.[0] ?? '').sort()).toEqual([...labels].sort());
});
