import { Data, dataOf, isData, listOf } from '../lib/model/values';

/** When the Pod was made; what happens to it is told in seconds after that. */
export const START = Date.parse('2025-03-04T10:00:00Z');
const UID = '5c6e6f0e-3a0d-4d3c-9d0a-7d7e8a1b2c3d';
const TOKEN = 'kube-api-access-x7k2p';

export function at(seconds: number): string {
  return new Date(START + seconds * 1000).toISOString().replace('.000Z', 'Z');
}

type Container = { readonly name: string } & { readonly [field: string]: unknown };
type Spec = { readonly containers: readonly Container[]; readonly initContainers?: readonly Container[] } & {
  readonly [field: string]: unknown;
};

/** What is told of a container: the rest is as the kubelet has it of one that runs and is ready. */
export interface Told {
  readonly state?: object;
  readonly lastState?: object;
  readonly ready?: boolean;
  readonly started?: boolean;
  readonly restartCount?: number;
}

export interface LiveOptions {
  readonly told?: { readonly [container: string]: Told };
  readonly metadata?: object;
  readonly status?: object;
  readonly events?: readonly Data[];
}

/**
 * A Pod as `kubectl get pod -o json` prints it (1.31), with what the API server and the kubelet fill in.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/staging/src/k8s.io/api/core/v1/types.go
 */
export function livePod(spec: Spec, { told = {}, metadata = {}, status = {} }: LiveOptions = {}): Data {
  const init = listOf(spec.initContainers).map((container) => statusOf(container as Container, told));
  const main = spec.containers.map((container) => statusOf(container, told));
  const initialized = init.every((one, index) => {
    const sidecar = spec.initContainers?.[index]['restartPolicy'] === 'Always';
    return terminatedWell(one) || (sidecar && one['started'] === true);
  });
  const ready = initialized && main.every((one) => one['ready'] === true);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      creationTimestamp: at(0),
      name: 'web',
      namespace: 'shop',
      resourceVersion: '4711',
      uid: UID,
      ...metadata,
    },
    spec: {
      dnsPolicy: 'ClusterFirst',
      enableServiceLinks: true,
      nodeName: 'minikube',
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      serviceAccount: 'default',
      serviceAccountName: 'default',
      terminationGracePeriodSeconds: 30,
      tolerations: [
        { effect: 'NoExecute', key: 'node.kubernetes.io/not-ready', operator: 'Exists', tolerationSeconds: 300 },
      ],
      ...spec,
      containers: spec.containers.map(defaulted),
      ...(spec.initContainers && { initContainers: spec.initContainers.map(defaulted) }),
      volumes: [...listOf(spec['volumes']), tokenVolume()],
    },
    status: {
      conditions: [
        condition('PodReadyToStartContainers', true),
        condition('Initialized', initialized),
        condition('Ready', ready),
        condition('ContainersReady', ready),
        condition('PodScheduled', true),
      ],
      containerStatuses: main,
      ...(init.length > 0 && { initContainerStatuses: init }),
      hostIP: '192.168.49.2',
      hostIPs: [{ ip: '192.168.49.2' }],
      phase: initialized ? 'Running' : 'Pending',
      podIP: '10.244.0.7',
      podIPs: [{ ip: '10.244.0.7' }],
      qosClass: 'BestEffort',
      startTime: at(0),
      ...status,
    },
  };
}

/** A Pod and its events, as `diagnose` takes them. */
export function live(spec: Spec, options: LiveOptions = {}): { pod: Data; events: readonly Data[] } {
  return { pod: livePod(spec, options), events: options.events ?? [] };
}

/** What `kubectl get ... -o json` prints of several objects. */
export function listed(objects: readonly object[]): string {
  return `${JSON.stringify({ apiVersion: 'v1', items: objects, kind: 'List', metadata: { resourceVersion: '' } }, null, 4)}\n`;
}

export const running = (seconds = 2) => ({ running: { startedAt: at(seconds) } });
export const waiting = (reason: string, message?: string) => ({ waiting: { reason, ...(message && { message }) } });

export function terminated(
  exitCode: number,
  reason = exitCode === 0 ? 'Completed' : 'Error',
  more: object = {},
): object {
  return {
    terminated: {
      containerID: 'containerd://3f1c',
      exitCode,
      finishedAt: at(4),
      reason,
      startedAt: at(2),
      ...more,
    },
  };
}

/** A container that ends again and again, in the back-off before its next start. */
export function crashing(name: string, last: object, restartCount = 4): Told {
  const message = `back-off 1m20s restarting failed container=${name} pod=web_shop(${UID})`;
  return { state: waiting('CrashLoopBackOff', message), lastState: last, ready: false, started: false, restartCount };
}

/** In what a container is that waits for others. */
export const waits = (reason: 'ContainerCreating' | 'PodInitializing'): Told => ({
  state: waiting(reason),
  ready: false,
  started: false,
});

export interface EventOptions {
  readonly container?: string;
  readonly init?: boolean;
  readonly count?: number;
  readonly seconds?: number;
  readonly type?: 'Normal' | 'Warning';
  readonly about?: object;
}

/** An event about the Pod as `kubectl get events -o json` prints it. */
export function event(reason: string, message: string, options: EventOptions = {}): Data {
  const { container, init = false, count = 5, seconds = 60, type = 'Warning', about = {} } = options;
  const list = init ? 'initContainers' : 'containers';
  return {
    apiVersion: 'v1',
    count,
    eventTime: null,
    firstTimestamp: at(3),
    involvedObject: {
      apiVersion: 'v1',
      ...(container !== undefined && { fieldPath: `spec.${list}{${container}}` }),
      kind: 'Pod',
      name: 'web',
      namespace: 'shop',
      resourceVersion: '4700',
      uid: UID,
      ...about,
    },
    kind: 'Event',
    lastTimestamp: at(seconds),
    message,
    metadata: {
      creationTimestamp: at(3),
      name: `web.182b${reason}`,
      namespace: 'shop',
      resourceVersion: '815',
      uid: 'e1',
    },
    reason,
    reportingComponent: 'kubelet',
    reportingInstance: 'minikube',
    source: { component: 'kubelet', host: 'minikube' },
    type,
  };
}

/** The scheduler reports by the newer of the two APIs. */
export function schedulerEvent(message: string): Data {
  return {
    ...event('FailedScheduling', message, { count: 1 }),
    count: undefined,
    eventTime: '2025-03-04T10:00:01.123456Z',
    firstTimestamp: null,
    lastTimestamp: null,
    reportingComponent: 'default-scheduler',
    source: {},
  };
}

/** A Pod that no node has taken: it has no status of containers. */
export function unscheduled(spec: Spec, message: string, metadata: object = {}) {
  const pod = livePod(spec, { metadata });
  const status = {
    conditions: [
      {
        lastProbeTime: null,
        lastTransitionTime: at(0),
        message,
        reason: 'Unschedulable',
        status: 'False',
        type: 'PodScheduled',
      },
    ],
    phase: 'Pending',
    qosClass: 'Burstable',
  };
  return {
    pod: { ...pod, spec: { ...dataOf(pod['spec']), nodeName: undefined }, status },
    events: [schedulerEvent(message)],
  };
}

/** A Pod that the kubelet has ended: its containers are left as they were. */
export function evicted(spec: Spec, message: string) {
  const status = { message, phase: 'Failed', reason: 'Evicted', startTime: at(0), conditions: [] };
  return { pod: { ...livePod(spec), status }, events: [event('Evicted', message, { count: 1 })] };
}

function condition(type: string, holds: boolean): object {
  const status = { lastProbeTime: null, lastTransitionTime: at(2), status: holds ? 'True' : 'False', type };
  return holds || !/Ready$/.test(type)
    ? status
    : { ...status, message: 'containers with unready status: [web]', reason: 'ContainersNotReady' };
}

function terminatedWell(status: Data): boolean {
  const { terminated: ended } = dataOf(status['state']);
  return isData(ended) && ended['exitCode'] === 0;
}

function statusOf({ name, image }: Container, told: { readonly [container: string]: Told }): Data {
  const { state = running(), lastState = {}, ready = true, started = true, restartCount = 0 } = told[name] ?? {};
  return {
    containerID: 'containerd://9b2e',
    image: `docker.io/library/${String(image)}`,
    imageID: 'docker.io/library/x@sha256:0a1b',
    lastState,
    name,
    ready,
    restartCount,
    started,
    state,
  };
}

function defaulted(container: Container): object {
  const image = typeof container['image'] === 'string' ? container['image'] : '';
  return {
    imagePullPolicy: /:latest$|^[^:]*$/.test(image) ? 'Always' : 'IfNotPresent',
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    ...container,
    volumeMounts: [
      ...listOf(container['volumeMounts']),
      { mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', name: TOKEN, readOnly: true },
    ],
  };
}

function tokenVolume(): object {
  return {
    name: TOKEN,
    projected: {
      defaultMode: 420,
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
        {
          downwardAPI: {
            items: [{ fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' }],
          },
        },
      ],
    },
  };
}
