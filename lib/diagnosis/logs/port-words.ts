import { portText } from '../../model/listener';
import { ObservedContainer } from '../observed-container';
import { ObservedPod } from '../observed-pod';
import { Verdict } from '../verdict';
import { Line, LogWording } from './line';

/** nginx, Go, Node, Apache, HAProxy, and what says "port". */
const PORTS = [
  /bind\(\) to \S*?:(\d+)/,
  /listen tcp[46]? \S*?:(\d+)/,
  /EADDRINUSE\S*(?: address already in use)? \S*?:(\d+)/,
  /(?:address|socket|to|on|at) \[?\S*?:(\d+)\]?(?!:)/i,
  /\[\S*?:(\d+)\]/,
  /\bport:? (\d+)/i,
  /EACCES:? (?:permission denied )?\S*?:(\d+)/,
];

const TAKEN =
  /address (?:is )?already in use|EADDRINUSE|only one usage of each socket|port \d+ (?:is|was) already in use|cannot bind socket \(Address/i;

export const PORT_WORDS: readonly LogWording[] = [
  {
    text: TAKEN,
    means: taken,
    goesOn: true,
  },
  {
    text: /(?:bind|listen|EACCES).*(?:permission denied|EACCES)|permission denied.*(?:bind|make_sock)|cannot bind socket \(Permission denied\)/i,
    means: tooLow,
  },
];

/** Containers of a Pod share one network, and so one set of ports. */
function taken({ pod, container, text, after }: Line): Verdict | undefined {
  // nginx tries five times before it gives up. What writes other lines after that does without the port.
  if (container.running && !after.every((line) => TAKEN.test(line))) return undefined;
  const port = portIn(text);
  const others = pod.containers.filter((other) => other !== container && listensOn(other, port));
  const twice = ['port-declared-twice', 'port-listened-twice'].flatMap((rule) => pod.suspicions.of(rule));
  const found = twice.find(
    (finding) =>
      (finding.container === container.name || finding.what.includes(`"${container.name}"`)) &&
      (port === undefined || finding.what.includes(` port ${port}`)),
  );
  const where = port === undefined ? 'its port' : `port ${port}`;
  const listener = container.spec.listeners.find(({ number }) => number === port);
  const { hostNetwork } = pod.workload.pod;
  const holder =
    others.length > 0
      ? `container "${others[0].name}" of the same Pod listens there already`
      : hostNetwork
        ? 'a process of its node listens there already'
        : 'something else in the Pod listens there already';
  return {
    cause: `it cannot listen on ${where}: ${holder}`,
    rule: found?.rule ?? (hostNetwork && others.length === 0 ? 'host-port-twice' : 'port-listened-twice'),
    fix:
      found?.fix ??
      `let one of the two listen on another port than ${port === undefined ? 'this one' : port}, by its flags, variables or configuration`,
    path: listener?.path ?? found?.path ?? container.spec.path,
  };
}

function tooLow({ pod, container, text }: Line): Verdict | undefined {
  // Of a socket that is a file it says where that is.
  const port = portIn(text) ?? (text.includes('/') ? undefined : lowPortOf(container));
  if (port === undefined || port >= 1024) return undefined;
  return (
    pod.suspect(container, 'low-port-without-root') ?? {
      cause: `it runs as a user who may not listen on port ${port}`,
      rule: 'low-port-without-root',
      fix: `let it listen on a port above 1023, or set the sysctl net.ipv4.ip_unprivileged_port_start of the Pod to "0"`,
      path: pod.path('securityContext', 'sysctls'),
    }
  );
}

/** The port below 1024 that a container is known to listen on, or is told to: busybox does not say which one it was. */
function lowPortOf({ spec }: ObservedContainer): number | undefined {
  const words = [...(spec.command ?? []), ...(spec.args ?? [])].join(' ');
  const flag = /(?:^|\s)(?:-p|--?port)[ =]?(?:\S*:)?(\d+)(?=\s|$)/.exec(words)?.[1];
  const known = spec.listeners.flatMap(({ number }) => number ?? []);
  return [...(flag === undefined ? [] : [Number(flag)]), ...known].find((port) => port < 1024);
}

function listensOn({ spec }: ObservedContainer, port: number | undefined): boolean {
  return spec.longRunning && spec.listeners.some((listener) => portText(listener) === String(port));
}

function portIn(line: string): number | undefined {
  for (const wording of PORTS) {
    const port = Number(wording.exec(line)?.[1]);
    if (port > 0 && port < 65536) return port;
  }
  return undefined;
}

/** Whether the container has written that it listens on 127.0.0.1 there. */
export function saysLoopback({ log }: ObservedContainer, port: number | undefined): string | undefined {
  const local = /(?:127\.0\.0\.1|localhost|\[::1\]):(\d+)/;
  return log.findLast((line) => {
    const said = local.exec(line)?.[1];
    return said !== undefined && Number(said) === port && /listen|running|serving|start|bound|ready|http/i.test(line);
  });
}

/** Whoever of the Pod listens there. */
export function listenerOn(pod: ObservedPod, port: number, not: ObservedContainer): ObservedContainer | undefined {
  return pod.containers.find((other) => other !== not && listensOn(other, port));
}
