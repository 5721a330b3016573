import { isLoopback } from '../../model/bind';
import { Path } from '../../model/values';
import { ObservedContainer } from '../observed-container';
import { Verdict } from '../verdict';
import { Line, LogWording } from './line';
import { listenerOn } from './port-words';

const LOCAL = String.raw`(?:127\.0\.0\.1|localhost|\[?::1\]?)`;

export const NETWORK_WORDS: readonly LogWording[] = [
  {
    text: /(?:port|parse|literal|integer|number|invalid).*\btcp:\/\/\d+\.\d+\.\d+\.\d+:\d+|\btcp:\/\/\d+\.\d+\.\d+\.\d+:\d+.*(?:port|parse|integer|number|invalid)/i,
    means: ({ pod, container }) =>
      pod.suspect(container, 'service-link-collision') ?? {
        cause: 'Kubernetes has set one of its variables to the address of a Service',
        rule: 'service-link-collision',
        fix: 'set enableServiceLinks: false',
        path: pod.path('enableServiceLinks'),
      },
  },
  {
    text: /host not found in upstream "([^":/]+)|could not resolve host:? '?([\w.-]+)|bad address '([^':]+)|getaddrinfo ENOTFOUND ([\w.-]+)|lookup ([\w.-]+)(?: on \S+)?: no such host|could not translate host name "([^"]+)"|unable to resolve host address ['\u2018]([^'\u2019]+)|UnknownHostException: ([\w.-]+)|unknown (?:host|MySQL server host) '?([\w.-]+)/i,
    means: (line, [, ...hosts]) =>
      unknownHost(
        line,
        hosts.find((host) => host !== undefined)!,
      ),
  },
  {
    text: /temporary failure in name resolution|EAI_AGAIN|lookup [\w.-]+(?: on \S+)?: .*i\/o timeout|Try again.*resol/i,
    means: ({ pod }) => ({
      cause: "it gets no answer from the cluster's DNS",
      rule: 'policy-blocks-dns',
      fix: 'allow port 53, UDP and TCP, in every NetworkPolicy with egress that selects the Pod; if there is none, look at the Pods of the DNS in kube-system',
      path: pod.path(),
    }),
  },
  {
    text: new RegExp(
      `${LOCAL}:(\\d+)[^0-9].*refused|${LOCAL}:(\\d+): connection refused|ECONNREFUSED ${LOCAL}:(\\d+)|` +
        `(?:connect to|connecting to|at|to server at) "?${LOCAL}"?(?: \\([^)]*\\))?,? port (\\d+).*refused|` +
        `refused.*${LOCAL}:(\\d+)|111.*upstream: "\\w+://${LOCAL}:(\\d+)`,
      'i',
    ),
    means: (line, [, ...ports]) => refused(line, Number(ports.find((port) => port !== undefined))),
  },
];

function unknownHost({ pod, container }: Line, host: string): Verdict {
  const path = addressPath(container, (address) => address.host === host);
  const sibling = pod.containers.find((other) => other !== container && other.name === host);
  if (sibling) {
    return (
      pod.suspect(container, 'sibling-as-host') ?? {
        cause: `"${host}" is the name of a container, which nobody can resolve`,
        rule: 'sibling-as-host',
        fix: 'dial localhost: containers of a Pod share one network',
        path,
      }
    );
  }
  return {
    cause: `there is no host "${host}"`,
    fix: `correct the name, make a Service of that name, or write NAME.NAMESPACE for one of another namespace`,
    path,
  };
}

function refused({ pod, container }: Line, port: number): Verdict {
  const helper = listenerOn(pod, port, container);
  if (helper) {
    return (
      pod.suspect(helper, 'sidecar-start-race') ?? {
        cause: `it connects to ${helper.name} on port ${port}, which did not listen yet`,
        rule: 'sidecar-start-race',
        fix:
          helper.role === 'sidecar'
            ? `give ${helper.name} a startupProbe that succeeds when it accepts connections`
            : `make ${helper.name} an init container with restartPolicy: Always and a startupProbe, or let ${container.name} try again`,
        path: helper.spec.path,
      }
    );
  }
  return (
    pod.suspect(container, 'localhost-without-listener') ?? {
      cause: `it connects to port ${port} on localhost, where no container of the Pod listens`,
      rule: 'localhost-without-listener',
      fix: 'add the container that is to listen there, or dial the Service that it is behind',
      path: addressPath(container, (address) => isLoopback(address.host) && address.port === port),
    }
  );
}

function addressPath(
  { spec }: ObservedContainer,
  fits: (address: { host: string; port: number | undefined }) => boolean,
): Path {
  return spec.addresses.find(fits)?.path ?? spec.path;
}
