import { ofPod } from '../../../test/refusals';

test.each<[string, string[], string[]]>([
  [
    'no nameservers at all',
    ofPod({ dnsPolicy: 'None' }),
    [
      'spec.dnsPolicy | the Pod has dnsPolicy None and no nameservers | dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None',
    ],
  ],
  [
    'none among the settings',
    ofPod({ dnsPolicy: 'None', dnsConfig: { searches: ['example.com'] } }),
    [
      'spec.dnsPolicy | the Pod has dnsPolicy None and no nameservers | nameservers: Required value: must provide at least one DNS nameserver when `dnsPolicy` is None',
    ],
  ],
  [
    'too many nameservers',
    ofPod({ dnsConfig: { nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'] } }),
    [
      'spec.dnsConfig.nameservers | the Pod has 4 nameservers | nameservers: Invalid value: ["10.0.0.1","10.0.0.2","10.0.0.3","10.0.0.4"]: must not have more than 3 nameservers',
    ],
  ],
  [
    'too many search domains',
    ofPod({ dnsConfig: { searches: Array<string>(33).fill('a') } }).map((found) => found.replace(/\[.*\]/, '[...]')),
    [
      'spec.dnsConfig.searches | the Pod has 33 searches | searches: Invalid value: [...]: must not have more than 32 search paths',
    ],
  ],
  [
    'search domains that are too long',
    ofPod({ dnsConfig: { searches: Array<string>(32).fill('a'.repeat(64)) } }).map((found) =>
      found.replace(/\[.*\]/, '[...]'),
    ),
    [
      'spec.dnsConfig.searches | the search domains have 2079 characters | searches: Invalid value: [...]: must not have more than 2048 characters (including spaces) in the search list',
    ],
  ],
  [
    'an option without a name',
    ofPod({ dnsConfig: { options: [{ name: 'ndots', value: '2' }, { value: '1' }] } }),
    ['spec.dnsConfig.options[1] | an option of the resolver has no name | options: Required value: must not be empty'],
  ],
])('finds %s', (_, found, expected) => expect(found).toEqual(expected));

test.each<[string, string[]]>([
  ['nameservers of its own', ofPod({ dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.1'] } })],
  ['an option without a value', ofPod({ dnsConfig: { options: [{ name: 'use-vc' }] } })],
  ['wrong types', ofPod({ dnsConfig: { nameservers: 'a', searches: {}, options: 5 } })],
  ['what is no text by itself', ofPod({ dnsConfig: { searches: [{ toString: 1 }] } })],
])('is content with %s', (_, found) => expect(found).toEqual([]));
