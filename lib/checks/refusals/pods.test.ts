import { ofContainer, ofPod } from '../../../test/refusals';
import { KubernetesVersion } from '../../kubernetes-version';

const ofSource = (valueFrom: object) => ofContainer({ env: [{ name: 'A', valueFrom }] });
const ofSysctl = (name: string, spec: object) =>
  ofPod({ securityContext: { sysctls: [{ name, value: '1' }] }, ...spec });
const NEWER = { version: KubernetesVersion.parse('1.33', 'test') };

test.each<[string, string[], string[]]>([
  [
    'a relative workingDir',
    ofContainer({ workingDir: 'app' }),
    [
      'spec.containers[0].workingDir | workingDir "app" does not begin with a "/" | The container does not start: RunContainerError: Cwd must be an absolute path',
    ],
  ],
  [
    'a command without a program',
    ofContainer({ command: ['', '-c'] }),
    [
      'spec.containers[0].command[0] | the first word of its command is empty | The container does not start: RunContainerError: exec: "": executable file not found in $PATH',
    ],
  ],
  [
    'huge pages alone',
    ofContainer({ resources: { limits: { 'hugepages-2Mi': '4Mi' } } }),
    [
      'spec.containers[0].resources | it has hugepages-2Mi without cpu and memory | resources: Forbidden: HugePages require cpu or memory',
    ],
  ],
  [
    'an empty source',
    ofContainer({ envFrom: [{ prefix: 'A_' }] }),
    [
      'spec.containers[0].envFrom[0] | an entry of envFrom is empty | envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`',
    ],
  ],
  [
    'two sources in one',
    ofContainer({ envFrom: [{ configMapRef: { name: 'a' }, secretRef: { name: 'b' } }] }),
    [
      'spec.containers[0].envFrom[0] | an entry of envFrom is a ConfigMap and a Secret | envFrom: Invalid value: "": may not have more than one field specified at a time',
    ],
  ],
  [
    'a ConfigMap without a name',
    ofContainer({ envFrom: [{ configMapRef: {} }] }),
    [
      'spec.containers[0].envFrom[0].configMapRef | an entry of envFrom does not say which ConfigMap is meant | name: Required value',
    ],
  ],
  [
    'a Secret without a name',
    ofContainer({ envFrom: [{ secretRef: { name: '' } }] }),
    [
      'spec.containers[0].envFrom[0].secretRef.name | an entry of envFrom does not say which Secret is meant | name: Required value',
    ],
  ],
  [
    'a field that no variable has',
    ofSource({ fieldRef: { fieldPath: 'metadata.labels' } }),
    [
      'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath | metadata.labels is no field that can be the value of a variable | fieldPath: Unsupported value: "metadata.labels"',
    ],
  ],
  [
    'a resource that there is not',
    ofSource({ resourceFieldRef: { resource: 'limits.gpu' } }),
    [
      'spec.containers[0].env[0].valueFrom.resourceFieldRef.resource | the resource "limits.gpu" cannot be read | resource: Unsupported value: "limits.gpu"',
    ],
  ],
  [
    'a header with an underscore',
    ofContainer({ livenessProbe: { httpGet: { port: 80, httpHeaders: [{ name: 'X_a', value: '1' }] } } }),
    [
      `spec.containers[0].livenessProbe.httpGet.httpHeaders[0].name | "X_a" is no name of a header | name: Invalid value: "X_a": a valid HTTP header must consist of alphanumeric characters or '-'`,
    ],
  ],
  [
    'ephemeral containers from the beginning',
    ofPod({ ephemeralContainers: [{ name: 'debug', image: 'busybox:1.37' }] }),
    [
      'spec.ephemeralContainers | the Pod has ephemeral containers from the beginning | ephemeralContainers: Forbidden: cannot be set on create',
    ],
  ],
  [
    "another port of the node's network",
    ofPod({ hostNetwork: true }, { ports: [{ containerPort: 80, hostPort: 8080 }] }),
    [
      'spec.containers[0].ports[0].hostPort | its port 80 is to be 8080 on the node, whose network it has | hostPort: Invalid value: 8080: must match `containerPort` when `hostNetwork` is true',
    ],
  ],
  [
    'users of its own and the network of the node',
    ofPod({ hostUsers: false, hostNetwork: true, hostPID: true }, {}, NEWER),
    [
      'spec.hostNetwork | the Pod has hostUsers: false and hostNetwork and hostPID | hostNetwork: Forbidden: when `hostUsers` is false',
    ],
  ],
  [
    'processes shared twice',
    ofPod({ shareProcessNamespace: true, hostPID: true }),
    [
      'spec.shareProcessNamespace | the Pod has shareProcessNamespace and hostPID | shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled',
    ],
  ],
  [
    "a sysctl of the node's network",
    ofSysctl('net.ipv4.ip_unprivileged_port_start', { hostNetwork: true }),
    [
      `spec.securityContext.sysctls[0].name | the Pod sets the sysctl net.ipv4.ip_unprivileged_port_start, and has that of the node | name: Invalid value: "net.ipv4.ip_unprivileged_port_start": may not be specified when 'hostNetwork' is true`,
    ],
  ],
  [
    'a sysctl of what the node shares',
    ofSysctl('kernel/shm_rmid_forced', { hostIPC: true }),
    [
      `spec.securityContext.sysctls[0].name | the Pod sets the sysctl kernel.shm_rmid_forced, and has that of the node | name: Invalid value: "kernel.shm_rmid_forced": may not be specified when 'hostIPC' is true`,
    ],
  ],
  [
    'an empty field',
    ofSource({ fieldRef: { fieldPath: '' } }),
    ['spec.containers[0].env[0].valueFrom.fieldRef.fieldPath | fieldPath is empty | fieldPath: Required value'],
  ],
  [
    'an empty key',
    ofSource({ secretKeyRef: { name: 'a', key: '' } }),
    ['spec.containers[0].env[0].valueFrom.secretKeyRef.key | key is empty | key: Required value'],
  ],
  [
    'a mount without a path',
    ofContainer({ volumeMounts: [{ name: '', mountPath: '' }] }),
    [
      'spec.containers[0].volumeMounts[0].mountPath | mountPath is empty | mountPath: Required value',
      'spec.containers[0].volumeMounts[0].name | name is empty | name: Required value',
    ],
  ],
])('finds %s', (_, found, expected) => expect(found).toEqual(expected));

test.each<[string, string[]]>([
  ['an absolute workingDir', ofContainer({ workingDir: '/app', command: ['app', ''] })],
  ['a workingDir that is filled in later', ofContainer({ workingDir: '${DIR}' })],
  ['a folder of Windows', ofContainer({ workingDir: 'C:\\\\app' })],
  ['huge pages with memory', ofContainer({ resources: { limits: { 'hugepages-2Mi': '4Mi', memory: '1Gi' } } })],
  ['fields', ofSource({ fieldRef: { fieldPath: 'status.podIPs' } })],
  ['an annotation', ofSource({ fieldRef: { fieldPath: "metadata.annotations['a/b']" } })],
  ['resources', ofSource({ resourceFieldRef: { resource: 'requests.hugepages-2Mi' } })],
  [
    "the same port of the node's network",
    ofPod({ hostNetwork: true }, { ports: [{ containerPort: 80, hostPort: 80 }, { containerPort: 81 }] }),
  ],
  ['users of its own', ofPod({ hostUsers: false }, {}, NEWER)],
  ['users of its own where they do not count yet', ofPod({ hostUsers: false, hostNetwork: true })],
  ['a sysctl of its own network', ofSysctl('net.ipv4.ip_unprivileged_port_start', { hostIPC: true })],
  [
    'wrong types',
    ofPod({ securityContext: { sysctls: [null, 5] } }, { ports: 'http', volumeMounts: [null], command: 'a' }),
  ],
  ['the old name of a field', ofSource({ fieldRef: { fieldPath: 'spec.host' } })],
  [
    'a relative workingDir of Windows',
    ofPod(
      { nodeSelector: { 'kubernetes.io/os': 'windows' } },
      { workingDir: '$env:CONTAINER_SANDBOX_MOUNT_POINT/app' },
    ),
  ],
  [
    'privileges that are filled in later',
    ofContainer({
      securityContext: { privileged: '${PRIVILEGED}' },
      volumeMounts: [{ name: 'a', mountPath: '/a', mountPropagation: 'Bidirectional' }],
    }),
  ],
  [
    'what is no text by itself',
    ofPod(
      { hostNetwork: true },
      { ports: [{ containerPort: { toString: 1 }, hostPort: 5 }], workingDir: { toString: 1 } },
    ),
  ],
])('is content with %s', (_, found) => expect(found).toEqual([]));
