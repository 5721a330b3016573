import { arrows, boxNamed, drawn, overview } from '../../test/scenes';
import { groupsOf } from './scene';

const PODS = ['web', 'api', 'job']
  .map(
    (name) => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }
spec:
  containers:
    - name: ${name}
      image: app
      ports: [{ name: http, containerPort: 8080 }]
      env: [{ name: API_URL, value: "${name === 'api' ? '' : 'http://api'}" }]
`,
  )
  .join('---');

const SERVICE = `---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { selector: { app: api }, ports: [{ port: 80, targetPort: http }] }
`;

function policy(spec: string): string {
  return `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p, namespace: shop }
spec: ${spec}
`;
}

const api = (more: string, denied = false, services = '') =>
  drawn(`${PODS}${services}${policy(`{ podSelector: { matchLabels: { app: api } }, ${more} }`)}`, {
    workload: 'api',
    denied,
  });

describe('what comes in', () => {
  test.each([
    ['everyone, where nothing is said', 'ingress: [{}]', ['allowed: anyone -> network (all ports)']],
    [
      'a workload of the set',
      'ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 8080 }] }]',
      ['allowed: web -> api 8080'],
    ],
    [
      'a namespace, and a port by its name',
      'ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: edge } } }], ports: [{ port: http }] }]',
      ['allowed: edge -> api 8080'],
    ],
    [
      'namespaces by a label',
      'ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: a } }, podSelector: { matchExpressions: [{ key: x, operator: In, values: [b, c] }] } }] }]',
      ['allowed: team=a -> network (all ports)'],
    ],
    [
      'all namespaces',
      'ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 8000, endPort: 8100 }] }]',
      ['allowed: all -> network (:8000–8100)'],
    ],
    ['all Pods of its own', 'ingress: [{ from: [{ podSelector: {} }] }]', ['allowed: all -> network (all ports)']],
    [
      'addresses',
      'ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }], ports: [{ port: 53, protocol: UDP }] }]',
      ['allowed: 10.0.0.0/8 -> api (:53/UDP)'],
    ],
    ['nobody', 'policyTypes: [Ingress]', []],
  ])('is drawn from %s', (_, spec, expected) => expect(arrows(api(spec))).toEqual(expected));

  test('and what does not is drawn on request only', () => {
    const one = 'ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 8080 }] }]';
    expect(arrows(api(one, true))).toEqual(['allowed: web -> api 8080', 'denied: everyone else -> network']);
    expect(arrows(api('policyTypes: [Ingress]', true))).toEqual(['denied: everyone -> network']);
    expect(arrows(api('ingress: [{}]', true))).toEqual(['allowed: anyone -> network (all ports)']);
  });

  test('over a Service has its arrow there', () => {
    const one = 'ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: http }] }]';
    expect(arrows(api(one, false, SERVICE))).toEqual(['allowed: web -> api 80', 'traffic: api 80 -> api 8080']);
    expect(arrows(api(one, true, SERVICE))).toContain('denied: job -> api 80');
  });
});

describe('what goes out', () => {
  const web = (more: string, denied = false) =>
    drawn(`${PODS}${SERVICE}${policy(`{ podSelector: { matchLabels: { app: web } }, ${more} }`)}`, {
      workload: 'web',
      denied,
    });

  test('is drawn from who dials it, where that is known', () => {
    const spec =
      'egress: [{ to: [{ podSelector: { matchLabels: { app: api } } }], ports: [{ port: 8080 }] }, { ports: [{ port: 53, protocol: UDP }] }]';
    expect(arrows(web(spec))).toEqual(['allowed: network -> anything 53/UDP', 'allowed: web -> api 8080']);
    expect(boxNamed(web(spec), 'api').left).toMatchObject([{ text: '8080', note: 'by Service api' }]);
  });

  test('and what does not is drawn on request only', () => {
    expect(arrows(web('policyTypes: [Egress]'))).toEqual([]);
    expect(arrows(web('policyTypes: [Egress]', true))).toEqual([
      'denied: network -> everything',
      'denied: web -> api 8080',
    ]);
  });
});

test('a Pod says what policies take hold of', () => {
  const lines = (spec: string) =>
    groupsOf(api(spec).parts)
      .find(({ kind }) => kind === 'pod')
      ?.lines.at(-1);
  expect(lines('ingress: [{}]')).toBe('policies restrict what comes in');
  expect(lines('policyTypes: [Egress]')).toBe('policies restrict what goes out');
  expect(lines('policyTypes: [Ingress, Egress]')).toBe('policies restrict what comes in and goes out');
});

test('policies do not hold on the network of the node', () => {
  const host = PODS.replaceAll('spec:\n', 'spec:\n  hostNetwork: true\n');
  expect(arrows(drawn(`${host}${policy('{ podSelector: {}, ingress: [{}] }')}`))).toEqual(['call: web -> api 80']);
});

test('no selector means a Pod on the network of its node, and what policies do to it is not known', () => {
  const host = PODS.replace(/name: job,[^]*?spec:/, '$&\n  hostNetwork: true');
  const spec =
    '{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [web, job] }] } }], ports: [{ port: 8080 }] }] }';
  const text = `${host}${SERVICE}${policy(spec)}`;
  for (const denied of [false, true]) {
    expect(arrows(drawn(text, { workload: 'api', denied })).filter((arrow) => !arrow.includes('everyone'))).toEqual([
      'allowed: web -> api 80',
      'call: job -> api 80',
      'traffic: api 80 -> api 8080',
    ]);
    expect(arrows(overview(text, { denied }))).toContain('call: job -> api 80');
    expect(arrows(drawn(text, { workload: 'job', denied }))).toEqual(['call: job -> api 8080']);
  }
  expect(arrows(drawn(text.replace(/ingress: .*/, 'ingress: [{}] }'), { workload: 'job' }))).toEqual([
    'allowed: job -> api 8080',
  ]);
});

describe('the overview', () => {
  const spec =
    '{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }, { namespaceSelector: {} }], ports: [{ port: http }] }] }';

  test('has workloads, Services, and who may connect', () => {
    const scene = overview(`${PODS}${SERVICE}${policy(spec)}`);
    expect(arrows(scene)).toEqual([
      'allowed: all -> api 8080',
      'allowed: job -> api 80',
      'allowed: web -> api 80',
      'traffic: api 80 -> api 8080',
    ]);
    expect(groupsOf(scene.parts).map(({ title }) => title)).toEqual(['namespace shop']);
    expect(boxNamed(scene, 'web').lines).toEqual(['web']);
  });

  test('has who dials what is denied on request', () => {
    const closed = `${PODS}${SERVICE}${policy(spec.replace(', { namespaceSelector: {} }', ''))}`;
    expect(arrows(overview(closed)).join()).not.toContain('denied');
    expect(arrows(overview(closed, { denied: true }))).toContain('denied: job -> api 80');
  });

  test('leaves the DNS out, which nearly everyone may ask', () => {
    const dns =
      '{ podSelector: {}, egress: [{ ports: [{ port: 53, protocol: UDP }, { port: 53 }] }, { ports: [{ port: 443 }] }] }';
    expect(arrows(overview(`${PODS}${policy(dns)}`))).toEqual([
      'allowed: api -> anything 443',
      'allowed: job -> anything 443',
      'allowed: web -> anything 443',
    ]);
  });

  test('has a port that is not of TCP in one row with its protocol', () => {
    const udp = `${PODS}${SERVICE}`
      .replaceAll('containerPort: 8080 }', 'containerPort: 5353, protocol: UDP }')
      .replace('port: 80,', 'port: 53, protocol: UDP,')
      .replaceAll('http://api', 'udp://api:53');
    const open = '[{ port: http, protocol: UDP }, { port: 5353 }]';
    const scene = overview(
      `${udp}${policy(`{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }, { namespaceSelector: {} }], ports: ${open} }] }`)}`,
    );
    expect(arrows(scene)).toEqual([
      'allowed: all -> api 5353',
      'allowed: all -> api 5353/UDP',
      'allowed: job -> api 53/UDP',
      'allowed: web -> api 53/UDP',
      'allowed: web -> api 5353',
      'traffic: api 53/UDP -> api 5353/UDP',
    ]);
  });

  test('has the containers of each workload by what they are', () => {
    const text = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  template:
    spec:
      initContainers: [{ name: first, image: app }, { name: helper, image: app, restartPolicy: Always }]
      containers: [{ name: web, image: app }]
`;
    expect(boxNamed(overview(text), 'web')).toMatchObject({
      head: 'Deployment, 2 Pods',
      lines: ['web', 'with helper', 'after first'],
    });
    expect(groupsOf(overview(text).parts)).toEqual([]);
  });
});
