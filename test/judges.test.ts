import { apiServerErrors } from './api-server';
import { restrictedViolations } from './pod-security-standard';
import { isAllowed } from './reachability';
import { Manifest } from './synth';

/** The functions that judge in other tests would judge nothing if they found nothing. */
describe('the Pod Security Standard restricted', () => {
  const container: Manifest = {
    name: 'app',
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } },
  };
  const pod: Manifest = {
    securityContext: { runAsNonRoot: true, runAsUser: 1, seccompProfile: { type: 'RuntimeDefault' } },
    volumes: [{ name: 'a', emptyDir: {} }],
    containers: [container],
  };
  const withContainer = (change: Manifest) => ({ ...pod, containers: [{ ...container, ...change }] });
  const secured = (change: Manifest) => withContainer({ securityContext: { ...container.securityContext, ...change } });
  const withPod = (change: Manifest) => ({ ...pod, securityContext: { ...pod.securityContext, ...change } });

  test('is met', () => {
    expect(restrictedViolations(pod)).toEqual([]);
  });

  test.each<[string, Manifest]>([
    ['hostNetwork', { ...pod, hostNetwork: true }],
    ['volume a is a hostPath', { ...pod, volumes: [{ name: 'a', hostPath: {} }] }],
    ['sysctl kernel.msgmax', withPod({ sysctls: [{ name: 'kernel.msgmax', value: '1' }] })],
    ['container app is privileged', secured({ privileged: true })],
    ['container app may escalate its privileges', secured({ allowPrivilegeEscalation: undefined })],
    ['container app may run as root', secured({ runAsNonRoot: false })],
    ['container app runs as user 0', secured({ runAsUser: 0 })],
    ['container app has no seccompProfile', secured({ seccompProfile: { type: 'Unconfined' } })],
    ['container app keeps capabilities', secured({ capabilities: { drop: ['NET_RAW'] } })],
    ['container app adds capabilities', secured({ capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } })],
    ['container app has a hostPort', withContainer({ ports: [{ containerPort: 80, hostPort: 80 }] })],
    ['container app dials another host', withContainer({ livenessProbe: { tcpSocket: { host: 'a', port: 1 } } })],
    ['container app dials another host', withContainer({ lifecycle: { preStop: { httpGet: { host: 'a' } } } })],
  ])('is broken: %s', (violation, spec) => {
    expect(restrictedViolations(spec)).toEqual([violation]);
  });

  test('counts init containers', () => {
    expect(restrictedViolations({ ...pod, initContainers: [{ name: 'init' }] })).toEqual([
      'container init may escalate its privileges',
      'container init keeps capabilities',
    ]);
  });
});

describe('the API server', () => {
  const pod = (spec: Manifest): Manifest => ({
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'app', image: 'a' }], ...spec },
  });
  const container = (change: Manifest) => pod({ containers: [{ name: 'app', image: 'a', ...change }] });
  const service = (...ports: Manifest[]) => ({ kind: 'Service', metadata: { name: 'web' }, spec: { ports } });
  const template = { metadata: { labels: {} }, spec: pod({}).spec };

  test.each<[string, Manifest]>([
    ['container app twice', pod({ initContainers: [{ name: 'app', image: 'a' }] })],
    ['container name App', container({ name: 'App' })],
    ['volume v twice', pod({ volumes: [{ name: 'v' }, { name: 'v' }] })],
    ['volume name V', pod({ volumes: [{ name: 'V' }] })],
    ['restartPolicy of regular container app', container({ restartPolicy: 'Always' })],
    ['probe or hook of init container init', pod({ initContainers: [{ name: 'init', image: 'a', startupProbe: {} }] })],
    ['container app: no image', container({ image: undefined })],
    ['container app: port name HTTP', container({ ports: [{ containerPort: 80, name: 'HTTP' }] })],
    ['container app: port name 80', container({ ports: [{ containerPort: 80, name: '80' }] })],
    ['container app: port 0', container({ ports: [{ containerPort: 0 }] })],
    ['container app: no volume v', container({ volumeMounts: [{ name: 'v', mountPath: '/v' }] })],
    [
      'container app: request of memory above its limit',
      container({ resources: { requests: { memory: '1Gi' }, limits: { memory: '512Mi' } } }),
    ],
    [
      'container app: privileged and not allowed to escalate',
      container({ securityContext: { privileged: true, allowPrivilegeEscalation: false } }),
    ],
    ['port 80/TCP twice', service({ port: 80, name: 'a' }, { port: 80, name: 'b' })],
    ['a port without a name', service({ port: 80, name: 'a' }, { port: 81 })],
    ['port name a twice', service({ port: 80, name: 'a' }, { port: 81, name: 'a' })],
    [
      'restartPolicy Never',
      {
        ...pod({}),
        kind: 'DaemonSet',
        spec: { template: { ...template, spec: { containers: [], restartPolicy: 'Never' } } },
      },
    ],
    ['restartPolicy undefined', { ...pod({}), kind: 'Job', spec: { template } }],
    [
      'the selector does not match the labels of the template',
      { ...pod({}), kind: 'Deployment', spec: { template, selector: { matchLabels: { app: 'web' } } } },
    ],
  ])('rejects: %s', (problem, manifest) => {
    expect(apiServerErrors(manifest)).toEqual([`${manifest.kind} web: ${problem}`]);
  });

  test('rejects one hostPort or mount path twice', () => {
    const port = { containerPort: 80, hostPort: 80 };
    const native = { name: 'native', image: 'a', restartPolicy: 'Always', ports: [port] };
    const twice = pod({ containers: [{ name: 'app', image: 'a', ports: [port] }], initContainers: [native] });
    expect(apiServerErrors(twice)).toEqual(['Pod web: hostPort 80/TCP  twice']);
    const mount = { name: 'v', mountPath: '/v' };
    const mounts = [{ name: 'app', image: 'a', volumeMounts: [mount, mount] }];
    expect(apiServerErrors(pod({ volumes: [{ name: 'v' }], containers: mounts }))).toEqual([
      'Pod web: container app: mount at /v twice',
    ]);
  });

  test('takes what is right', () => {
    expect(apiServerErrors(container({ ports: [{ containerPort: 80, name: 'http' }] }))).toEqual([]);
    expect(apiServerErrors(service({ port: 80 }))).toEqual([]);
  });
});

describe('network policies', () => {
  const [web, cache] = [{ labels: { app: 'web' } }, { labels: { app: 'cache' } }];
  const policy = (spec: Manifest): Manifest => ({ metadata: {}, spec });
  const port = { port: 6379 };

  test('let everything pass where none selects a Pod, and nothing where one has no rule', () => {
    expect(isAllowed([], web, cache, port)).toBe(true);
    expect(isAllowed([policy({ podSelector: {}, policyTypes: ['Ingress'] })], web, cache, port)).toBe(false);
    expect(isAllowed([policy({ podSelector: {}, policyTypes: ['Egress'] })], web, cache, port)).toBe(false);
    const elsewhere = { metadata: { namespace: 'elsewhere' }, spec: { podSelector: {}, policyTypes: ['Ingress'] } };
    expect(isAllowed([elsewhere], web, cache, port)).toBe(true);
  });

  test('let pass what one of them allows, in both directions', () => {
    const deny = policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    const ports = [{ port: 6379, protocol: 'TCP' }];
    const ingress = [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports }];
    const egress = [{ to: [{ podSelector: { matchLabels: { app: 'cache' } } }], ports }];
    const into = policy({ podSelector: { matchLabels: { app: 'cache' } }, policyTypes: ['Ingress'], ingress });
    const outOf = policy({ podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'], egress });
    expect(isAllowed([deny, into, outOf], web, cache, port)).toBe(true);
    expect(isAllowed([deny, into], web, cache, port)).toBe(false);
    expect(isAllowed([deny, outOf], web, cache, port)).toBe(false);
    expect(isAllowed([deny, into, outOf], web, cache, { port: 6379, protocol: 'UDP' })).toBe(false);
    expect(isAllowed([deny, into, outOf], { ...web, namespace: 'elsewhere' }, cache, port)).toBe(false);
  });
});
