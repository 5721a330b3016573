import { arrows, boxNamed, drawn, overview } from '../../test/scenes';
import { dotOf } from './dot';
import { mermaidOf } from './mermaid';
import { boxesOf, Scene } from './scene';

function pod(name: string, urls: readonly string[] = [], app = name): string {
  const env = urls.map((value, index) => `{ name: A${index}_URL, value: "${value}" }`);
  return `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { app: ${app} } }
spec: { containers: [{ name: ${name}, image: app, ports: [{ containerPort: 8080 }], env: [${env.join()}] }] }
---`;
}

function service(name: string, spec = `selector: { app: ${name} }, ports: [{ port: 80, targetPort: 8080 }]`): string {
  return `
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { ${spec} }
---`;
}

function egress(rules: string): string {
  return `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p }
spec: { podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [${rules}] }
---`;
}

/** Boxes at which no arrow begins or ends, but for containers. */
function alone({ parts, arrows: all }: Scene): string[] {
  const ends = new Set(all.flatMap(({ from, to }) => [from.id, to.id]));
  return boxesOf(parts).flatMap(({ id, kind, name }) => (kind === 'main' || ends.has(id) ? [] : name));
}

const ORDERS = `${pod('web', ['http://api', 'https://pay.example.com'])}${pod('api')}${service('api')}`;

describe('what no policy lets through', () => {
  test('leaves no box without an arrow where it is not drawn', () => {
    const scene = drawn(`${ORDERS}${egress('')}`);
    expect([arrows(scene), alone(scene)]).toEqual([[], []]);
    expect(boxesOf(scene.parts).map(({ name }) => name)).toEqual(['web']);
  });

  test('may be to a host that is not in the input', () => {
    const dns = `${ORDERS}${egress('{ ports: [{ port: 53, protocol: UDP }] }')}`;
    expect(arrows(drawn(dns))).toEqual(['allowed: network -> anything 53/UDP']);
    const scene = drawn(dns, { denied: true });
    expect(arrows(scene)).toContain('denied: web -> pay.example.com 443');
    expect(scene.arrows.map(({ about }) => about)).toContain(
      'web connects to pay.example.com:443, which no policy lets through',
    );
  });

  test('is not said of a host where a rule may let it through', () => {
    const block = '{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 443 }] }';
    for (const denied of [false, true]) {
      expect(arrows(drawn(`${ORDERS}${egress(block)}`, { denied }))).toContain('call: web -> pay.example.com 443');
    }
  });
});

describe('a Service that leads to no workload', () => {
  const dialled = (spec: string, rules?: string) =>
    `${pod('web', ['postgres://db:5432/x'])}${service('db', spec)}${rules === undefined ? '' : egress(rules)}`;
  const external = 'type: ExternalName, externalName: db.example.com';

  test('that has a name elsewhere says where it leads', () => {
    const scene = drawn(dialled(external));
    expect(boxNamed(scene, 'db')).toMatchObject({
      kind: 'service',
      head: 'Service, ExternalName',
      lines: ['to db.example.com'],
      missing: false,
    });
    expect(arrows(scene)).toEqual(['call: web -> db (:5432)']);
    expect(boxNamed(overview(dialled(external)), 'db').lines).toEqual(['to db.example.com']);
  });

  test('that has no selector is a Service of the input', () => {
    const scene = drawn(dialled('ports: [{ port: 5432 }]'));
    expect(boxNamed(scene, 'db')).toMatchObject({ kind: 'service', head: 'Service', lines: [], missing: false });
    expect(arrows(scene)).toEqual(['call: web -> db 5432']);
  });

  test('is denied where it leads to a host that no policy lets it connect to', () => {
    const text = dialled(external, '{ ports: [{ port: 53 }] }');
    for (const draw of [drawn, overview]) {
      expect(arrows(draw(text)).join()).not.toContain('web -> db');
      expect(arrows(draw(text, { denied: true })).join()).toContain('denied: web -> db');
    }
    expect(arrows(drawn(dialled('ports: [{ port: 5432 }]', '{ ports: [{ port: 53 }] }')))).toContain(
      'call: web -> db 5432',
    );
  });
});

describe('what there is no room for is told of', () => {
  const counted = (count: number, of: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => of(index));

  test.each([
    [8, []],
    [12, ['call: web -> and 4 more']],
  ])('of %d hosts that a container dials', (count, expected) => {
    const scene = drawn(
      pod(
        'web',
        counted(count, (index) => `http://h${index}.example.com`),
      ),
    );
    expect(arrows(scene)).toHaveLength(8 + expected.length);
    expect(arrows(scene).filter((arrow) => arrow.includes('more'))).toEqual(expected);
    if (count === 12)
      expect(boxNamed(scene, 'and 4 more').lines).toEqual([
        'h8.example.com:80',
        'h9.example.com:80',
        'h10.example.com:80',
        '…',
      ]);
    expect(mermaidOf(scene).includes('and 4 more')).toBe(count === 12);
    expect(dotOf(scene).includes('and 4 more')).toBe(count === 12);
  });

  test('but for what is denied, and not drawn', () => {
    const hosts = counted(12, (index) => `http://h${index}.example.com`);
    const text = `${pod('web', [...hosts, 'https://pay.example.com'])}${egress('{ ports: [{ port: 443 }] }')}`;
    expect(arrows(drawn(text))).toEqual(['allowed: network -> anything 443', 'call: web -> pay.example.com 443']);
    expect(arrows(drawn(text, { denied: true })).filter((arrow) => arrow.includes('and 5 more'))).toEqual([
      'call: web -> and 5 more',
      'denied: web -> and 5 more',
    ]);
  });

  test('of workloads that a Service leads to', () => {
    const pods = counted(5, (index) => pod(`api-${index}`, [], 'api')).join('');
    const scene = drawn(`${pod('web', ['http://api'])}${pods}${service('api')}`);
    expect(arrows(scene)).toEqual([
      'call: web -> and 3 more 8080',
      'call: web -> api-0 8080',
      'call: web -> api-1 8080',
    ]);
    expect(boxNamed(scene, 'and 3 more')).toMatchObject({
      lines: ['Pod api-2', 'Pod api-3', 'Pod api-4'],
      left: [{ note: 'by Service api' }],
    });
  });

  test('of workloads that dial a Service', () => {
    const pods = counted(9, (index) => pod(`web-${index}`, ['http://api'])).join('');
    const scene = drawn(`${pod('api')}${pods}${service('api')}`);
    expect(arrows(scene).filter((arrow) => arrow.startsWith('call'))).toEqual([
      'call: and 3 more -> api 80',
      ...counted(6, (index) => `call: web-${index} -> api 80`),
    ]);
    expect(scene.arrows.map(({ about }) => about)).toContain('Pod web-6, Pod web-7, Pod web-8 connect to it');
  });

  test('of workloads with their namespaces where these are others', () => {
    const text = ['a', 'b', 'c'].map((name) => pod(name, [], 'api')).join('') + service('api');
    const inShop = `${pod('web', ['http://api.shop'])}${text.replaceAll('metadata: {', 'metadata: { namespace: shop,')}`;
    expect(boxNamed(drawn(inShop), 'and 1 more').lines).toEqual(['Pod shop/c']);
    const own = inShop.replace('metadata: { name: web', 'metadata: { namespace: shop, name: web');
    expect(boxNamed(drawn(own), 'and 1 more').lines).toEqual(['Pod c']);
  });

  test('of ports on localhost', () => {
    const urls = counted(11, (index) => `http://localhost:${9000 + index}`);
    const ports = counted(11, (index) => `{ containerPort: ${9000 + index} }`);
    const both = pod('web', urls).replace(
      'containers: [',
      `containers: [{ name: other, image: app, ports: [${ports.join()}] }, `,
    );
    const scene = drawn(both);
    expect(arrows(scene)).toHaveLength(8);
    expect(boxNamed(scene, 'web').foot).toEqual(['connects to 3 more on localhost']);
  });
});
