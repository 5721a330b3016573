import { KubeObject } from './kube-object';
import { Data, dataOf, isData, listOf, numberOf, Path, textOf } from './values';

/** A Service that an Ingress leads to, and for which requests. */
export interface IngressBackend {
  readonly service: string;
  readonly port: number | string | undefined;
  /** Undefined for all hosts. */
  readonly host: string | undefined;
  /** Undefined for what no rule is about. */
  readonly urlPath: string | undefined;
  readonly servicePath: Path;
  readonly portPath: Path;
}

/** The Services an Ingress leads to, in their order. */
export function ingressBackends({ spec }: KubeObject): IngressBackend[] {
  const found: IngressBackend[] = [];
  const add = (value: unknown, path: Path, host?: string, urlPath?: string) => {
    const backend = isData(value) ? backendOf(value, path) : undefined;
    if (backend) found.push({ ...backend, host, urlPath });
  };
  add(spec['defaultBackend'] ?? spec['backend'], ['spec', 'defaultBackend' in spec ? 'defaultBackend' : 'backend']);
  for (const [index, rule] of listOf(spec['rules']).entries()) {
    const host = textOf(dataOf(rule)['host']);
    for (const [position, path] of listOf(dataOf(dataOf(rule)['http'])['paths']).entries()) {
      const { backend, path: urlPath } = dataOf(path);
      const at = ['spec', 'rules', index, 'http', 'paths', position, 'backend'];
      add(backend, at, host, textOf(urlPath) ?? '/');
    }
  }
  return found;
}

/** In today's shape, or in that of v1beta1. */
function backendOf(backend: Data, path: Path): Omit<IngressBackend, 'host' | 'urlPath'> | undefined {
  const old = textOf(backend['serviceName']);
  if (old !== undefined) {
    const port = numberOf(backend['servicePort']) ?? textOf(backend['servicePort']);
    return { service: old, port, servicePath: [...path, 'serviceName'], portPath: [...path, 'servicePort'] };
  }
  const service = dataOf(backend['service']);
  const name = textOf(service['name']);
  const port = dataOf(service['port']);
  if (name === undefined) return undefined;
  const number = numberOf(port['number']);
  return {
    service: name,
    port: number ?? textOf(port['name']),
    servicePath: [...path, 'service', 'name'],
    portPath: [...path, 'service', 'port', number === undefined ? 'name' : 'number'],
  };
}
