import { fits, HTTP_HOST, isIpAddress, SUBDOMAIN } from '../../model/name-forms';
import { isPlaceholder } from '../../model/placeholder';
import { Data, dataOf, listOf, numberOf } from '../../model/values';
import { Report } from '../rule';
import { networkOf, noNetwork } from './networks';
import { Constraints, forbidden, invalid, required, textOr, writtenText } from './refusal';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go */
export const SERVICES: Constraints = {
  *ServiceSpec(data) {
    const type = textOr(data['type'], 'ClusterIP');
    if (type === undefined) return;
    if (type === 'ExternalName') yield* externalName(data);
    yield* clusterIp(data, type);
    yield* nodePorts(data, type);
    yield* ofBalancers(data, type);
    yield* externalAddresses(data);
    yield* ofSession(data);
  },
};

function* externalName(data: Data): Iterable<Report> {
  const name = data['externalName'];
  if (name == null || name === '') {
    yield {
      path: [],
      what: 'the Service stands for another name, and does not say which',
      happens: required('externalName'),
      fix: 'add externalName, or leave out type: ExternalName',
    };
    return;
  }
  const text = writtenText(name)?.replace(/\.$/, '');
  if (text === undefined || fits(text, SUBDOMAIN)) return;
  yield {
    path: ['externalName'],
    what: `"${text}" is no DNS name`,
    happens: invalid('externalName', name, 'a lowercase RFC 1123 subdomain'),
    fix: `use ${HTTP_HOST.rule.replace(/ or .*/, '')}`,
  };
}

function* clusterIp(data: Data, type: string): Iterable<Report> {
  const ip = writtenText(data['clusterIP']);
  if (ip === undefined) return;
  if (type === 'ExternalName') {
    yield {
      path: ['clusterIP'],
      what: 'the Service stands for another name, and has a clusterIP',
      happens: forbidden('clusterIPs', 'may not be set for ExternalName services'),
      fix: 'leave clusterIP out',
    };
  } else if (ip === 'None') {
    if (type === 'ClusterIP') return;
    yield {
      path: ['clusterIP'],
      what: `a Service of type ${type} is headless`,
      happens: invalid('clusterIP', ip, `may not be set to 'None' for ${type} services`),
      fix: 'leave out clusterIP: None, or the type',
    };
  } else if (!isIpAddress(ip)) {
    yield {
      path: ['clusterIP'],
      what: `clusterIP is "${ip}"`,
      happens: invalid('clusterIP', ip, 'must be a valid IP address'),
      fix: /^none$/i.test(ip) ? 'write None' : 'leave it out, or write None for a headless Service',
    };
  }
}

/** Those that the API server gives, unless it was told otherwise. */
const NODE_PORTS = { first: 30000, last: 32767 };

function* nodePorts(data: Data, type: string): Iterable<Report> {
  const seen = new Map<number, Data>();
  for (const [index, entry] of listOf(data['ports']).entries()) {
    const { nodePort: value } = dataOf(entry);
    const port = numberOf(value);
    if (port === undefined || port === 0) continue;
    const path = ['ports', index, 'nodePort'];
    if (type === 'ClusterIP') {
      yield {
        path,
        what: `the Service has the nodePort ${port} and type ClusterIP`,
        happens: forbidden('nodePort', "may not be used when `type` is 'ClusterIP'"),
        fix: 'leave it out, or add type: NodePort',
      };
    } else if (seen.has(port) && !isOtherProtocol(dataOf(entry), seen.get(port)!)) {
      yield {
        path,
        what: `two ports of the Service have the nodePort ${port}`,
        happens: invalid('nodePort', port, 'provided port is already allocated'),
        fix: 'give one of them another number, or none, so that one is chosen',
      };
    } else if (port < NODE_PORTS.first || port > NODE_PORTS.last) {
      // Clusters may have another range.
      yield {
        severity: 'warning',
        path,
        what: `nodePort is ${port}`,
        happens: `The API server rejects it, unless it has another range: nodePort: Invalid value: ${port}: provided port is not in the valid range. The range of valid ports is ${NODE_PORTS.first}-${NODE_PORTS.last}`,
        fix: `write a number between ${NODE_PORTS.first} and ${NODE_PORTS.last}, or leave it out, so that one is chosen`,
      };
    }
    seen.set(port, dataOf(entry));
  }
}

/** One port with two protocols may be one port of the node. */
function isOtherProtocol(one: Data, other: Data): boolean {
  if ([one, other].some(({ port, protocol }) => isPlaceholder(port) || isPlaceholder(protocol))) return true;
  return one['port'] === other['port'] && textOr(one['protocol'], 'TCP') !== textOr(other['protocol'], 'TCP');
}

function* ofBalancers(data: Data, type: string): Iterable<Report> {
  const { loadBalancerSourceRanges } = data;
  const policy = writtenText(data['externalTrafficPolicy']);
  const isInternal = type === 'ExternalName' || (type === 'ClusterIP' && listOf(data['externalIPs']).length === 0);
  if (policy !== undefined && isInternal) {
    yield {
      path: ['externalTrafficPolicy'],
      what: `a Service of type ${type} has an externalTrafficPolicy`,
      happens: invalid('externalTrafficPolicy', policy, 'may only be set for externally-accessible services'),
      fix: 'leave it out, or write type: NodePort or LoadBalancer',
    };
  }
  for (const [index, value] of listOf(loadBalancerSourceRanges).entries()) {
    const range = writtenText(value)?.trim();
    if (range !== undefined && !networkOf(range)) {
      yield { path: ['loadBalancerSourceRanges', index], ...noNetwork('LoadBalancerSourceRanges', range) };
    }
  }
  if (listOf(loadBalancerSourceRanges).length > 0 && type !== 'LoadBalancer') {
    yield {
      path: ['loadBalancerSourceRanges'],
      what: `a Service of type ${type} has loadBalancerSourceRanges`,
      happens: forbidden('LoadBalancerSourceRanges', "may only be used when `type` is 'LoadBalancer'"),
      fix: 'leave them out, or add type: LoadBalancer',
    };
  }
  const [health, balancer] = [numberOf(data['healthCheckNodePort']), writtenText(data['loadBalancerClass'])];
  if (
    health &&
    (type !== 'LoadBalancer' || (policy ?? 'Cluster') === 'Cluster') &&
    !isPlaceholder(data['externalTrafficPolicy'])
  ) {
    yield {
      path: ['healthCheckNodePort'],
      what: `the Service has a healthCheckNodePort, and traffic to it ${type === 'LoadBalancer' ? 'goes to all nodes' : 'is not balanced'}`,
      happens: invalid(
        'healthCheckNodePort',
        health,
        "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
      ),
      fix: 'leave it out, or write type: LoadBalancer and externalTrafficPolicy: Local',
    };
  }
  if (balancer !== undefined && type !== 'LoadBalancer') {
    yield {
      path: ['loadBalancerClass'],
      what: `a Service of type ${type} has a loadBalancerClass`,
      happens: forbidden('loadBalancerClass', "may only be used when `type` is 'LoadBalancer'"),
      fix: 'leave it out, or write type: LoadBalancer',
    };
  }
}

function* ofSession({ sessionAffinity, sessionAffinityConfig }: Data): Iterable<Report> {
  const seconds = numberOf(dataOf(dataOf(sessionAffinityConfig)['clientIP'])['timeoutSeconds']);
  if (sessionAffinity !== 'ClientIP' || seconds === undefined || (seconds >= 1 && seconds <= LONGEST_SESSION)) return;
  yield {
    path: ['sessionAffinityConfig', 'clientIP', 'timeoutSeconds'],
    what: `clients are to stay with a Pod for ${seconds} s`,
    happens: invalid('timeoutSeconds', seconds, `must be greater than 0 and less than ${LONGEST_SESSION}`),
    fix: `write a number between 1 and ${LONGEST_SESSION}`,
  };
}

const LONGEST_SESSION = 86400;

/** Addresses that mean the machine itself, or no more than a link. */
const NOWHERE = /^(?:127\.|0\.0\.0\.0$|169\.254\.|224\.0\.0\.|::1?$|fe[89ab][0-9a-f]:|ff[0-9a-f]2:)/i;

function* externalAddresses(data: Data): Iterable<Report> {
  for (const [index, value] of listOf(data['externalIPs']).entries()) {
    const ip = writtenText(value);
    if (ip === undefined || (isIpAddress(ip) && !NOWHERE.test(ip))) continue;
    const none = !isIpAddress(ip);
    yield {
      path: ['externalIPs', index],
      what: none ? `"${ip}" is no IP address` : `${ip} is no address that somebody else could use`,
      happens: invalid(
        'externalIPs',
        ip,
        none ? 'must be a valid IP address' : 'may not be unspecified, loopback or link-local',
      ),
      fix: none ? 'write an IPv4 or IPv6 address' : 'write an address that leads to the nodes',
    };
  }
}
