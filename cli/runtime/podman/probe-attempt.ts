import { Container } from '../../../lib/model/container';
import { Action, Probe } from '../../../lib/model/probe';
import { dataOf, listOf, textOf } from '../../../lib/model/values';
import { RuntimeFailure } from '../runtime';
import { Agent } from './agent/client';
import { HttpAnswer } from './agent/protocol';
import { Executed } from './container-exec';
import { LONGEST_MS } from './waiting';

export type ProbeResult =
  | { readonly kind: 'success' }
  | { readonly kind: 'failure'; readonly output: string }
  /** The probe could not be made. */
  | { readonly kind: 'unknown'; readonly message: string };

/** How the kubelet gets at a container. */
export interface Reach {
  /** Of the Pod. */
  readonly address: string;
  readonly agent: Agent;
  exec(command: readonly string[], timeoutMs: number | undefined): Promise<Executed>;
}

const MOST_REDIRECTS = 10;

/** Makes a probe once, as the kubelet does: requests go to the address of the Pod. */
export async function attemptProbe(probe: Probe, container: Container, reach: Reach): Promise<ProbeResult> {
  const timeoutMs = Math.min(probe.timeoutSeconds * 1000, LONGEST_MS);
  try {
    switch (probe.handler) {
      case 'httpGet':
        return await attemptHttp(probe, container, reach, timeoutMs);
      case 'tcpSocket': {
        const address = probe.host ?? reach.address;
        await reach.agent.tcp({ address, port: portOf(probe, container), timeoutMs });
        return { kind: 'success' };
      }
      case 'grpc': {
        const service = textOf(probe.source['service']) ?? '';
        await reach.agent.grpc({ address: reach.address, port: portOf(probe, container), service, timeoutMs });
        return { kind: 'success' };
      }
      case 'exec':
        return resultOf(await reach.exec(probe.command ?? [], timeoutMs), probe);
      default:
        return { kind: 'unknown', message: `missing probe handler for container ${container.name}` };
    }
  } catch (error) {
    if (error instanceof NoSuchPort || error instanceof RuntimeFailure)
      return { kind: 'unknown', message: error.message };
    return { kind: 'failure', output: (error as Error).message };
  }
}

async function attemptHttp(probe: Probe, container: Container, reach: Reach, timeoutMs: number): Promise<ProbeResult> {
  const { status } = await request(probe, container, reach, timeoutMs);
  if (status >= 200 && status < 400) return { kind: 'success' };
  return { kind: 'failure', output: `HTTP probe failed with statuscode: ${status}` };
}

/** The request of a probe or of a hook. Redirects are followed as long as they stay on the host. */
export async function request(
  action: Action,
  container: Container,
  { address, agent }: Reach,
  timeoutMs: number,
): Promise<HttpAnswer> {
  const host = action.host ?? address;
  let url = new URL(`${schemeOf(action)}://${bracketed(host)}:${portOf(action, container)}${pathOf(action)}`);
  for (let redirects = 0; ; redirects++) {
    const answer = await agent.http({
      scheme: url.protocol === 'https:' ? 'https' : 'http',
      addresses: [url.hostname.replace(/^\[|\]$/g, '')],
      port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
      path: url.pathname + url.search,
      headers: { 'User-Agent': 'kube-probe/1.34', Accept: '*/*', ...headersOf(action) },
      timeoutMs,
    });
    const next = answer.status >= 300 && answer.status < 400 ? answer.location : undefined;
    if (next === undefined || redirects >= MOST_REDIRECTS || !URL.canParse(next, url.href)) return answer;
    const target = new URL(next, url);
    if (target.hostname !== url.hostname) return answer;
    url = target;
  }
}

function resultOf(executed: Executed, { command = [], timeoutSeconds }: Probe): ProbeResult {
  switch (executed.kind) {
    case 'ended': {
      const output = (executed.stdout + executed.stderr).trim();
      return executed.exitCode === 0 ? { kind: 'success' } : { kind: 'failure', output };
    }
    case 'timeout':
      return {
        kind: 'failure',
        output: `command timed out: "${command.join(' ')}" timed out after ${timeoutSeconds}s`,
      };
    case 'impossible':
      return { kind: 'unknown', message: `failed to exec in container: ${executed.message}` };
  }
}

/** A name that no port of the container has. */
class NoSuchPort extends Error {}

function portOf({ port }: Action, { ports }: Container): number {
  if (typeof port === 'number') return port;
  const named = ports.find(({ name }) => name === port)?.number;
  const number = named ?? (/^\d+$/.test(port ?? '') ? Number(port) : undefined);
  if (number === undefined) throw new NoSuchPort(`strconv.Atoi: parsing "${port ?? ''}": invalid syntax`);
  return number;
}

function schemeOf({ source }: Action): string {
  return (textOf(source['scheme']) ?? 'HTTP').toLowerCase();
}

function pathOf({ source }: Action): string {
  const path = textOf(source['path']) || '/';
  return path.startsWith('/') ? path : `/${path}`;
}

function headersOf({ source }: Action): { [name: string]: string } {
  const pairs = listOf(source['httpHeaders']).map(dataOf);
  return Object.fromEntries(pairs.map(({ name, value }) => [textOf(name) ?? '', textOf(value) ?? '']));
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
