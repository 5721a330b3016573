import { Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import {
  ComposedPodProps,
  MainContainerProps,
  PodDefaults,
  SecurityProfile,
  SidecarCronJob,
  SidecarCronJobProps,
  SidecarDaemonSet,
  SidecarDaemonSetProps,
  SidecarDeployment,
  SidecarDeploymentProps,
  SidecarJob,
  SidecarJobProps,
  SidecarPod,
  SidecarPodProps,
  SidecarStatefulSet,
  SidecarStatefulSetProps,
} from '../lib';
import { OWN } from './pods';
import type { AnyWorkload, Kind } from './workloads';

const SECURITY: Required<kplus.PodSecurityContextProps> = {
  user: 1000,
  group: 1001,
  fsGroup: 1002,
  fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH,
  ensureNonRoot: false,
  // Those of the network are the node's here.
  sysctls: [{ name: 'kernel.shm_rmid_forced', value: '1' }],
};

const DNS: Required<kplus.PodDnsProps> = {
  hostname: 'all',
  subdomain: 'props',
  hostnameAsFQDN: true,
  policy: kplus.DnsPolicy.NONE,
  nameservers: ['192.0.2.53'],
  searches: ['example.com'],
  options: [{ name: 'ndots', value: '2' }],
};

const MAIN: MainContainerProps = {
  name: 'app',
  image: OWN,
  command: ['serve'],
  ports: [{ number: 8080, name: 'http' }],
  resources: { cpu: { request: kplus.Cpu.millis(50) }, memory: { limit: Size.mebibytes(64) } },
};

/** What our Pod and all our workloads take, each set to something else than its default. */
function common(
  scope: Construct,
  restartPolicy: kplus.RestartPolicy,
): Required<ComposedPodProps & kplus.AbstractPodProps> {
  return {
    metadata: { name: 'all', namespace: 'shop', labels: { app: 'all' }, annotations: { 'example.com/note': 'object' } },
    main: MAIN,
    containers: [{ name: 'second', image: OWN, args: ['work'] }],
    initContainers: [{ name: 'prepare', image: 'busybox:1.36', args: ['true'] }],
    volumes: [kplus.Volume.fromEmptyDir(scope, 'spare', 'spare')],
    restartPolicy,
    serviceAccount: kplus.ServiceAccount.fromServiceAccountName(scope, 'account', 'robot'),
    securityContext: SECURITY,
    hostAliases: [{ ip: '192.0.2.1', hostnames: ['db'] }],
    dns: DNS,
    dockerRegistryAuth: kplus.Secret.fromSecretName(scope, 'registry', 'registry'),
    automountServiceAccountToken: true,
    isolate: true,
    hostNetwork: true,
    terminationGracePeriod: Duration.seconds(77),
    securityProfile: SecurityProfile.STOCK,
    podDefaults: PodDefaults.KUBERNETES,
    enableServiceLinks: true,
    shareProcessNamespace: true,
    topologySpread: [{ topology: kplus.Topology.ZONE, maxSkew: 2, required: true }],
  };
}

const OF_WORKLOADS: Required<Omit<kplus.WorkloadProps, keyof kplus.AbstractPodProps>> = {
  podMetadata: { labels: { tier: 'web' }, annotations: { 'example.com/note': 'pod' } },
  select: false,
  spread: true,
};

const { ALWAYS, ON_FAILURE } = kplus.RestartPolicy;

/** Every property there is, by kind. The compiler misses what is added and not listed here. */
export const ALL_PROPS = {
  Pod: (scope: Construct): Required<SidecarPodProps> => common(scope, ALWAYS),
  Deployment: (scope: Construct): Required<SidecarDeploymentProps> => ({
    ...common(scope, ALWAYS),
    ...OF_WORKLOADS,
    replicas: 3,
    strategy: kplus.DeploymentStrategy.recreate(),
    minReady: Duration.seconds(5),
    progressDeadline: Duration.seconds(120),
  }),
  StatefulSet: (scope: Construct): Required<SidecarStatefulSetProps> => ({
    ...common(scope, ALWAYS),
    ...OF_WORKLOADS,
    service: new kplus.Service(scope, 'own', { metadata: { name: 'own', namespace: 'shop' }, ports: [{ port: 8080 }] }),
    replicas: 3,
    podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
    strategy: kplus.StatefulSetUpdateStrategy.onDelete(),
    minReady: Duration.seconds(5),
  }),
  DaemonSet: (scope: Construct): Required<SidecarDaemonSetProps> => ({
    ...common(scope, ALWAYS),
    ...OF_WORKLOADS,
    minReadySeconds: 5,
  }),
  Job: (scope: Construct): Required<SidecarJobProps> => ({
    ...common(scope, ON_FAILURE),
    ...OF_WORKLOADS,
    select: true,
    activeDeadline: Duration.seconds(300),
    backoffLimit: 2,
    ttlAfterFinished: Duration.seconds(60),
  }),
  // cdk8s-plus refuses ttlAfterFinished together with the numbers of Jobs that are retained.
  CronJob: (scope: Construct): Required<Omit<SidecarCronJobProps, 'ttlAfterFinished'>> => ({
    ...common(scope, ON_FAILURE),
    ...OF_WORKLOADS,
    activeDeadline: Duration.seconds(300),
    backoffLimit: 2,
    schedule: Cron.hourly(),
    timeZone: 'Etc/UTC',
    concurrencyPolicy: kplus.ConcurrencyPolicy.REPLACE,
    startingDeadline: Duration.seconds(30),
    suspend: true,
    successfulJobsRetained: 5,
    failedJobsRetained: 6,
  }),
};

/** The workload with every property, without those that are named. */
export function withAllProps(kind: Kind, scope: Construct, ...without: string[]): AnyWorkload {
  const props = Object.fromEntries(Object.entries(ALL_PROPS[kind](scope)).filter(([key]) => !without.includes(key)));
  const make: Record<Kind, (props: never) => AnyWorkload> = {
    Pod: (all) => new SidecarPod(scope, 'all', all),
    Deployment: (all) => new SidecarDeployment(scope, 'all', all),
    StatefulSet: (all) => new SidecarStatefulSet(scope, 'all', all),
    DaemonSet: (all) => new SidecarDaemonSet(scope, 'all', all),
    Job: (all) => new SidecarJob(scope, 'all', all),
    CronJob: (all) => new SidecarCronJob(scope, 'all', all),
  };
  return make[kind](props as never);
}
