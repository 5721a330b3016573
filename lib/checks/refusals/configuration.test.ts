import { ofObject } from '../../../test/refusals';

const ofConfigMap = (fields: object) => ofObject('v1', 'ConfigMap', fields);
const ofSecret = (fields: object) => ofObject('v1', 'Secret', fields);
const letters = (count: number) => 'a'.repeat(count);

test.each<[string, string[], string[]]>([
  [
    'a key that is a path',
    ofConfigMap({ data: { 'conf.d/a.conf': '' } }),
    [
      `data['conf.d/a.conf'] | "conf.d/a.conf" is no key: it becomes the name of a file | data: Invalid value: "conf.d/a.conf": a valid config key must consist of alphanumeric characters, '-', '_' or '.'`,
    ],
  ],
  [
    'a key of dots',
    ofSecret({ stringData: { '..': '' } }),
    [
      `stringData['..'] | ".." is no key: it becomes the name of a file | stringData: Invalid value: "..": a valid config key must consist of alphanumeric characters, '-', '_' or '.'`,
    ],
  ],
  [
    'a key that is too long',
    ofConfigMap({ binaryData: { [letters(254)]: '' } }).map((found) => found.replace(/a{254}/g, 'a...')),
    [
      `binaryData.a... | "a..." is no key: it becomes the name of a file | binaryData: Invalid value: "a...": a valid config key must consist of alphanumeric characters, '-', '_' or '.'`,
    ],
  ],
  [
    'a key in both',
    ofConfigMap({ data: { a: 'b' }, binaryData: { a: 'Yg==' } }),
    [
      'binaryData.a | the key "a" is in data and in binaryData | data: Invalid value: "a": duplicate of key present in binaryData',
    ],
  ],
  [
    'more than a MiB',
    ofConfigMap({ data: { a: letters(2 ** 20), b: 'c' } }),
    ['data | the ConfigMap has 1048577 bytes | Too long: must have at most 1048576 bytes'],
  ],
  [
    'more than an annotation holds',
    ofConfigMap({ data: { a: letters(2 ** 18 + 1) } }),
    [
      'data | the ConfigMap has 262145 bytes as it is written | kubectl apply and Argo CD keep a copy of it in an annotation: metadata.annotations: Too long: may not be more than 262144 bytes',
    ],
  ],
  [
    'a large Secret',
    ofSecret({ data: { a: letters(2 ** 21) } }),
    ['data | the Secret has 1572864 bytes | Too long: must have at most 1048576 bytes'],
  ],
  [
    'a certificate without its key',
    ofSecret({ type: 'kubernetes.io/tls', data: { 'tls.crt': 'YQ==' } }),
    ['type | a Secret of type kubernetes.io/tls has no tls.key | data[tls.key]: Required value'],
  ],
  [
    'a registry without a password',
    ofSecret({ type: 'kubernetes.io/dockerconfigjson', stringData: {} }),
    [
      'type | a Secret of type kubernetes.io/dockerconfigjson has no .dockerconfigjson | data[.dockerconfigjson]: Required value',
    ],
  ],
  [
    'a login of nobody',
    ofSecret({ type: 'kubernetes.io/basic-auth' }),
    [
      'type | a Secret of type kubernetes.io/basic-auth has neither username nor password | data[username]: Required value',
    ],
  ],
  [
    'a token of nobody',
    ofSecret({ type: 'kubernetes.io/service-account-token' }),
    [
      'metadata | a Secret for the token of a ServiceAccount does not say of which | metadata.annotations[kubernetes.io/service-account.name]: Required value',
    ],
  ],
  [
    'a Secret that is no JSON',
    ofSecret({ type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': 'password' } }),
    [
      `stringData['.dockerconfigjson'] | what is in .dockerconfigjson is no JSON | data[.dockerconfigjson]: Invalid value: "<secret contents redacted>"`,
    ],
  ],
  [
    'a Secret that is no JSON in base64',
    ofSecret({ type: 'kubernetes.io/dockercfg', data: { '.dockercfg': 'cGFzc3dvcmQ=' } }),
    [
      `data['.dockercfg'] | what is in .dockercfg is no JSON | data[.dockercfg]: Invalid value: "<secret contents redacted>"`,
    ],
  ],
])('finds %s', (_, found, expected) => expect(found).toEqual(expected));

test.each<[string, string[]]>([
  ['keys', ofConfigMap({ data: { 'a.conf': '', _A: '', '.b': '' } })],
  ["keys of another object's", ofConfigMap({ data: { constructor: '' }, binaryData: { a: '' } })],
  ['what is filled in later', ofConfigMap({ data: { '${KEY}': '' } })],
  [
    'a certificate',
    ofSecret({ type: 'kubernetes.io/tls', data: { 'tls.crt': 'YQ==' }, stringData: { 'tls.key': 'b' } }),
  ],
  ['a login', ofSecret({ type: 'kubernetes.io/basic-auth', stringData: { password: 'a' } })],
  [
    'a token',
    ofSecret({
      type: 'kubernetes.io/service-account-token',
      metadata: { name: 'a', annotations: { 'kubernetes.io/service-account.name': 'a' } },
    }),
  ],
  ["a type of one's own", ofSecret({ type: 'constructor', data: {} })],
  ['1 MiB in base64', ofSecret({ data: { a: letters(2 ** 18) } })],
  ['wrong types', ofConfigMap({ data: 5, binaryData: [] })],
  ['a registry', ofSecret({ type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': 'e30=' } })],
  [
    'a registry that is filled in later',
    ofSecret({ type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': '${AUTHS}' } }),
  ],
  [
    'a certificate by keys that are filled in later',
    ofSecret({ type: 'kubernetes.io/tls', data: { '${KEY}': 'YQ==' } }),
  ],
  ['a text in the place of another', ofSecret({ data: { a: letters(2 ** 18 - 4) }, stringData: { a: 'b' } })],
  [
    '1 MiB to the byte',
    ofSecret({ data: { a: `${letters(1398102)}==` } }).filter((found) => !found.includes('annotation')),
  ],
])('is content with %s', (_, found) => expect(found).toEqual([]));
