import { App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as lib from '../lib';
import { ALL_PROPS } from './all-props';
import { idle, OWN, sidecarPod } from './pods';

/** A call that is fine: its arguments, and what is done with them. */
type Call = [args: unknown[], run: (...args: never[]) => unknown];

const SECONDS = Duration.seconds(4);
const METADATA = { name: 'x', namespace: 'n', labels: { a: 'b' }, annotations: { a: 'b' } };
const MAIN = { name: 'app', ...idle, portNumber: 8080 };

/** Every property of a container that is of one in each role. */
function container(chart: Chart) {
  const probe = kplus.Probe.fromTcpSocket({ port: 9000 });
  return {
    name: 'more',
    image: OWN,
    command: ['serve'],
    args: ['x'],
    workingDir: '/tmp',
    ports: [{ number: 9000, name: 'http', protocol: kplus.Protocol.TCP, hostIp: '127.0.0.1', hostPort: 9000 }],
    loopbackPorts: [{ number: 9001, name: 'status', protocol: kplus.Protocol.TCP }],
    securityProfile: lib.SecurityProfile.RESTRICTED,
    writablePaths: ['/tmp'],
    timeToStop: SECONDS,
    envVariables: { A: kplus.EnvValue.fromValue('b') },
    envFrom: [kplus.Env.fromConfigMap(kplus.ConfigMap.fromConfigMapName(chart, 'map', 'map'))],
    volumeMounts: [{ ...mountOptions(), path: '/data', volume: kplus.Volume.fromEmptyDir(chart, 'data', 'data') }],
    imagePullPolicy: kplus.ImagePullPolicy.ALWAYS,
    readiness: probe,
    startup: probe,
    liveness: probe,
    lifecycle: { preStop: kplus.Handler.fromCommand(['x']), postStart: kplus.Handler.fromCommand(['x']) },
    resources: {
      cpu: { request: kplus.Cpu.millis(5), limit: kplus.Cpu.millis(5) },
      memory: { request: Size.mebibytes(4), limit: Size.mebibytes(4) },
      ephemeralStorage: { request: Size.mebibytes(4), limit: Size.gibibytes(4) },
    },
    securityContext: {
      user: 1000,
      group: 1000,
      ensureNonRoot: true,
      privileged: false,
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: [kplus.Capability.ALL], add: [] },
      seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
    },
  };
}

function mountOptions() {
  return { readOnly: false, subPath: 'x', propagation: kplus.MountPropagation.NONE };
}

function ofKind(kind: keyof typeof ALL_PROPS): (chart: Chart) => Call {
  const make = lib[`Sidecar${kind}`] as unknown as new (...args: unknown[]) => unknown;
  return (chart) => {
    const props = Object.entries(ALL_PROPS[kind](chart));
    // What they all take is enough of one kind.
    const common = Object.keys(ALL_PROPS.Pod(new Chart(chart.node.root, 'common')));
    const own = kind === 'Pod' ? props : props.filter(([name]) => name === 'main' || !common.includes(name));
    return [[chart, 'all', Object.fromEntries(own)], (...args: unknown[]) => new make(...args)];
  };
}

const pod = (chart: Chart) => sidecarPod({ main: MAIN }, chart);
const deployment = (chart: Chart) => new lib.SidecarDeployment(chart, 'deployment', { main: MAIN });
const service = (chart: Chart) => new kplus.Service(chart, 'service', { ports: [{ port: 80 }] });
const emptyDir = (chart: Chart) => lib.SharedContentVolume.fromEmptyDir(chart, 'content');
const servicePort = { port: 80, targetPort: 8080, name: 'x', nodePort: 30080, protocol: kplus.Protocol.TCP };

function shared(side: 'addWriter' | 'addReader'): (chart: Chart) => Call {
  return (chart) => {
    const [web, content] = [pod(chart), emptyDir(chart)];
    content[side === 'addWriter' ? 'addReader' : 'addWriter'](web.addSidecar({ ...idle, name: 'other' }), '/other');
    return [[web.main, '/x'], (one, path) => content[side](one, path)];
  };
}

const PODS: { readonly [name: string]: (chart: Chart) => Call } = {
  addMainContainer: (c) => [[container(c)], (props) => pod(c).addMainContainer(props)],
  addContainer: (c) => [[container(c)], (props) => pod(c).addContainer(props)],
  addSidecar: (c) => [
    [{ ...container(c), sidecarLifecycle: lib.SidecarLifecycle.NATIVE }],
    (props) => pod(c).addSidecar(props),
  ],
  addInitContainer: (c) => [[{ name: 'init', image: OWN }], (props) => pod(c).addInitContainer(props)],
  addAdapter: (c) => {
    const web = pod(c);
    const reads = lib.AdapterSource.fromLocalhost(web.main.localhost());
    return [[{ ...idle, portNumber: 9, reads, scrapePath: '/metrics' }], (props) => web.addAdapter(props)];
  },
  addAmbassador: (c) => [
    [{ ...idle, listenPort: 6379, listenProtocol: kplus.Protocol.TCP, remote: lib.Endpoint.of('a.b', 5) }],
    (props) => pod(c).addAmbassador(props),
  ],
  attachContainer: (c) => [[new kplus.Container({ name: 'raw', image: OWN })], (raw) => pod(c).attachContainer(raw)],
  mount: (c) => [
    ['/data', kplus.Volume.fromEmptyDir(c, 'data', 'data'), mountOptions()],
    (path, volume, options) => pod(c).main.mount(path, volume, options),
  ],
  addPort: (c) => [[{ number: 90, name: 'x', protocol: kplus.Protocol.UDP }], (port) => pod(c).main.addPort(port)],
  localhost: (c) => [[undefined], (name) => pod(c).main.localhost(name)],
  expect: (c) => {
    const web = pod(c);
    return [[lib.Expectation.log(web.main, 'x')], (expectation) => web.expect(expectation)];
  },
  'Expectation.http': (c) => [
    ['http://localhost/', { from: pod(c).main, status: 200, bodyContains: 'x', within: SECONDS }],
    (url, options) => lib.Expectation.http(url, options),
  ],
  'Expectation.command': (c) => [
    [pod(c).main, ['x'], { exitCode: 0, outputContains: 'x', within: SECONDS }],
    (one, command, options) => lib.Expectation.command(one, command, options),
  ],
  'Expectation.log': (c) => [
    [pod(c).main, 'x', { within: SECONDS }],
    (one, text, options) => lib.Expectation.log(one, text, options),
  ],
  'Shell.every': () => [[SECONDS, 'x'], (pause, script) => lib.Shell.every(pause, script)],
  'Shell.script': () => [['x'], (script) => lib.Shell.script(script)],
};

const VOLUMES: typeof PODS = {
  fromEmptyDir: (c) => [
    [c, 'x', { name: 'n', multipleWriters: true, medium: kplus.EmptyDirMedium.MEMORY, sizeLimit: Size.mebibytes(4) }],
    (scope, id, options) => lib.SharedContentVolume.fromEmptyDir(scope, id, options),
  ],
  fromClaim: (c) => [
    [c, 'x', kplus.PersistentVolumeClaim.fromClaimName(c, 'C', 'c'), { name: 'n', multipleWriters: true }],
    (scope, id, claim, options) => lib.SharedContentVolume.fromClaim(scope, id, claim, options),
  ],
  fromNewClaim: (c) => [
    [
      c,
      'x',
      {
        storage: Size.gibibytes(1),
        accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
        storageClassName: 'x',
      },
    ],
    (scope, id, options) => lib.SharedContentVolume.fromNewClaim(scope, id, options),
  ],
  addWriter: shared('addWriter'),
  addReader: shared('addReader'),
  'AdapterSource.fromLocalhost': (c) => [[pod(c).main.localhost()], (at) => lib.AdapterSource.fromLocalhost(at)],
  'AdapterSource.fromVolume': (c) => [
    [emptyDir(c), '/x'],
    (volume, path) => lib.AdapterSource.fromVolume(volume, path),
  ],
};

const NETWORK: typeof PODS = {
  exposeViaService: (c) => [
    [{ name: 'x', serviceType: kplus.ServiceType.NODE_PORT, ports: [servicePort] }],
    (options) => pod(c).exposeViaService(options),
  ],
  exposeViaHeadlessService: (c) => [
    [{ name: 'x', serviceType: kplus.ServiceType.CLUSTER_IP, ports: [{ port: 8080, targetPort: 8080 }] }],
    (options) => pod(c).exposeViaHeadlessService(options),
  ],
  exposeViaIngress: (c) => [
    ['/x', { name: 'x', ports: [servicePort], pathType: kplus.HttpIngressPathType.PREFIX }],
    (path, options) => deployment(c).exposeViaIngress(path, options),
  ],
  exposeViaGateway: (c) => [
    [{ name: 'x', gateways: [{ name: 'a', namespace: 'b', listener: 'c', port: 80 }], hosts: ['a.b'], matches: [{}] }],
    (options) => pod(c).exposeViaGateway(options),
  ],
  connectTo: (c) => [
    [deployment(c), { ports: [kplus.NetworkPolicyPort.tcp(8080)] }],
    (peer, options) => pod(c).connectTo(peer, options),
  ],
  acceptFrom: (c) => [
    [deployment(c), { ports: [kplus.NetworkPolicyPort.tcp(8080)] }],
    (peer, options) => pod(c).acceptFrom(peer, options),
  ],
  'Endpoint.of': () => [['a.b', 80], (host, port) => lib.Endpoint.of(host, port)],
  'Endpoint.url': () => [['/x', 'http'], (path, scheme) => lib.Endpoint.of('a', 80).url(path, scheme)],
  'Endpoint.fromService': (c) => [[service(c), { port: 80 }], (of, options) => lib.Endpoint.fromService(of, options)],
  HttpIngress: (c) => {
    const route = { host: 'a.b', path: '/', pathType: kplus.HttpIngressPathType.PREFIX, service: service(c), port: 80 };
    const props = { metadata: { labels: { a: 'b' } }, className: 'x', tlsSecretName: 'x', routes: [route] };
    return [[c, 'x', props], (scope, id, all) => new lib.HttpIngress(scope, id, all)];
  },
  HttpRoute: (c) => {
    const match = {
      path: '/x',
      pathType: lib.HttpRoutePathType.EXACT,
      headers: { a: 'b' },
      headerPatterns: { c: 'd' },
      queryParams: { e: 'f' },
      method: lib.HttpRouteMethod.GET,
    };
    const filters = [lib.HttpRouteFilter.requestHeaders({ remove: ['x'] })];
    const backends = [{ service: service(c), port: 80, weight: 1, filters }];
    const rule = { matches: [match], backends, filters, timeout: SECONDS, backendTimeout: SECONDS };
    const props = { metadata: { labels: { a: 'b' } }, gateways: [{ name: 'a' }], hosts: ['a.b'], rules: [rule] };
    return [[c, 'x', props], (scope, id, all) => new lib.HttpRoute(scope, id, all)];
  },
  'HttpRouteFilter.redirect': () => [
    [{ scheme: 'https', host: 'a.b', port: 443, statusCode: 301, path: '/x' }],
    (to) => lib.HttpRouteFilter.redirect(to),
  ],
  'HttpRouteFilter.rewrite': () => [[{ host: 'a.b', prefix: '/x' }], (to) => lib.HttpRouteFilter.rewrite(to)],
  'HttpRouteFilter.requestHeaders': () => [
    [{ set: { a: 'b' }, add: { c: 'd' }, remove: ['x'] }],
    (changes) => lib.HttpRouteFilter.requestHeaders(changes),
  ],
  'HttpRouteFilter.mirror': (c) => [
    [service(c), { port: 80 }],
    (to, options) => lib.HttpRouteFilter.mirror(to, options),
  ],
  ReferenceGrant: (c) => [
    [c, 'x', { metadata: { name: 'x' }, routesFrom: ['x'], services: [service(c)] }],
    (scope, id, props) => new lib.ReferenceGrant(scope, id, props),
  ],
  DefaultDeny: (c) => [
    [c, 'x', { metadata: METADATA, allowDns: true }],
    (scope, id, props) => new lib.DefaultDeny(scope, id, props),
  ],
};

const OTHERS: typeof PODS = {
  DisruptionBudget: (c) => [
    [c, 'x', { metadata: METADATA, workload: deployment(c), maxUnavailable: 1 }],
    (scope, id, props) => new lib.DisruptionBudget(scope, id, props),
  ],
  PodMonitor: (c) => {
    const main = { name: 'app', ...idle, ports: [{ number: 9, name: 'm' }] };
    const endpoint = { container: sidecarPod({ main }, c).main, portName: 'm', path: '/x', interval: SECONDS };
    const props = { metadata: { name: 'x' }, labels: { a: 'b' }, endpoints: [endpoint] };
    return [[c, 'x', props], (scope, id, all) => new lib.PodMonitor(scope, id, all)];
  },
  ArgoApplication: (c) => {
    const props = {
      metadata: METADATA,
      repoUrl: 'https://a.b/c.git',
      targetRevision: 'main',
      path: 'x',
      include: 'x',
      exclude: 'y',
      recurse: true,
      project: 'default',
      destinationNamespace: 'x',
      destinationName: 'x',
      createNamespace: true,
      automated: true,
      prune: true,
      selfHeal: true,
      retry: { limit: 2, pause: SECONDS, factor: 2, maxPause: SECONDS },
      contents: c,
      ignoreDifferences: [{ kind: 'Deployment', group: 'apps', jsonPointers: ['/x'] }],
      syncOptions: ['A=b'],
      deletion: lib.ArgoDeletion.FOREGROUND,
    };
    return [[c, 'x', props], (scope, id, all) => new lib.ArgoApplication(scope, id, all)];
  },
  'ArgoSync.wave': (c) => [[pod(c), 2], (construct, wave) => lib.ArgoSync.wave(construct, wave)],
  'ArgoSync.hook': (c) => [
    [pod(c), lib.ArgoHook.PRE_SYNC, { deletion: lib.ArgoHookDeletion.HOOK_SUCCEEDED }],
    (construct, hook, options) => lib.ArgoSync.hook(construct, hook, options),
  ],
  'Checks.enforce': (c) => [
    [c.node.root, { rules: ['default-container'], minSeverity: lib.CheckSeverity.ERROR, complete: true }],
    (app, options) => lib.Checks.enforce(app, options),
  ],
  'Checks.waive': (c) => [
    [pod(c), 'default-container', 'x'],
    (construct, rule, reason) => lib.Checks.waive(construct, rule, reason),
  ],
  'Checks.find': () => [
    [[], { disable: [], kubernetesVersion: '1.31', nodeCpu: 2, nodeMemory: Size.gibibytes(2) }],
    (manifests, options) => lib.Checks.find(manifests, options),
  ],
  'Diagnose.find': () => [
    [[], { logs: { a: 'b' }, now: new Date() }],
    (objects, options) => lib.Diagnose.find(objects, options),
  ],
  'SidecarSettings.apply': () => [
    [new App(), { kubernetesVersion: '1.31', securityProfile: lib.SecurityProfile.STOCK }],
    (scope, props) => lib.SidecarSettings.apply(scope, props),
  ],
  'ImageFacts.of': () => [['nginx'], (image) => lib.ImageFacts.of(image)],
  'ImageFacts.registerMirror': () => [
    ['registry.example.com/hub', 'docker.io'],
    (prefix, original) => lib.ImageFacts.registerMirror(prefix, original),
  ],
  'ImageReference.parse': () => [['nginx'], (image) => lib.ImageReference.parse(image)],
  'ImageFacts.register': () => [
    [{ repository: 'registry.example.com/x/y', user: 1, ports: [{ number: 80, loopback: true }], tools: ['ls'] }],
    (facts) => lib.ImageFacts.register(facts),
  ],
};

/** Calls of all that is public, each with arguments that it takes. */
export const CALLS: typeof PODS = {
  ...Object.fromEntries((Object.keys(ALL_PROPS) as (keyof typeof ALL_PROPS)[]).map((kind) => [kind, ofKind(kind)])),
  ...PODS,
  ...VOLUMES,
  ...NETWORK,
  ...OTHERS,
};
