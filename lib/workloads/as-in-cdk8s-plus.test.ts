import { ApiObject, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { OWN } from '../../test/pods';
import { isAllowed, podsOf } from '../../test/reachability';
import { containerOf, manifestOf, manifestsOf, podSpecOf, validationErrors } from '../../test/synth';
import { AnyWorkload, KINDS, LASTING_KINDS, WORKLOADS } from '../../test/workloads';
import { SidecarDeployment, SidecarStatefulSet } from '..';

const ADDRESS = 'cdk8s.io/metadata.addr';

const CLASSES = {
  Pod: kplus.Pod,
  Deployment: kplus.Deployment,
  StatefulSet: kplus.StatefulSet,
  DaemonSet: kplus.DaemonSet,
  Job: kplus.Job,
  CronJob: kplus.CronJob,
};

describe.each(KINDS)('a %s', (kind) => {
  let chart: Chart;
  let workload: AnyWorkload;

  beforeEach(() => {
    chart = Testing.chart();
    workload = WORKLOADS[kind](chart, 'web', {
      metadata: { name: 'web' },
      main: { name: 'app', image: OWN, portNumber: 8080 },
    });
  });

  const templateOf = () => {
    const { metadata, spec } = manifestOf(workload);
    return (spec.jobTemplate?.spec.template ?? spec.template ?? { metadata }).metadata;
  };

  test('is one of cdk8s-plus', () => {
    expect(workload).toBeInstanceOf(CLASSES[kind]);
    expect(workload.kind).toBe(kind);
  });

  test('takes labels and annotations, on the object and on its Pods', () => {
    workload.metadata.addLabel('team', 'a');
    workload.metadata.addAnnotation('example.com/a', 'b');
    workload.podMetadata.addLabel('tier', 'web');
    workload.podMetadata.addAnnotation('example.com/c', 'd');
    expect(manifestOf(workload).metadata).toMatchObject({
      labels: { team: 'a' },
      annotations: { 'example.com/a': 'b' },
    });
    expect(templateOf()).toMatchObject({ labels: { tier: 'web' }, annotations: { 'example.com/c': 'd' } });
  });

  test('takes JSON patches', () => {
    ApiObject.of(workload).addJsonPatch(JsonPatch.add('/metadata/finalizers', ['example.com/wait']));
    expect(manifestOf(workload).metadata.finalizers).toEqual(['example.com/wait']);
  });

  test('is scheduled as asked', () => {
    workload.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('disk', 'ssd')));
    workload.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.exists('gpu')));
    workload.scheduling.separate(kplus.Pods.select(chart, 'noisy', { labels: { app: 'noisy' } }));
    workload.scheduling.colocate(kplus.Pods.select(chart, 'near', { labels: { app: 'near' } }), { weight: 5 });
    workload.scheduling.assign(kplus.Node.named('node-1'));
    const term = (app: string) => ({ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app } } });
    expect(podSpecOf(workload)).toMatchObject({
      nodeName: 'node-1',
      tolerations: [{ key: 'gpu', operator: 'Exists' }],
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }],
          },
        },
        podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term('noisy')] },
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 5, podAffinityTerm: term('near') }],
        },
      },
    });
  });

  test('connects as in cdk8s-plus', () => {
    const peer = new kplus.Deployment(chart, 'peer', { containers: [{ image: OWN, portNumber: 6379 }] });
    workload.connections.allowTo(peer);
    workload.connections.allowFrom(peer);
    const policies = manifestsOf(chart, 'NetworkPolicy');
    const [own, other] = [{ labels: templateOf().labels }, podsOf(manifestOf(peer))];
    expect(isAllowed(policies, own, other, { port: 6379 })).toBe(true);
    expect(isAllowed(policies, other, own, { port: 8080 })).toBe(true);
    expect(isAllowed(policies, other, own, { port: 8081 })).toBe(false);
  });

  test('is selected by Services and policies of cdk8s-plus', () => {
    const service = new kplus.Service(chart, 'service', {
      selector: workload,
      ports: [{ port: 80, targetPort: 8080 }],
    });
    const policy = new kplus.NetworkPolicy(chart, 'policy', { selector: workload });
    const address = { [ADDRESS]: workload.podMetadata.getLabel(ADDRESS) };
    expect(manifestOf(service).spec.selector).toEqual(address);
    expect(manifestOf(policy).spec.podSelector).toEqual({ matchLabels: address });
    expect(templateOf().labels).toMatchObject(address);
  });

  test('has its name servers, host aliases and volumes changed after it is made', () => {
    workload.dns.addNameserver('192.0.2.53');
    workload.dns.addSearch('example.com');
    workload.dns.addOption({ name: 'ndots', value: '1' });
    workload.addHostAlias({ ip: '192.0.2.1', hostnames: ['db'] });
    workload.addVolume(kplus.Volume.fromEmptyDir(chart, 'spare', 'spare'));
    expect(podSpecOf(workload)).toMatchObject({
      dnsConfig: { nameservers: ['192.0.2.53'], searches: ['example.com'], options: [{ name: 'ndots', value: '1' }] },
      hostAliases: [{ ip: '192.0.2.1', hostnames: ['db'] }],
      volumes: expect.arrayContaining([{ name: 'spare', emptyDir: {} }]),
    });
  });

  test('has containers that take mounts, variables and ports after they are made', () => {
    const config = new kplus.ConfigMap(chart, 'config', { metadata: { name: 'config' } });
    workload.main.mount('/config', kplus.Volume.fromConfigMap(chart, 'volume', config, { name: 'config' }), {
      subPath: 'a',
      readOnly: true,
    });
    workload.main.env.addVariable('A', kplus.EnvValue.fromValue('b'));
    workload.main.env.copyFrom(kplus.Env.fromConfigMap(config));
    workload.main.addPort({ number: 9090, name: 'metrics' });
    expect(containerOf(workload, 'app')).toMatchObject({
      env: [{ name: 'A', value: 'b' }],
      envFrom: [{ configMapRef: { name: 'config' } }],
      ports: [{ containerPort: 8080 }, { containerPort: 9090, name: 'metrics' }],
      volumeMounts: expect.arrayContaining([{ name: 'config', mountPath: '/config', subPath: 'a', readOnly: true }]),
    });
    expect(podSpecOf(workload).volumes).toContainEqual({ name: 'config', configMap: { name: 'config' } });
  });

  test('takes containers in the ways of cdk8s-plus', () => {
    workload.addContainer({ name: 'second', image: OWN });
    workload.addInitContainer({ image: OWN });
    workload.addInitContainer({ name: 'native', image: OWN, restartPolicy: kplus.ContainerRestartPolicy.ALWAYS });
    workload.attachContainer(
      new kplus.Container({
        name: 'made',
        image: 'example.com/made:1',
        args: ['serve'],
        resources: { memory: { limit: Size.mebibytes(7) } },
        securityContext: { user: 7 },
      }),
    );
    const { containers, initContainers } = podSpecOf(workload);
    expect(containers).toMatchObject([
      { name: 'app' },
      { name: 'second' },
      { name: 'made', args: ['serve'], resources: { limits: { memory: '7Mi' } }, securityContext: { runAsUser: 7 } },
    ]);
    expect(initContainers).toMatchObject([{ name: 'init-0' }, { name: 'native', restartPolicy: 'Always' }]);
    expect(workload.containers.map(({ name }) => name)).toEqual(['app', 'second', 'made']);
    expect(workload.initContainers.map(({ name }) => name)).toEqual(['init-0', 'native']);
    workload.containers.pop();
    workload.initContainers.pop();
    expect(workload.containers).toHaveLength(3);
    expect(workload.initContainers).toHaveLength(2);
  });

  test('is granted permissions and granted to others', () => {
    const account = new kplus.ServiceAccount(chart, 'account', { metadata: { name: 'robot' } });
    const config = new kplus.ConfigMap(chart, 'config');
    const robot = WORKLOADS[kind](chart, 'robot', { serviceAccount: account, main: { image: OWN, portNumber: 1 } });
    config.permissions.grantRead(robot);
    workload.permissions.grantRead(account);
    expect(manifestsOf(chart, 'RoleBinding').map(({ subjects }) => subjects)).toEqual([
      [{ kind: 'ServiceAccount', name: 'robot', apiGroup: '' }],
      [{ kind: 'ServiceAccount', name: 'robot', apiGroup: '' }],
    ]);
    expect(manifestsOf(chart, 'Role').map(({ rules }) => rules[0].resourceNames[0])).toEqual(['web', config.name]);
    expect(podSpecOf(robot).serviceAccountName).toBe('robot');
  });
});

test.each(LASTING_KINDS.filter((kind) => kind !== 'Pod'))(
  'a %s spreads its Pods and selects them by more labels',
  (kind) => {
    const workload = WORKLOADS[kind as 'Deployment'](Testing.chart(), 'web', { main: { image: OWN, portNumber: 1 } });
    workload.scheduling.spread({ topology: kplus.Topology.ZONE, weight: 50 });
    workload.select(kplus.LabelSelector.of({ labels: { app: 'web' } }));
    const address = { [ADDRESS]: workload.podMetadata.getLabel(ADDRESS) };
    expect(workload.matchLabels).toEqual({ ...address, app: 'web' });
    expect(manifestOf(workload).spec.selector).toEqual({ matchLabels: { ...address, app: 'web' } });
    expect(podSpecOf(workload).affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution).toEqual([
      {
        weight: 50,
        podAffinityTerm: { topologyKey: 'topology.kubernetes.io/zone', labelSelector: { matchLabels: address } },
      },
    ]);
  },
);

describe.each([
  [
    'Deployment',
    (chart: Chart) => new SidecarDeployment(chart, 'web', { main: { name: 'app', image: OWN, portNumber: 1 } }),
  ],
  [
    'StatefulSet',
    (chart: Chart) => new SidecarStatefulSet(chart, 'web', { main: { name: 'app', image: OWN, portNumber: 1 } }),
  ],
] as const)('an autoscaler of a %s', (kind, make) => {
  test('finds the request of every container that it adds up, native sidecars too', () => {
    const chart = Testing.chart();
    const web = make(chart);
    web.addSidecar({ name: 'native', image: OWN });
    new kplus.HorizontalPodAutoscaler(chart, 'hpa', {
      target: web,
      maxReplicas: 5,
      metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
    });
    expect(validationErrors(chart)).toEqual([]);
    const [{ spec }] = manifestsOf(chart, 'HorizontalPodAutoscaler');
    expect(spec.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind, name: web.name });
    expect(manifestOf(web).spec).not.toHaveProperty('replicas');
    const { containers, initContainers } = podSpecOf(web);
    const requests = [...containers, ...initContainers].map(({ resources }) => resources.requests);
    expect(requests).toMatchObject([
      { cpu: '100m', memory: '128Mi' },
      { cpu: '10m', memory: '32Mi' },
    ]);
  });

  test('measures a container by itself', () => {
    const chart = Testing.chart();
    const web = make(chart);
    new kplus.HorizontalPodAutoscaler(chart, 'hpa', {
      target: web,
      maxReplicas: 5,
      metrics: [kplus.Metric.containerCpu({ container: web.main, target: kplus.MetricTarget.averageUtilization(70) })],
    });
    expect(manifestsOf(chart, 'HorizontalPodAutoscaler')[0].spec.metrics).toMatchObject([
      { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'app' } },
    ]);
  });
});
