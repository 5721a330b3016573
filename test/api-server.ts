import type { Manifest } from './synth';

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const PORT_NAME = /^(?=.{1,15}$)(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/**
 * What the API server would reject although the schemas allow it, written from its validation functions.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.33.0/pkg/apis/core/validation/validation.go
 */
export function apiServerErrors(manifest: Manifest): string[] {
  const { kind, spec, metadata } = manifest;
  const where = (problem: string) => `${kind} ${metadata.name}: ${problem}`;
  if (kind === 'Service') return serviceErrors(manifest).map(where);
  const pod = podSpecIn(manifest);
  if (!pod) return [];
  const always = (pod.restartPolicy ?? 'Always') === 'Always';
  const mayNotEnd = ['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind) && !always;
  const mustEnd = ['Job', 'CronJob'].includes(kind) && always;
  const labels = spec.template?.metadata.labels ?? {};
  const selected = Object.entries(spec.selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return [
    ...podErrors(pod),
    ...(mayNotEnd || mustEnd ? [`restartPolicy ${pod.restartPolicy}`] : []),
    ...(selected ? [] : ['the selector does not match the labels of the template']),
  ].map(where);
}

export function podSpecIn({ kind, spec }: Manifest): Manifest {
  return kind === 'Pod' ? spec : (spec?.jobTemplate?.spec.template.spec ?? spec?.template?.spec);
}

/** Containers that run as long as the Pod. */
export function lastingContainers(pod: Manifest): Manifest[] {
  return [...pod.containers, ...(pod.initContainers ?? []).filter(isNative)];
}

function isNative({ restartPolicy }: Manifest): boolean {
  return restartPolicy === 'Always';
}

function serviceErrors({ metadata, spec }: Manifest): string[] {
  const numbers = spec.ports.map(({ port, protocol = 'TCP' }: Manifest) => `${port}/${protocol}`);
  const names = spec.ports.map(({ name }: Manifest) => name);
  return [
    ...(LABEL.test(metadata.name) && /^[a-z]/.test(metadata.name) ? [] : ['its name']),
    ...duplicates(numbers).map((port) => `port ${port} twice`),
    ...(names.length > 1 ? names.filter((name: unknown) => name === undefined).map(() => 'a port without a name') : []),
    ...duplicates(names.filter((name: unknown) => name !== undefined)).map((name) => `port name ${name} twice`),
    ...names
      .filter((name: string | undefined) => name !== undefined && !LABEL.test(name))
      .map((name: string) => `port name ${name}`),
  ];
}

function podErrors(pod: Manifest): string[] {
  const all: Manifest[] = [...pod.containers, ...(pod.initContainers ?? [])];
  const volumes: string[] = (pod.volumes ?? []).map(({ name }: Manifest) => name);
  const names = all.map(({ name }) => name);
  return [
    ...duplicates(names).map((name) => `container ${name} twice`),
    ...names.filter((name) => !LABEL.test(name)).map((name) => `container name ${name}`),
    ...duplicates(volumes).map((name) => `volume ${name} twice`),
    ...volumes.filter((name) => !LABEL.test(name)).map((name) => `volume name ${name}`),
    ...pod.containers.filter(isNative).map(({ name }: Manifest) => `restartPolicy of regular container ${name}`),
    ...(pod.initContainers ?? [])
      .filter(
        (init: Manifest) =>
          !isNative(init) && (init.startupProbe ?? init.livenessProbe ?? init.readinessProbe ?? init.lifecycle),
      )
      .map(({ name }: Manifest) => `probe or hook of init container ${name}`),
    ...duplicates(hostPorts(lastingContainers(pod))).map((port) => `hostPort ${port} twice`),
    ...all.flatMap((container) =>
      containerErrors(container, volumes).map((problem) => `container ${container.name}: ${problem}`),
    ),
  ];
}

function containerErrors(container: Manifest, volumes: string[]): string[] {
  const { ports = [], volumeMounts = [], resources = {}, image } = container;
  const portNames = ports.flatMap(({ name }: Manifest) => name ?? []);
  const paths = volumeMounts.map(({ mountPath }: Manifest) => mountPath);
  const { requests = {}, limits = {} } = resources;
  return [
    ...(image ? [] : ['no image']),
    ...portNames.filter((name: string) => !PORT_NAME.test(name)).map((name: string) => `port name ${name}`),
    ...duplicates(portNames).map((name) => `port name ${name} twice`),
    ...ports
      .flatMap(({ containerPort, hostPort = 1 }: Manifest) => [containerPort, hostPort])
      .filter((port: number) => port < 1 || port > 65535)
      .map((port: number) => `port ${port}`),
    ...duplicates(paths).map((path) => `mount at ${path} twice`),
    ...volumeMounts
      .filter(({ name }: Manifest) => !volumes.includes(name))
      .map(({ name }: Manifest) => `no volume ${name}`),
    ...Object.keys(requests)
      .filter((resource) => limits[resource] !== undefined && amount(requests[resource]) > amount(limits[resource]))
      .map((resource) => `request of ${resource} above its limit`),
    ...(container.securityContext?.privileged && container.securityContext.allowPrivilegeEscalation === false
      ? ['privileged and not allowed to escalate']
      : []),
  ];
}

function hostPorts(containers: Manifest[]): string[] {
  return containers
    .flatMap(({ ports = [] }) => ports)
    .filter(({ hostPort }: Manifest) => hostPort !== undefined)
    .map(({ hostPort, protocol = 'TCP', hostIP = '' }: Manifest) => `${hostPort}/${protocol} ${hostIP}`);
}

function duplicates(values: string[]): string[] {
  return [...new Set(values.filter((value, position) => values.indexOf(value) !== position))];
}

function amount(quantity: string): number {
  const [, number, unit] = /^([\d.]+)(m|Ki|Mi|Gi)?$/.exec(quantity)!;
  return Number(number) * { m: 0.001, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, '': 1 }[unit ?? '']!;
}
