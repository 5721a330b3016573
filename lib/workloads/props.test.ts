import { Chart, Duration, Testing } from 'cdk8s';
import { ALL_PROPS, withAllProps } from '../../test/all-props';
import { OWN } from '../../test/pods';
import { Manifest, manifestOf, manifestsOf, podSpecOf } from '../../test/synth';
import { AnyWorkload, Kind, KINDS, WORKLOADS } from '../../test/workloads';
import { SidecarCronJob } from '..';

const ADDRESS = 'cdk8s.io/metadata.addr';

function addressOf(workload: AnyWorkload): Record<string, string> {
  return { [ADDRESS]: workload.podMetadata.getLabel(ADDRESS)! };
}

describe('with as little as they take', () => {
  const PODS = {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    volumes: [{ name: 'main-tmp', emptyDir: { sizeLimit: '64Mi' } }],
    containers: [
      {
        name: 'main',
        image: OWN,
        ports: [{ containerPort: 8080 }],
        resources: {
          requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '16Mi' },
          limits: { memory: '512Mi', 'ephemeral-storage': '192Mi' },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          readOnlyRootFilesystem: true,
          runAsGroup: 65534,
          runAsUser: 65534,
        },
        volumeMounts: [{ name: 'main-tmp', mountPath: '/tmp' }],
      },
    ],
  };
  const ONCE = { ...PODS, restartPolicy: 'Never' };

  const EXPECTED: Record<Kind, (address: Record<string, string>, workload: AnyWorkload) => Manifest> = {
    Pod: (labels) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', labels }, spec: PODS }),
    Deployment: (labels) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        replicas: 2,
        minReadySeconds: 0,
        progressDeadlineSeconds: 600,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: PODS },
      },
    }),
    StatefulSet: (labels, workload) => ({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'web' },
      spec: {
        replicas: 1,
        minReadySeconds: 0,
        podManagementPolicy: 'OrderedReady',
        serviceName: manifestsOf(Chart.of(workload), 'Service')[0].metadata.name,
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: PODS },
      },
    }),
    DaemonSet: (labels) => ({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'web' },
      spec: { minReadySeconds: 0, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: PODS } },
    }),
    Job: (labels) => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'web' },
      spec: { template: { metadata: { labels }, spec: ONCE } },
    }),
    CronJob: (labels) => ({
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'web' },
      spec: {
        schedule: '0 0 * * *',
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 10,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 1,
        suspend: false,
        jobTemplate: { spec: { template: { metadata: { labels }, spec: ONCE } } },
      },
    }),
  };

  test.each(KINDS)('a %s', (kind) => {
    const workload = WORKLOADS[kind](Testing.chart(), 'web', {
      metadata: { name: 'web' },
      main: { image: OWN, portNumber: 8080 },
    });
    expect(manifestOf(workload)).toEqual(EXPECTED[kind](addressOf(workload), workload));
  });
});

describe.each(KINDS)('a %s with all that it takes', (kind) => {
  const required = ['main', 'schedule'];
  // Jobs have no selector of their own, and without securityProfile the Pod is refused for what it asks.
  const special = kind === 'Job' || kind === 'CronJob' ? ['securityProfile', 'select'] : ['securityProfile'];
  const optional = Object.keys(ALL_PROPS[kind](Testing.chart())).filter(
    (key) => ![...required, ...special].includes(key),
  );

  const render = (...without: string[]) => {
    const chart = Testing.chart();
    withAllProps(kind, chart, ...without);
    return Testing.synth(chart);
  };

  test.each(optional)('shows %s in the YAML', (key) => {
    expect(render(key)).not.toEqual(render());
  });

  test('shows securityProfile in the YAML', () => {
    const refused = ['hostNetwork', 'securityContext'];
    expect(render(...refused, 'securityProfile')).not.toEqual(render(...refused));
  });

  test('is the same each time it is rendered', () => {
    const chart = Testing.chart();
    withAllProps(kind, chart);
    expect(Testing.synth(chart)).toEqual(Testing.synth(chart));
  });

  test('has it where the API looks for it', () => {
    const workload = withAllProps(kind, Testing.chart());
    const address = addressOf(workload);
    const spread = ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((topologyKey) => ({
      topologyKey,
      labelSelector: { matchLabels: address },
      namespaces: ['shop'],
    }));
    expect(podSpecOf(workload)).toEqual({
      restartPolicy: kind === 'Job' || kind === 'CronJob' ? 'OnFailure' : 'Always',
      serviceAccountName: 'robot',
      automountServiceAccountToken: true,
      enableServiceLinks: true,
      shareProcessNamespace: true,
      hostNetwork: true,
      hostname: 'all',
      subdomain: 'props',
      setHostnameAsFQDN: true,
      dnsPolicy: 'None',
      dnsConfig: {
        nameservers: ['192.0.2.53'],
        searches: ['example.com'],
        options: [{ name: 'ndots', value: '2' }],
      },
      hostAliases: [{ ip: '192.0.2.1', hostnames: ['db'] }],
      imagePullSecrets: [{ name: 'registry' }],
      terminationGracePeriodSeconds: 77,
      securityContext: {
        runAsUser: 1000,
        runAsGroup: 1001,
        runAsNonRoot: false,
        fsGroup: 1002,
        fsGroupChangePolicy: 'OnRootMismatch',
        sysctls: [{ name: 'kernel.shm_rmid_forced', value: '1' }],
      },
      topologySpreadConstraints: [
        {
          topologyKey: 'topology.kubernetes.io/zone',
          maxSkew: 2,
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchLabels: address },
        },
      ],
      ...(kind === 'Pod'
        ? {}
        : { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: spread } } }),
      volumes: [{ name: 'spare', emptyDir: {} }],
      containers: [
        {
          name: 'app',
          image: OWN,
          command: ['serve'],
          ports: [{ containerPort: 8080, name: 'http' }],
          resources: { requests: { cpu: '50m' }, limits: { memory: '64Mi' } },
        },
        { name: 'second', image: OWN, args: ['work'] },
      ],
      initContainers: [{ name: 'prepare', image: 'busybox:1.36', args: ['true'] }],
    });
  });

  test('is isolated in its namespace', () => {
    const chart = Testing.chart();
    const workload = withAllProps(kind, chart);
    expect(manifestsOf(chart, 'NetworkPolicy')).toMatchObject([
      {
        metadata: { namespace: 'shop' },
        spec: { podSelector: { matchLabels: addressOf(workload) }, policyTypes: ['Egress', 'Ingress'] },
      },
    ]);
  });
});

describe('what only some take', () => {
  const template = (address: Record<string, string>) => ({
    metadata: { labels: { tier: 'web', ...address }, annotations: { 'example.com/note': 'pod' } },
    spec: expect.any(Object),
  });
  const EXPECTED: Record<Kind, (address: Record<string, string>) => Manifest> = {
    Pod: () => expect.any(Object),
    Deployment: (address) => ({
      replicas: 3,
      strategy: { type: 'Recreate' },
      minReadySeconds: 5,
      progressDeadlineSeconds: 120,
      selector: {},
      template: template(address),
    }),
    StatefulSet: (address) => ({
      replicas: 3,
      serviceName: 'own',
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'OnDelete' },
      minReadySeconds: 5,
      selector: {},
      template: template(address),
    }),
    DaemonSet: (address) => ({ minReadySeconds: 5, selector: {}, template: template(address) }),
    Job: (address) => ({
      activeDeadlineSeconds: 300,
      backoffLimit: 2,
      ttlSecondsAfterFinished: 60,
      template: template(address),
    }),
    CronJob: (address) => ({
      schedule: '0 * * * *',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Replace',
      startingDeadlineSeconds: 30,
      suspend: true,
      successfulJobsHistoryLimit: 5,
      failedJobsHistoryLimit: 6,
      jobTemplate: { spec: { activeDeadlineSeconds: 300, backoffLimit: 2, template: template(address) } },
    }),
  };

  test.each(KINDS)('is in the %s', (kind) => {
    const workload = withAllProps(kind, Testing.chart());
    const manifest = manifestOf(workload);
    expect(manifest.metadata).toEqual({
      name: 'all',
      namespace: 'shop',
      labels: kind === 'Pod' ? { app: 'all', ...addressOf(workload) } : { app: 'all' },
      annotations: { 'example.com/note': 'object' },
    });
    expect(manifest.spec).toEqual(EXPECTED[kind](addressOf(workload)));
  });

  test('is in the CronJob, ttlAfterFinished where no numbers are retained', () => {
    const cronJob = new SidecarCronJob(Testing.chart(), 'all', {
      ...ALL_PROPS.CronJob(Testing.chart()),
      successfulJobsRetained: undefined,
      failedJobsRetained: undefined,
      ttlAfterFinished: Duration.seconds(60),
    });
    expect(manifestOf(cronJob).spec.jobTemplate.spec.ttlSecondsAfterFinished).toBe(60);
  });
});
