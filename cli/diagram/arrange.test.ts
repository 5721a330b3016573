import { arrows, boxNamed, drawn, overview } from '../../test/scenes';
import { entriesOf } from './legend';
import { boxesOf } from './scene';

const MANIFESTS = `
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec:
  initContainers:
    - { name: metrics, image: app, restartPolicy: Always, ports: [{ containerPort: 9100 }] }
  containers:
    - { name: app, image: app, ports: [{ containerPort: 80 }], volumeMounts: [{ name: b, mountPath: /b }, { name: a, mountPath: /a }] }
    - { name: last, image: app, volumeMounts: [{ name: a, mountPath: /a, readOnly: true }, { name: b, mountPath: /b }] }
  volumes: [{ name: a, emptyDir: {} }, { name: b, emptyDir: {} }, { name: unused, emptyDir: {} }]
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ name: http, port: 80 }, { name: metrics, port: 9100 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p }
spec:
  podSelector: {}
  ingress:
    - { from: [{ ipBlock: { cidr: 10.0.0.0/8 } }], ports: [{ port: 80 }] }
    - { from: [{ ipBlock: { cidr: 10.1.0.0/16 } }], ports: [{ port: 9100 }] }
`;

test('boxes and their rows are in the order of the containers that they have to do with', () => {
  const scene = drawn(MANIFESTS, { denied: true });
  expect(boxNamed(scene, 'web').left.map(({ text }) => text)).toEqual(['9100', '80']);
  expect(boxesOf(scene.parts).map(({ name }) => name)).toEqual([
    '10.1.0.0/16',
    '10.0.0.0/8',
    'everyone else',
    'web',
    'metrics',
    'app',
    'last',
    'b',
    'a',
    'unused',
  ]);
});

test('the legend has what is in the diagram, and nothing else', () => {
  const words = (scene = drawn(MANIFESTS)) => entriesOf(scene).map((entry) => entry.words);
  expect(words()).toEqual([
    'order of start',
    'native sidecar',
    'container',
    'volume',
    'port, declared',
    'may write',
    'only reads',
    'is led to',
    'allowed by policy',
    'not in the input',
  ]);
  expect(words(overview(MANIFESTS))).toEqual(['is led to', 'allowed by policy']);
  expect(words(drawn('apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: {}\n'))).toEqual([]);
});

test('Gateways are before the routes that they take over, also before those that only redirect', () => {
  const scene = overview(`
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: edge }
spec:
  gatewayClassName: eg
  listeners: [{ name: http, port: 80, protocol: HTTP }, { name: https, port: 443, protocol: HTTPS }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: redirect, namespace: shop }
spec:
  parentRefs: [{ name: public, namespace: edge, sectionName: http }]
  rules: [{ filters: [{ type: RequestRedirect }] }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop, namespace: shop }
spec:
  parentRefs: [{ name: public, namespace: edge }]
  rules: [{ backendRefs: [{ name: shop, port: 80 }] }]
---
apiVersion: v1
kind: Service
metadata: { name: shop, namespace: shop }
spec: { ports: [{ port: 80 }] }
`);
  expect(arrows(scene)).toEqual([
    'traffic: public -> shop',
    'traffic: public 80 -> redirect',
    'traffic: shop * -> shop 80',
  ]);
  expect(boxNamed(scene, 'redirect').lines).toEqual(['by Gateway public', 'redirects']);
});
