import * as kplus from 'cdk8s-plus-28';
import { SidecarLifecycle } from './pod/container-props';
import { SecurityProfile } from './security/security-profile';
import {
  COUNT,
  CPU,
  DURATION,
  ENV_VALUE,
  FLAG,
  listOf,
  made,
  mapOf,
  NUMBER,
  objectOf,
  oneOf,
  PROBE,
  PROTOCOL,
  Shapes,
  SIZE,
  TEXT,
  TEXTS,
  WORDS,
} from './shapes';

export const PORT = objectOf({ number: NUMBER, name: TEXT, protocol: PROTOCOL, hostPort: NUMBER, hostIp: TEXT });

export const OF_MOUNTS: Shapes = {
  readOnly: FLAG,
  subPath: TEXT,
  subPathExpr: TEXT,
  propagation: oneOf('MountPropagation', kplus.MountPropagation),
};

const HANDLER = made('a Handler of cdk8s-plus', '_toKube', () => 'pass what Handler.fromCommand and the like return');

const ENV_FROM = made('an EnvFrom of cdk8s-plus', '_toKube', () => 'pass what Env.fromConfigMap and the like return');

const SIZES = objectOf({ request: SIZE, limit: SIZE });

const SECURITY = objectOf({
  user: COUNT,
  group: COUNT,
  ensureNonRoot: FLAG,
  privileged: FLAG,
  readOnlyRootFilesystem: FLAG,
  allowPrivilegeEscalation: FLAG,
  capabilities: objectOf({ add: TEXTS, drop: TEXTS }),
  seccompProfile: objectOf({
    type: oneOf('SeccompProfileType', kplus.SeccompProfileType),
    localhostProfile: TEXT,
  }),
});

/** Of containers in all roles. */
export const OF_CONTAINERS: Shapes = {
  name: TEXT,
  image: TEXT,
  command: WORDS,
  args: WORDS,
  workingDir: TEXT,
  port: NUMBER,
  portNumber: NUMBER,
  portName: TEXT,
  ports: listOf(PORT),
  loopbackPorts: listOf(PORT),
  listenPort: NUMBER,
  listenProtocol: PROTOCOL,
  scrapePath: TEXT,
  writablePaths: TEXTS,
  volumeMounts: listOf(objectOf(OF_MOUNTS)),
  envVariables: mapOf(ENV_VALUE, true),
  envFrom: listOf(ENV_FROM),
  resources: objectOf({
    cpu: objectOf({ request: CPU, limit: CPU }),
    memory: SIZES,
    ephemeralStorage: SIZES,
  }),
  securityContext: SECURITY,
  securityProfile: oneOf('SecurityProfile', SecurityProfile),
  sidecarLifecycle: oneOf('SidecarLifecycle', SidecarLifecycle),
  imagePullPolicy: oneOf('ImagePullPolicy', kplus.ImagePullPolicy),
  restartPolicy: oneOf('ContainerRestartPolicy', kplus.ContainerRestartPolicy),
  timeToStop: DURATION,
  lifecycle: objectOf({ postStart: HANDLER, preStop: HANDLER }),
  readiness: PROBE,
  liveness: PROBE,
  startup: PROBE,
};
