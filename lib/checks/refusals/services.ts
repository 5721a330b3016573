import { HTTP_HOST, isIpAddress, SUBDOMAIN } from '../../model/name-forms';
import { Data, dataOf, listOf, numberOf } from '../../model/values';
import { Report } from '../rule';
import { networkOf, noNetwork } from './networks';
import { Constraints, forbidden, invalid, required, writtenText } from './refusal';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go */
export const SERVICES: Constraints = {
  *ServiceSpec(data) {
    const { type = 'ClusterIP' } = data;
    if (type === 'ExternalName') yield* externalName(data);
    yield* clusterIp(data);
    yield* nodePorts(data);
    yield* externalTraffic(data);
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
  if (text === undefined || (text.length <= SUBDOMAIN.longest && SUBDOMAIN.allows(text))) return;
  yield {
    path: ['externalName'],
    what: `"${text}" is no DNS name`,
    happens: invalid('externalName', name, 'a lowercase RFC 1123 subdomain'),
    fix: `use ${HTTP_HOST.rule.replace(/ or .*/, '')}`,
  };
}

function* clusterIp(data: Data): Iterable<Report> {
  const { type = 'ClusterIP' } = data;
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
      what: `a Service of type ${String(type)} is headless`,
      happens: invalid('clusterIP', ip, `may not be set to 'None' for ${String(type)} services`),
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

function* nodePorts(data: Data): Iterable<Report> {
  const { type = 'ClusterIP' } = data;
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
function isOtherProtocol({ port, protocol = 'TCP' }: Data, other: Data): boolean {
  return port === other['port'] && protocol !== (other['protocol'] ?? 'TCP');
}

function* externalTraffic(data: Data): Iterable<Report> {
  const { type = 'ClusterIP', loadBalancerSourceRanges, externalTrafficPolicy } = data;
  const isInternal = type === 'ExternalName' || (type === 'ClusterIP' && listOf(data['externalIPs']).length === 0);
  if (externalTrafficPolicy != null && isInternal) {
    yield {
      path: ['externalTrafficPolicy'],
      what: `a Service of type ${type} has an externalTrafficPolicy`,
      happens: invalid(
        'externalTrafficPolicy',
        externalTrafficPolicy,
        'may only be set for externally-accessible services',
      ),
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
      what: `a Service of type ${String(type)} has loadBalancerSourceRanges`,
      happens: forbidden('LoadBalancerSourceRanges', "may only be used when `type` is 'LoadBalancer'"),
      fix: 'leave them out, or add type: LoadBalancer',
    };
  }
  for (const [index, value] of listOf(data['externalIPs']).entries()) {
    const ip = writtenText(value);
    if (ip === undefined || isIpAddress(ip)) continue;
    yield {
      path: ['externalIPs', index],
      what: `"${ip}" is no IP address`,
      happens: invalid('externalIPs', ip, 'must be a valid IP address'),
      fix: 'write an IPv4 or IPv6 address',
    };
  }
}
