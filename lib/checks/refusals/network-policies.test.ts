import { ofObject } from '../../../test/refusals';

const ofPolicy = (...ingress: object[]) =>
  ofObject('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {}, ingress } });
const ofPeer = (peer: object) => ofPolicy({ from: [peer] });
const ofBlock = (cidr: string, ...except: string[]) => ofPeer({ ipBlock: { cidr, except } });
const ofPort = (port: object) => ofPolicy({ ports: [port] });

test.each<[string, string[], string[]]>([
  [
    'a peer that is nobody',
    ofPeer({}),
    ['spec.ingress[0].from[0] | a peer of the policy is empty | peer: Required value: must specify a peer'],
  ],
  [
    'addresses of Pods',
    ofPeer({ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }),
    [
      'spec.ingress[0].from[0].ipBlock | a peer of the policy has podSelector and ipBlock | peer: Forbidden: may not specify both ipBlock and another peer',
    ],
  ],
  [
    'an address that is no range',
    ofBlock('2001:db8::1'),
    [
      'spec.ingress[0].from[0].ipBlock.cidr | "2001:db8::1" is no range of addresses | cidr: Invalid value: "2001:db8::1": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
  ],
  [
    'a range that is none',
    ofBlock('10.0.0.0/8/8'),
    [
      'spec.ingress[0].from[0].ipBlock.cidr | "10.0.0.0/8/8" is no range of addresses | cidr: Invalid value: "10.0.0.0/8/8": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
  ],
  [
    'an exception that is no range',
    ofBlock('10.0.0.0/8', '10.1.0.0'),
    [
      'spec.ingress[0].from[0].ipBlock.except[0] | "10.1.0.0" is no range of addresses | except: Invalid value: "10.1.0.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
  ],
  [
    'an exception that is outside',
    ofBlock('10.0.0.0/8', '192.168.0.0/16'),
    [
      'spec.ingress[0].from[0].ipBlock.except[0] | 192.168.0.0/16 is no part of 10.0.0.0/8 | except: Invalid value: "192.168.0.0/16": must be a strict subset of `cidr`',
    ],
  ],
  [
    'an exception of all',
    ofBlock('2001:db8::/32', '2001:db8::/32'),
    [
      'spec.ingress[0].from[0].ipBlock.except[0] | 2001:db8::/32 is no part of 2001:db8::/32 | except: Invalid value: "2001:db8::/32": must be a strict subset of `cidr`',
    ],
  ],
  [
    'an exception of another kind',
    ofBlock('0.0.0.0/0', '2001:db8::/32'),
    [
      'spec.ingress[0].from[0].ipBlock.except[0] | 2001:db8::/32 is no part of 0.0.0.0/0 | except: Invalid value: "2001:db8::/32": must be a strict subset of `cidr`',
    ],
  ],
  [
    'a port in quotes',
    ofPort({ port: '80' }),
    [
      'spec.ingress[0].ports[0].port | "80" is no name of a port | port: Invalid value: "80": must contain at least one letter (a-z)',
    ],
  ],
  [
    'a name that is none',
    ofPort({ port: 'HTTP' }),
    [
      'spec.ingress[0].ports[0].port | "HTTP" is no name of a port | port: Invalid value: "HTTP": must contain at least one letter (a-z)',
    ],
  ],
  [
    'a range without a beginning',
    ofPort({ endPort: 90 }),
    [
      'spec.ingress[0].ports[0].endPort | a range of ports ends at 90 and begins nowhere | endPort: Invalid value: 90: may not be specified when `port` is not specified',
    ],
  ],
  [
    'a range from a name',
    ofPort({ port: 'http', endPort: 90 }),
    [
      'spec.ingress[0].ports[0].endPort | a range of ports begins at the name "http" | endPort: Invalid value: 90: may not be specified when `port` is non-numeric',
    ],
  ],
  [
    'a range backwards',
    ofPort({ port: 80, endPort: 79 }),
    [
      'spec.ingress[0].ports[0].endPort | a range of ports ends at 79, before it begins | endPort: Invalid value: 79: must be greater than or equal to `port`',
    ],
  ],
  ['no addresses at all', ofBlock(''), ['spec.ingress[0].from[0].ipBlock.cidr | cidr is empty | cidr: Required value']],
  [
    'an exception in the clothes of IPv6',
    ofBlock('::/0', '::ffff:10.0.0.0/104'),
    [
      'spec.ingress[0].from[0].ipBlock.except[0] | ::ffff:10.0.0.0/104 is no part of ::/0 | except: Invalid value: "::ffff:10.0.0.0/104": must be a strict subset of `cidr`',
    ],
  ],
])('finds %s', (_, found, expected) => expect(found).toEqual(expected));

test.each<[string, string[]]>([
  [
    'everybody',
    [...ofPolicy({}), ...ofPeer({ podSelector: {} }), ...ofPeer({ namespaceSelector: {}, podSelector: {} })],
  ],
  [
    'exceptions',
    [
      ...ofBlock('10.0.0.0/8', '10.1.0.0/16'),
      ...ofBlock('2001:db8::/32', '2001:db8:1::/48'),
      ...ofBlock('0.0.0.0/0', '10.0.0.0/8'),
    ],
  ],
  [
    'ports',
    [...ofPort({ port: 80 }), ...ofPort({ port: 'http' }), ...ofPort({ port: 80, endPort: 80 }), ...ofPort({})],
  ],
  [
    'what is filled in later',
    [...ofBlock('${CIDR}'), ...ofBlock('10.0.0.0/8', '${CIDR}'), ...ofPort({ port: '${PORT}' })],
  ],
  ['wrong types', ofPolicy({ from: [5], ports: [5, { port: 0.5, endPort: 'a' }] })],
  ['an address in the clothes of IPv6', ofBlock('0.0.0.0/0', '::ffff:10.0.0.0/104')],
  ['a range that is filled in later', ofPort({ port: '${PORT}', endPort: 90 })],
  ['a range from what is no text by itself', ofPort({ port: 80, endPort: { toString: 1 } })],
])('is content with %s', (_, found) => expect(found).toEqual([]));
