import * as kplus from 'cdk8s-plus-28';
import { SidecarsError } from './errors';
import { ContainerRole, PodContainerProps, SidecarLifecycle } from './pod/container-props';
import { SecurityProfile } from './security/security-profile';
import { PodDefaults } from './settings';
import {
  COUNT,
  CPU,
  CRON,
  DURATION,
  ENV_VALUE,
  FLAG,
  isObject,
  LIST,
  NUMBER,
  OBJECT,
  oneOf,
  PROBE,
  PROTOCOL,
  requireProps,
  requireShape,
  requireShapes,
  Shapes,
  SIZE,
  TEXT,
  TEXTS,
  WORDS,
} from './shapes';

/** Throws when the properties of a Pod or workload are none, or not what its types say. */
export function requirePodProps(where: string, kind: string, props: unknown): void {
  const example = "main: { name: 'app', image: 'nginx:1.27-alpine' }";
  requireProps(where, props, 'A Pod has at least a main container', `pass { ${example} } after the id`);
  if (props['main'] === undefined) {
    throw new SidecarsError({
      where,
      what: 'it has no main container',
      why: 'It is what the Pod is for, and what sidecars are beside',
      fix: `pass ${example}`,
    });
  }
  if (kind === 'CronJob') requireShape(where, 'schedule', props['schedule'], CRON);
  requireShapes(where, props, OF_PODS);
  requireShapes(where, props['securityContext'] ?? {}, OF_POD_SECURITY, 'securityContext');
}

/** Throws when the properties of a container are none, or not what its types say. */
export function requireContainerProps(where: (container: string) => string, role: ContainerRole, props: unknown): void {
  const name = isObject(props) && typeof props['name'] === 'string' ? props['name'] : role.toLowerCase();
  const here = where(name);
  requireProps(
    here,
    props,
    'A container has at least an image',
    "pass { image: 'nginx:1.27-alpine' } with the image that it is to run",
  );
  if (props['image'] === undefined) {
    throw new SidecarsError({
      where: here,
      what: 'it has no image',
      why: 'The API server rejects a container without one',
      fix: "pass the image that it is to run, such as image: 'nginx:1.27-alpine'",
    });
  }
  requireShapes(here, props, OF_CONTAINERS);
  requireShapes(here, props['securityContext'] ?? {}, OF_SECURITY, 'securityContext');
  const { ports = [], loopbackPorts = [], envVariables = {}, resources = {} } = props as unknown as PodContainerProps;
  for (const [index, port] of ports.entries()) requireShapes(here, port, OF_PORTS, `ports[${index}]`);
  for (const [index, port] of loopbackPorts.entries()) requireShapes(here, port, OF_PORTS, `loopbackPorts[${index}]`);
  for (const [variable, value] of Object.entries(envVariables)) {
    requireShapes(here, { [variable]: value }, { [variable]: ENV_VALUE }, 'envVariables');
  }
  for (const [resource, quantities] of Object.entries(resources)) {
    const shape = resource === 'cpu' ? CPU : SIZE;
    requireShapes(here, quantities, { request: shape, limit: shape }, `resources.${resource}`);
  }
}

const OF_PODS: Shapes = {
  main: OBJECT,
  containers: LIST,
  initContainers: LIST,
  topologySpread: LIST,
  securityContext: OBJECT,
  securityProfile: oneOf('SecurityProfile', SecurityProfile),
  podDefaults: oneOf('PodDefaults', PodDefaults),
  restartPolicy: oneOf('RestartPolicy', kplus.RestartPolicy),
  terminationGracePeriod: DURATION,
  schedule: CRON,
  replicas: COUNT,
  backoffLimit: COUNT,
  successfulJobsRetained: COUNT,
  failedJobsRetained: COUNT,
};

const OF_CONTAINERS: Shapes = {
  name: TEXT,
  image: TEXT,
  command: WORDS,
  args: WORDS,
  port: NUMBER,
  portNumber: NUMBER,
  portName: TEXT,
  ports: LIST,
  loopbackPorts: LIST,
  listenPort: NUMBER,
  listenProtocol: PROTOCOL,
  scrapePath: TEXT,
  writablePaths: TEXTS,
  volumeMounts: LIST,
  envVariables: OBJECT,
  envFrom: LIST,
  resources: OBJECT,
  securityContext: OBJECT,
  securityProfile: oneOf('SecurityProfile', SecurityProfile),
  sidecarLifecycle: oneOf('SidecarLifecycle', SidecarLifecycle),
  imagePullPolicy: oneOf('ImagePullPolicy', kplus.ImagePullPolicy),
  restartPolicy: oneOf('ContainerRestartPolicy', kplus.ContainerRestartPolicy),
  timeToStop: DURATION,
  readiness: PROBE,
  liveness: PROBE,
  startup: PROBE,
};

const OF_PORTS: Shapes = { number: NUMBER, name: TEXT, protocol: PROTOCOL };

const OF_SECURITY: Shapes = {
  user: NUMBER,
  group: NUMBER,
  ensureNonRoot: FLAG,
  privileged: FLAG,
  readOnlyRootFilesystem: FLAG,
  allowPrivilegeEscalation: FLAG,
  capabilities: OBJECT,
  seccompProfile: OBJECT,
};

const OF_POD_SECURITY: Shapes = {
  user: NUMBER,
  group: NUMBER,
  fsGroup: NUMBER,
  fsGroupChangePolicy: oneOf('FsGroupChangePolicy', kplus.FsGroupChangePolicy),
  ensureNonRoot: FLAG,
  sysctls: LIST,
};
