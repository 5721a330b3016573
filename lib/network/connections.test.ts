import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { OWN } from '../../test/pods';
import { End, isAllowed, podsOf } from '../../test/reachability';
import { Manifest, manifestOf, manifestsOf, messageOf, validationErrors } from '../../test/synth';
import { KINDS, LASTING_KINDS, WORKLOADS } from '../../test/workloads';
import { DefaultDeny, Endpoint, SidecarDeployment, SidecarDeploymentProps, SidecarPod } from '..';

const DNS: End = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };
const OTHER: End = { labels: { app: 'other' } };

function deployment(chart: Chart, id: string, port?: number, props: Partial<SidecarDeploymentProps> = {}) {
  return new SidecarDeployment(chart, id, {
    metadata: { name: id },
    main: { image: OWN, portNumber: port },
    ...props,
  });
}

function policiesOf(...charts: Chart[]): Manifest[] {
  return charts.flatMap((chart) => manifestsOf(chart, 'NetworkPolicy'));
}

function addressLabel(workload: kplus.AbstractPod) {
  return { 'cdk8s.io/metadata.addr': workload.podMetadata.getLabel('cdk8s.io/metadata.addr') };
}

function openedPorts(policies: Manifest[]): [number, string][] {
  return policies.flatMap(({ spec }) =>
    (spec.ingress ?? []).flatMap((rule: Manifest) => rule.ports.map((port: Manifest) => [port.port, port.protocol])),
  );
}

describe.each(KINDS)('connectTo of a %s', (kind) => {
  test('opens the port on both sides and the look-up, and nothing else', () => {
    const chart = Testing.chart();
    const web = WORKLOADS[kind](chart, 'web', { metadata: { name: 'web' }, main: { image: OWN, portNumber: 80 } });
    const cache = deployment(chart, 'cache', 6379);
    web.connectTo(cache);

    const webSelector = { matchLabels: addressLabel(web) };
    const cacheSelector = { matchLabels: addressLabel(cache) };
    const ports = [{ port: 6379, protocol: 'TCP' }];
    const [from, to, dns] = policiesOf(chart).sort((a, b) => a.metadata.name.localeCompare(b.metadata.name));
    expect([from, to, dns].map(({ spec }) => spec)).toEqual(
      expect.arrayContaining([
        {
          podSelector: cacheSelector,
          policyTypes: ['Ingress'],
          ingress: [{ from: [{ podSelector: webSelector }], ports }],
        },
        {
          podSelector: webSelector,
          policyTypes: ['Egress'],
          egress: [{ to: [{ podSelector: cacheSelector }], ports }],
        },
        {
          podSelector: webSelector,
          policyTypes: ['Egress'],
          egress: [
            {
              to: [
                {
                  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
                  podSelector: {},
                },
              ],
              ports: [
                { port: 53, protocol: 'UDP' },
                { port: 53, protocol: 'TCP' },
              ],
            },
          ],
        },
      ]),
    );
    expect(policiesOf(chart)).toHaveLength(3);
  });
});

test.each(LASTING_KINDS)('acceptFrom of a %s opens its ports on both sides and the look-up of the other', (kind) => {
  const chart = Testing.chart();
  const cache = WORKLOADS[kind](chart, 'cache', {
    metadata: { name: 'cache' },
    main: { image: OWN, portNumber: 6379 },
  });
  const web = deployment(chart, 'web');
  cache.acceptFrom(web);
  const [policies, from, to] = [policiesOf(chart), podsOf(manifestOf(web)), podsOf(manifestOf(cache))];
  expect(isAllowed(policies, from, to, { port: 6379 })).toBe(true);
  expect(isAllowed(policies, from, to, { port: 6380 })).toBe(false);
  expect(isAllowed(policies, from, DNS, { port: 53, protocol: 'UDP' })).toBe(true);
  expect(isAllowed(policies, to, from, { port: 80 })).toBe(true);
  expect(isAllowed(policies, OTHER, to, { port: 6379 })).toBe(false);
});

test('a connection cuts off what nothing else allows: all that the one dials and all that dials the other', () => {
  const chart = Testing.chart();
  const [web, cache, third] = [
    deployment(chart, 'web', 80),
    deployment(chart, 'cache', 6379),
    deployment(chart, 'third', 80),
  ];
  web.connectTo(cache);
  const policies = policiesOf(chart);
  const [w, c, t] = [web, cache, third].map((workload) => podsOf(manifestOf(workload))) as [End, End, End];
  const open = (from: End, to: End, port: number) => isAllowed(policies, from, to, { port });
  expect({
    webToCache: open(w, c, 6379),
    webToThird: open(w, t, 80),
    thirdToCache: open(t, c, 6379),
    thirdToWeb: open(t, w, 80),
    cacheToThird: open(c, t, 80),
  }).toEqual({ webToCache: true, webToThird: false, thirdToCache: false, thirdToWeb: true, cacheToThird: true });
});

describe('the ports that are opened', () => {
  test('are those of all containers that listen for everybody, by protocol', () => {
    const chart = Testing.chart();
    const dns = deployment(chart, 'dns', 53);
    dns.main.addPort({ number: 53, protocol: kplus.Protocol.UDP });
    dns.addSidecar({ name: 'helper', image: OWN, ports: [{ number: 9000, protocol: kplus.Protocol.SCTP }] });
    dns.addAmbassador({
      name: 'proxy',
      image: OWN,
      listenPort: 6379,
      remote: Endpoint.of('redis', 6379),
      portNumber: 8404,
      startup: kplus.Probe.fromCommand(['true']),
    });
    dns.addInitContainer({ name: 'prepare', image: OWN, portNumber: 5000 });
    deployment(chart, 'web').connectTo(dns);
    expect(openedPorts(policiesOf(chart))).toEqual([
      [53, 'TCP'],
      [53, 'UDP'],
      [9000, 'SCTP'],
      [8404, 'TCP'],
    ]);
  });

  test('are those that the code declares, not those that only the image is known for', () => {
    const chart = Testing.chart();
    const web = deployment(chart, 'web', undefined, { main: { image: 'nginx:1.27-alpine' } });
    expect(() => deployment(chart, 'client').connectTo(web)).toThrow(
      'there is no port to connect to on Deployment web',
    );
  });

  test('are all declared by then: a later one would be cut off without a word', () => {
    const chart = Testing.chart();
    const web = deployment(chart, 'web', 80);
    deployment(chart, 'client').connectTo(web);
    expect(() => web.main.addPort({ number: 8080 })).toThrow(
      new Error(
        'Deployment web (test/web), container "main": port 8080 is declared after a policy was made for the ports of this Pod. It would be missing there without a word. Fix: add the container or the port before, or pass ports there.',
      ),
    );
  });

  test('can be passed', () => {
    const chart = Testing.chart();
    const [web, cache] = [deployment(chart, 'web', 80), deployment(chart, 'cache', 6379)];
    web.connectTo(cache, { ports: [kplus.NetworkPolicyPort.tcpRange(7000, 7005)] });
    cache.acceptFrom(deployment(chart, 'admin'), { ports: [kplus.NetworkPolicyPort.udp(1)] });
    const [w, c] = [podsOf(manifestOf(web)), podsOf(manifestOf(cache))];
    expect(isAllowed(policiesOf(chart), w, c, { port: 7003 })).toBe(true);
    expect(isAllowed(policiesOf(chart), w, c, { port: 6379 })).toBe(false);
    expect(openedPorts(policiesOf(chart))).toEqual([
      [7000, 'TCP'],
      [1, 'UDP'],
    ]);
  });

  test('are never all of a workload, not even with an empty list', () => {
    const chart = Testing.chart();
    const [web, cache] = [deployment(chart, 'web'), deployment(chart, 'cache', 6379)];
    web.connectTo(cache, { ports: [] });
    cache.acceptFrom(deployment(chart, 'admin'), { ports: [] });
    expect(openedPorts(policiesOf(chart))).toEqual([
      [6379, 'TCP'],
      [6379, 'TCP'],
    ]);
  });

  test('are missing on the peer', () => {
    const chart = Testing.chart();
    const [web, cache] = [deployment(chart, 'web'), deployment(chart, 'cache')];
    expect(messageOf(() => web.connectTo(cache))).toBe(
      'Deployment web (test/web): there is no port to connect to on Deployment cache (test/cache). No container of ' +
        'Deployment cache (test/cache) declares a port that listens for everybody, and a policy without ports opens all of ' +
        'them. Fix: declare the port on the container with portNumber or ports, or pass ports here.',
    );
    expect(policiesOf(chart)).toEqual([]);
  });

  test('are missing on what accepts', () => {
    const chart = Testing.chart();
    const [web, cache] = [deployment(chart, 'web'), deployment(chart, 'cache')];
    expect(messageOf(() => cache.acceptFrom(web))).toBe(
      'Deployment cache (test/cache): there is no port to accept traffic from Deployment web (test/web). No container of ' +
        'Deployment cache (test/cache) declares a port that listens for everybody, and a policy without ports opens all of ' +
        'them. Fix: declare the port on the container with portNumber or ports, or pass ports here.',
    );
  });
});

test('look-ups are allowed once, however many connections there are', () => {
  const chart = Testing.chart();
  const web = deployment(chart, 'web', 80);
  web.connectTo(deployment(chart, 'a', 1));
  web.connectTo(deployment(chart, 'b', 2));
  deployment(chart, 'c', 3).acceptFrom(web);
  const dns = policiesOf(chart).filter(({ spec }) => JSON.stringify(spec).includes('kube-system'));
  expect(dns.map(({ spec }) => spec.podSelector)).toEqual([{ matchLabels: addressLabel(web) }]);
});

describe('peers that are no workloads', () => {
  test('namespaces by name: only the own side, all ports unless some are passed', () => {
    const chart = Testing.chart();
    const web = deployment(chart, 'web', 80);
    web.connectTo(kplus.Namespaces.select(chart, 'logging', { names: ['logging'] }));
    web.acceptFrom(kplus.Namespaces.select(chart, 'ingress', { names: ['ingress-nginx', 'ingress-two'] }));
    const policies = policiesOf(chart);
    const all = policies.find(({ spec }) => JSON.stringify(spec.egress)?.includes('logging'));
    expect(Object.keys(all.spec.egress[0])).toEqual(['to']);
    const pod = podsOf(manifestOf(web));
    const inNamespace = (namespace: string): End => ({ namespace, labels: {} });
    expect(policies).toHaveLength(3);
    expect(isAllowed(policies, pod, inNamespace('logging'), { port: 3100 })).toBe(true);
    expect(isAllowed(policies, pod, inNamespace('shop'), { port: 3100 })).toBe(false);
    expect(isAllowed(policies, pod, DNS, { port: 53, protocol: 'UDP' })).toBe(true);
    expect(isAllowed(policies, inNamespace('ingress-nginx'), pod, { port: 80 })).toBe(true);
    expect(isAllowed(policies, inNamespace('ingress-two'), pod, { port: 80 })).toBe(true);
    expect(isAllowed(policies, inNamespace('ingress-nginx'), pod, { port: 81 })).toBe(false);
    expect(isAllowed(policies, OTHER, pod, { port: 80 })).toBe(false);
  });

  test('address blocks, with IPv6', () => {
    const chart = Testing.chart();
    const web = deployment(chart, 'web', 80);
    const https = { ports: [kplus.NetworkPolicyPort.tcp(443)] };
    web.connectTo(kplus.NetworkPolicyIpBlock.ipv4(chart, 'partner', '203.0.113.0/24'), https);
    web.connectTo(kplus.NetworkPolicyIpBlock.ipv6(chart, 'partner6', '2001:db8::/32'), https);
    web.acceptFrom(kplus.NetworkPolicyIpBlock.ipv4(chart, 'office', '198.51.100.0/24'));
    const policies = policiesOf(chart);
    const pod = podsOf(manifestOf(web));
    const at = (address: string): End => ({ address });
    expect(isAllowed(policies, pod, at('203.0.113.7'), { port: 443 })).toBe(true);
    expect(isAllowed(policies, pod, at('203.0.113.7'), { port: 80 })).toBe(false);
    expect(isAllowed(policies, pod, at('203.0.114.7'), { port: 443 })).toBe(false);
    expect(isAllowed(policies, pod, at('2001:db8::1'), { port: 443 })).toBe(true);
    expect(isAllowed(policies, at('198.51.100.1'), pod, { port: 80 })).toBe(true);
    expect(isAllowed(policies, at('203.0.113.7'), pod, { port: 80 })).toBe(false);
  });

  test('Pods by label', () => {
    const chart = Testing.chart();
    const web = deployment(chart, 'web', 80);
    web.acceptFrom(kplus.Pods.select(chart, 'clients', { labels: { app: 'client' } }));
    const pod = podsOf(manifestOf(web));
    expect(isAllowed(policiesOf(chart), { labels: { app: 'client' } }, pod, { port: 80 })).toBe(true);
    expect(isAllowed(policiesOf(chart), OTHER, pod, { port: 80 })).toBe(false);
  });

  test('workloads of cdk8s-plus, whose ports are declared on their containers and native sidecars', () => {
    const chart = Testing.chart();
    const web = deployment(chart, 'web', 80);
    const plain = new kplus.Deployment(chart, 'plain', {
      containers: [{ image: OWN, portNumber: 8080 }],
      initContainers: [
        { name: 'native', image: OWN, portNumber: 9090, restartPolicy: kplus.ContainerRestartPolicy.ALWAYS },
        { name: 'init', image: OWN, portNumber: 7070 },
      ],
    });
    web.connectTo(plain);
    web.acceptFrom(plain);
    const [w, p] = [podsOf(manifestOf(web)), podsOf(manifestOf(plain))];
    const policies = policiesOf(chart);
    const opened = [8080, 9090, 7070].filter((port) => isAllowed(policies, w, p, { port }));
    expect(opened).toEqual([8080, 9090]);
    expect(isAllowed(policies, p, w, { port: 80 })).toBe(true);
    expect(isAllowed(policies, p, DNS, { port: 53, protocol: 'UDP' })).toBe(true);
  });
});

describe('across namespaces and charts', () => {
  test('each policy is in the namespace and the chart of the Pods that it selects', () => {
    const app = new App();
    const front = new Chart(app, 'front', { namespace: 'front' });
    const data = new Chart(app, 'data', { namespace: 'data' });
    const web = deployment(front, 'web', 80);
    const cache = deployment(data, 'cache', 6379, { metadata: { name: 'cache', namespace: 'caches' } });
    web.connectTo(cache);
    expect(policiesOf(front).map(({ metadata, spec }) => [metadata.namespace, spec.podSelector.matchLabels])).toEqual([
      ['front', addressLabel(web)],
      ['front', addressLabel(web)],
    ]);
    expect(policiesOf(data).map(({ metadata, spec }) => [metadata.namespace, spec.podSelector.matchLabels])).toEqual([
      ['caches', addressLabel(cache)],
    ]);
    const [w, c] = [podsOf(manifestOf(web)), podsOf(manifestOf(cache))];
    const policies = policiesOf(front, data);
    expect(isAllowed(policies, w, c, { port: 6379 })).toBe(true);
    expect(isAllowed(policies, { ...w, namespace: 'elsewhere' }, c, { port: 6379 })).toBe(false);
    expect(isAllowed(policies, w, { ...c, namespace: 'elsewhere' }, { port: 6379 })).toBe(false);
  });

  test('peers of one id in different charts get policies of their own', () => {
    const app = new App();
    const [a, b] = [new Chart(app, 'a'), new Chart(app, 'b')];
    const web = deployment(a, 'web', 80);
    const caches = [deployment(a, 'cache', 1), deployment(b, 'cache', 2)];
    for (const cache of caches) web.connectTo(cache);
    const [w, first, second] = [web, ...caches].map((workload) => podsOf(manifestOf(workload))) as [End, End, End];
    const policies = policiesOf(a, b);
    expect(isAllowed(policies, w, first, { port: 1 })).toBe(true);
    expect(isAllowed(policies, w, second, { port: 2 })).toBe(true);
    expect(isAllowed(policies, w, first, { port: 2 })).toBe(false);
    const names = policies.map(({ metadata }) => metadata.name);
    expect(new Set(names).size).toBe(names.length);
  });

  test('a workload that is named like a policy leaves the policy its look-ups', () => {
    const chart = Testing.chart();
    const web = deployment(chart, 'web', 80);
    const dns = deployment(chart, 'dns', 53);
    web.connectTo(dns);
    expect(isAllowed(policiesOf(chart), podsOf(manifestOf(web)), DNS, { port: 53, protocol: 'UDP' })).toBe(true);
  });
});

describe('a second call for one pair', () => {
  const error = (where: string, what: string) =>
    `${where}: ${what} is allowed twice. The second call would be a second policy for the same pair. Fix: call it once, with ` +
    'all ports in `ports`.';

  test('is an error on the same side', () => {
    const chart = Testing.chart();
    const [web, cache] = [deployment(chart, 'web', 80), deployment(chart, 'cache', 6379)];
    web.connectTo(cache);
    expect(messageOf(() => web.connectTo(cache))).toBe(
      error('Deployment web (test/web)', 'traffic to Deployment cache (test/cache)'),
    );
  });

  test('is an error on the other side', () => {
    const chart = Testing.chart();
    const [web, cache] = [deployment(chart, 'web', 80), deployment(chart, 'cache', 6379)];
    web.connectTo(cache);
    expect(messageOf(() => cache.acceptFrom(web))).toBe(
      error('Deployment cache (test/cache)', 'traffic from Deployment web (test/web)'),
    );
  });

  test('is an error for a peer that shares its id with another one', () => {
    const app = new App();
    const [a, b] = [new Chart(app, 'a'), new Chart(app, 'b')];
    const web = deployment(a, 'web', 80);
    const caches = [deployment(a, 'cache', 1), deployment(b, 'cache', 2)];
    for (const cache of caches) web.connectTo(cache);
    expect(messageOf(() => web.connectTo(caches[1]))).toBe(
      error('Deployment web (a/web)', 'traffic to Deployment cache (b/cache)'),
    );
  });

  test('is none in the other direction, nor from Pods to each other', () => {
    const chart = Testing.chart();
    const [web, cache] = [deployment(chart, 'web', 80), deployment(chart, 'cache', 6379)];
    web.connectTo(cache);
    cache.connectTo(web);
    web.connectTo(web);
    const [policies, w, c] = [policiesOf(chart), podsOf(manifestOf(web)), podsOf(manifestOf(cache))];
    expect(isAllowed(policies, c, w, { port: 80 })).toBe(true);
    expect(isAllowed(policies, w, w, { port: 80 })).toBe(true);
  });
});

describe('isolation', () => {
  test('isolate denies everything, and connectTo opens what it says', () => {
    const chart = Testing.chart();
    const web = deployment(chart, 'web', 80, { isolate: true });
    const cache = deployment(chart, 'cache', 6379, { isolate: true });
    const third = new SidecarPod(chart, 'third', { isolate: true, main: { image: OWN, portNumber: 1 } });
    web.connectTo(cache);
    const [w, c, t] = [web, cache, third].map((workload) => podsOf(manifestOf(workload))) as [End, End, End];
    const policies = policiesOf(chart);
    expect(isAllowed(policies, w, c, { port: 6379 })).toBe(true);
    expect(isAllowed(policies, w, DNS, { port: 53, protocol: 'UDP' })).toBe(true);
    expect(isAllowed(policies, c, w, { port: 80 })).toBe(false);
    expect(isAllowed(policies, OTHER, w, { port: 80 })).toBe(false);
    expect(isAllowed(policies, t, DNS, { port: 53, protocol: 'UDP' })).toBe(false);
    expect(isAllowed(policies, OTHER, t, { port: 1 })).toBe(false);
  });

  test('DefaultDeny denies everything of its namespace but look-ups', () => {
    const app = new App();
    const chart = new Chart(app, 'chart', { namespace: 'shop' });
    new DefaultDeny(chart, 'deny');
    const pod: End = { namespace: 'shop', labels: { any: 'label' } };
    const elsewhere: End = { namespace: 'other', labels: {} };
    const policies = policiesOf(chart);
    expect(policies.map(({ metadata }) => metadata.namespace)).toEqual(['shop']);
    expect(isAllowed(policies, pod, DNS, { port: 53, protocol: 'UDP' })).toBe(true);
    expect(isAllowed(policies, pod, DNS, { port: 53 })).toBe(true);
    expect(isAllowed(policies, pod, DNS, { port: 80 })).toBe(false);
    expect(isAllowed(policies, pod, pod, { port: 80 })).toBe(false);
    expect(isAllowed(policies, elsewhere, pod, { port: 80 })).toBe(false);
    expect(isAllowed(policies, pod, elsewhere, { port: 80 })).toBe(false);
    expect(isAllowed(policies, elsewhere, elsewhere, { port: 80 })).toBe(true);
  });

  test('DefaultDeny can deny look-ups too, and be in another namespace', () => {
    const chart = Testing.chart();
    const deny = new DefaultDeny(chart, 'deny', { metadata: { name: 'deny', namespace: 'shop' }, allowDns: false });
    expect(manifestOf(deny)).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'deny', namespace: 'shop' },
      spec: { podSelector: {}, policyTypes: ['Egress', 'Ingress'] },
    });
  });

  test('DefaultDeny with connections leaves just those', () => {
    const chart = Testing.chart();
    new DefaultDeny(chart, 'deny');
    const [web, cache] = [deployment(chart, 'web', 80), deployment(chart, 'cache', 6379)];
    web.connectTo(cache);
    const [w, c] = [podsOf(manifestOf(web)), podsOf(manifestOf(cache))];
    const policies = policiesOf(chart);
    expect(isAllowed(policies, w, c, { port: 6379 })).toBe(true);
    expect(isAllowed(policies, c, w, { port: 80 })).toBe(false);
    expect(isAllowed(policies, OTHER, c, { port: 6379 })).toBe(false);
    expect(validationErrors(chart)).toEqual([]);
  });
});

test('two Pods of which only one says its namespace cannot be connected', () => {
  const app = Testing.app();
  const here = deployment(new Chart(app, 'here'), 'web', 80);
  const there = deployment(new Chart(app, 'there', { namespace: 'two' }), 'cache', 6379);
  const why =
    'Deployment cache (there/cache) is in "two", and where Deployment web (here/web) will be is not known, so a policy could not mean it. Fix: give both a namespace, for example with the namespace of their charts.';
  expect(() => here.connectTo(there)).toThrow(
    new Error(
      `Deployment web (here/web): it and Deployment cache (there/cache) are to talk, and only one of them has a namespace. ${why}`,
    ),
  );
  expect(() => there.acceptFrom(here)).toThrow(
    new Error(
      `Deployment cache (there/cache): it and Deployment web (here/web) are to talk, and only one of them has a namespace. ${why}`,
    ),
  );
});

describe('a port on 127.0.0.1', () => {
  const error = (asker: string) =>
    `Deployment ${asker} (test/${asker}): traffic is to be allowed to port 8081 of Deployment web (test/web), where ` +
    'container "main" listens on 127.0.0.1 only. Whoever connected would be refused, whatever the policies allow. Fix: ' +
    'name a port that listens for everybody, or leave ports out: it means all of those.';
  const ports = [kplus.NetworkPolicyPort.tcp(8080), kplus.NetworkPolicyPort.tcp(8081)];

  function pair() {
    const chart = Testing.chart();
    const main = { image: OWN, portNumber: 8080, loopbackPorts: [{ number: 8081 }] };
    return { web: deployment(chart, 'web', undefined, { main }), client: deployment(chart, 'client') };
  }

  test('is refused on both sides', () => {
    const { web, client } = pair();
    expect(messageOf(() => web.acceptFrom(client, { ports }))).toBe(error('web'));
    expect(messageOf(() => web.acceptFrom(kplus.Namespaces.all(web, 'all'), { ports }))).toBe(error('web'));
    expect(messageOf(() => client.connectTo(web, { ports }))).toBe(error('client'));
    expect(policiesOf(Chart.of(web))).toEqual([]);
  });

  test('may be in a range, and have the number of another protocol', () => {
    const { web, client } = pair();
    const fine = [kplus.NetworkPolicyPort.tcpRange(8080, 8090), kplus.NetworkPolicyPort.udp(8081)];
    expect(() => web.acceptFrom(client, { ports: fine })).not.toThrow();
  });
});
