import * as kplus from 'cdk8s-plus-28';
import { SecurityProfile } from './security/security-profile';
import { PodDefaults } from './settings';
import {
  COUNT,
  CRON,
  FLAG,
  isObject,
  lazily,
  LIST,
  listOf,
  made,
  mapOf,
  OBJECT,
  objectOf,
  oneOf,
  resource,
  SECONDS,
  SERVICE,
  Shape,
  Shapes,
  TEXT,
  TEXTS,
} from './shapes';

export const METADATA = objectOf({
  name: TEXT,
  namespace: TEXT,
  labels: mapOf(lazily(TEXT)),
  annotations: mapOf(lazily(TEXT)),
  finalizers: TEXTS,
});

const VOLUME = made('a Volume of cdk8s-plus', '_toKube', (value) =>
  isObject(value) && 'addReader' in value
    ? 'leave it out, as who reads or writes it mounts it'
    : 'pass what Volume.fromEmptyDir and the like return',
);
export const VOLUMES = listOf(VOLUME);

export const HOST_ALIASES = listOf(objectOf({ ip: TEXT, hostnames: TEXTS }, ['ip', 'hostnames']));

const NAME_AND_VALUE = { name: TEXT, value: TEXT };

const DNS = objectOf({
  hostname: TEXT,
  subdomain: TEXT,
  hostnameAsFQDN: FLAG,
  policy: oneOf('DnsPolicy', kplus.DnsPolicy),
  nameservers: TEXTS,
  searches: TEXTS,
  options: listOf(objectOf(NAME_AND_VALUE, ['name'])),
});

const SECURITY = objectOf({
  user: COUNT,
  group: COUNT,
  fsGroup: COUNT,
  fsGroupChangePolicy: oneOf('FsGroupChangePolicy', kplus.FsGroupChangePolicy),
  ensureNonRoot: FLAG,
  sysctls: listOf(objectOf(NAME_AND_VALUE, ['name', 'value'])),
});

const SKEW: Shape = {
  ...COUNT,
  be: 'a whole number from 1',
  fits: (value) => value !== 0 && COUNT.fits(value),
  fix: (value) => (/^\d+$/.test(String(value)) && value !== 0 ? COUNT.fix(value) : 'pass 1 or more'),
};

const SPREAD = objectOf(
  {
    topology: made('a Topology of cdk8s-plus', 'key', (value) =>
      typeof value === 'string' ? `pass Topology.custom('${value}')` : 'pass Topology.HOSTNAME or Topology.ZONE',
    ),
    maxSkew: SKEW,
    required: FLAG,
  },
  ['topology'],
);

const STRATEGY: Shape = made(
  'a strategy of cdk8s-plus',
  '_toKube',
  () => 'pass what DeploymentStrategy.rollingUpdate or StatefulSetUpdateStrategy.onDelete and the like return',
);

const ACCOUNT = resource('a ServiceAccount of cdk8s-plus', 'serviceaccounts', (value) =>
  typeof value === 'string'
    ? `pass ServiceAccount.fromServiceAccountName(chart, 'Account', '${value}')`
    : 'pass a ServiceAccount, or what ServiceAccount.fromServiceAccountName returns',
);

const SECRET = resource('a Secret of cdk8s-plus', 'secrets', (value) =>
  typeof value === 'string'
    ? `pass Secret.fromSecretName(chart, 'Secret', '${value}')`
    : 'pass a Secret, or what Secret.fromSecretName returns',
);

/** Of Pods and workloads of all kinds. */
export const OF_PODS: Shapes = {
  metadata: METADATA,
  podMetadata: METADATA,
  main: OBJECT,
  containers: LIST,
  initContainers: LIST,
  volumes: VOLUMES,
  topologySpread: listOf(SPREAD),
  securityContext: SECURITY,
  securityProfile: oneOf('SecurityProfile', SecurityProfile),
  podDefaults: oneOf('PodDefaults', PodDefaults),
  restartPolicy: oneOf('RestartPolicy', kplus.RestartPolicy),
  serviceAccount: ACCOUNT,
  dockerRegistryAuth: SECRET,
  hostAliases: HOST_ALIASES,
  dns: DNS,
  automountServiceAccountToken: FLAG,
  enableServiceLinks: FLAG,
  shareProcessNamespace: FLAG,
  hostNetwork: FLAG,
  isolate: FLAG,
  select: FLAG,
  spread: FLAG,
  terminationGracePeriod: SECONDS,
  schedule: CRON,
  replicas: COUNT,
  strategy: STRATEGY,
  minReady: SECONDS,
  minReadySeconds: COUNT,
  progressDeadline: SECONDS,
  podManagementPolicy: oneOf('PodManagementPolicy', kplus.PodManagementPolicy),
  service: SERVICE,
  backoffLimit: COUNT,
  activeDeadline: SECONDS,
  ttlAfterFinished: SECONDS,
  timeZone: TEXT,
  concurrencyPolicy: oneOf('ConcurrencyPolicy', kplus.ConcurrencyPolicy),
  startingDeadline: SECONDS,
  suspend: FLAG,
  successfulJobsRetained: COUNT,
  failedJobsRetained: COUNT,
};
