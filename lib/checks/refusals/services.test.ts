import { ofObject } from '../../../test/refusals';

const ofService = (spec: object) => ofObject('v1', 'Service', { spec: { ports: [{ port: 80 }], ...spec } });
const ofPorts = (type: string, ...ports: object[]) => ofService({ type, ports });

test.each<[string, string[], string[]]>([
  [
    'no name to stand for',
    ofService({ type: 'ExternalName' }),
    ['spec | the Service stands for another name, and does not say which | externalName: Required value'],
  ],
  [
    'an address to stand for',
    ofService({ type: 'ExternalName', externalName: 'https://example.com' }),
    [
      'spec.externalName | "https://example.com" is no DNS name | externalName: Invalid value: "https://example.com": a lowercase RFC 1123 subdomain',
    ],
  ],
  [
    'a name with an address',
    ofService({ type: 'ExternalName', externalName: 'example.com', clusterIP: 'None' }),
    [
      'spec.clusterIP | the Service stands for another name, and has a clusterIP | clusterIPs: Forbidden: may not be set for ExternalName services',
    ],
  ],
  [
    'a balancer without an address',
    ofService({ type: 'LoadBalancer', clusterIP: 'None' }),
    [
      `spec.clusterIP | a Service of type LoadBalancer is headless | clusterIP: Invalid value: "None": may not be set to 'None' for LoadBalancer services`,
    ],
  ],
  [
    'None in lower case',
    ofService({ clusterIP: 'none' }),
    ['spec.clusterIP | clusterIP is "none" | clusterIP: Invalid value: "none": must be a valid IP address'],
  ],
  [
    'a port of the node in vain',
    ofPorts('ClusterIP', { port: 80, nodePort: 30080 }),
    [
      "spec.ports[0].nodePort | the Service has the nodePort 30080 and type ClusterIP | nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
    ],
  ],
  [
    'two ports on one of the node',
    ofPorts('NodePort', { name: 'a', port: 80, nodePort: 30080 }, { name: 'b', port: 81, nodePort: 30080 }),
    [
      'spec.ports[1].nodePort | two ports of the Service have the nodePort 30080 | nodePort: Invalid value: 30080: provided port is already allocated',
    ],
  ],
  [
    'a port out of the range',
    ofPorts('NodePort', { port: 80, nodePort: 80 }),
    [
      'spec.ports[0].nodePort | nodePort is 80 | The API server rejects it, unless it has another range: nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
    ],
  ],
  [
    'a policy for traffic that does not come',
    ofService({ externalTrafficPolicy: 'Cluster' }),
    [
      'spec.externalTrafficPolicy | a Service of type ClusterIP has an externalTrafficPolicy | externalTrafficPolicy: Invalid value: "Cluster": may only be set for externally-accessible services',
    ],
  ],
  [
    'addresses that are no range',
    ofService({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8', '10.0.0.1'] }),
    [
      'spec.loadBalancerSourceRanges[1] | "10.0.0.1" is no range of addresses | LoadBalancerSourceRanges: Invalid value: "10.0.0.1": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
  ],
  [
    'a prefix that is too long',
    ofService({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/33'] }),
    [
      'spec.loadBalancerSourceRanges[0] | "10.0.0.0/33" is no range of addresses | LoadBalancerSourceRanges: Invalid value: "10.0.0.0/33": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
  ],
  [
    'ranges in vain',
    ofService({ type: 'NodePort', loadBalancerSourceRanges: ['10.0.0.0/8'] }),
    [
      "spec.loadBalancerSourceRanges | a Service of type NodePort has loadBalancerSourceRanges | LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'",
    ],
  ],
  [
    'a name in place of an address',
    ofService({ externalIPs: ['shop.example.com'] }),
    [
      'spec.externalIPs[0] | "shop.example.com" is no IP address | externalIPs: Invalid value: "shop.example.com": must be a valid IP address',
    ],
  ],
  [
    'a port of the node where the type is null',
    ofService({ type: null, ports: [{ port: 80, nodePort: 30080 }] }),
    [
      "spec.ports[0].nodePort | the Service has the nodePort 30080 and type ClusterIP | nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
    ],
  ],
  [
    'an address of the machine itself',
    ofService({ externalIPs: ['127.0.0.1'] }),
    [
      'spec.externalIPs[0] | 127.0.0.1 is no address that somebody else could use | externalIPs: Invalid value: "127.0.0.1": may not be unspecified, loopback or link-local',
    ],
  ],
  [
    'an address of a link',
    ofService({ externalIPs: ['fe80::1'] }),
    [
      'spec.externalIPs[0] | fe80::1 is no address that somebody else could use | externalIPs: Invalid value: "fe80::1": may not be unspecified, loopback or link-local',
    ],
  ],
  [
    'a port for the health of nobody',
    ofService({ type: 'LoadBalancer', healthCheckNodePort: 30090 }),
    [
      "spec.healthCheckNodePort | the Service has a healthCheckNodePort, and traffic to it goes to all nodes | healthCheckNodePort: Invalid value: 30090: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
    ],
  ],
  [
    'a class of balancers in vain',
    ofService({ loadBalancerClass: 'example.com/lb' }),
    [
      "spec.loadBalancerClass | a Service of type ClusterIP has a loadBalancerClass | loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'",
    ],
  ],
  [
    'a session without an end',
    ofService({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86401 } } }),
    [
      'spec.sessionAffinityConfig.clientIP.timeoutSeconds | clients are to stay with a Pod for 86401 s | timeoutSeconds: Invalid value: 86401: must be greater than 0 and less than 86400',
    ],
  ],
])('finds %s', (_, found, expected) => expect(found).toEqual(expected));

test.each<[string, string[]]>([
  ['a headless Service', ofService({ clusterIP: 'None' })],
  ['an address', ofService({ clusterIP: '10.0.0.10' })],
  ['a name with a dot at its end', ofService({ type: 'ExternalName', externalName: 'example.com.' })],
  [
    'one port with two protocols',
    ofPorts(
      'NodePort',
      { name: 'a', port: 53, nodePort: 30053 },
      { name: 'b', port: 53, protocol: 'UDP', nodePort: 30053 },
    ),
  ],
  [
    'ports that are chosen',
    ofPorts('NodePort', { name: 'a', port: 80, nodePort: 0 }, { name: 'b', port: 81, nodePort: 0 }),
  ],
  ['traffic that comes to an address', ofService({ externalIPs: ['203.0.113.7'], externalTrafficPolicy: 'Local' })],
  ['ranges', ofService({ type: 'LoadBalancer', loadBalancerSourceRanges: [' 10.0.0.0/8 ', '2001:db8::/32'] })],
  ['what is filled in later', ofService({ clusterIP: '${IP}', externalIPs: ['${IP}'] })],
  [
    'wrong types',
    ofService({
      type: 'LoadBalancer',
      ports: [null, 5, { nodePort: 'a' }],
      externalIPs: 5,
      loadBalancerSourceRanges: [5],
    }),
  ],
  [
    'a type that is filled in later',
    ofService({ type: '${TYPE}', clusterIP: 'None', loadBalancerSourceRanges: ['10.0.0.0/8'] }),
  ],
  [
    'a policy that is filled in later, or empty',
    [...ofService({ externalTrafficPolicy: '${POLICY}' }), ...ofService({ externalTrafficPolicy: '' })],
  ],
  [
    'a port for health',
    ofService({
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      healthCheckNodePort: 30090,
      loadBalancerClass: 'example.com/lb',
    }),
  ],
  ['what is no text by itself', ofService({ type: { toString: 1 }, clusterIP: 'None' })],
  [
    'a session',
    ofService({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86400 } } }),
  ],
  ['an address of many', ofService({ externalIPs: ['239.1.1.1'] })],
])('is content with %s', (_, found) => expect(found).toEqual([]));
