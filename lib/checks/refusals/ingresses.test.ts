import { ofObject } from '../../../test/refusals';

const SERVICE = { service: { name: 'web', port: { number: 80 } } };
const ofIngress = (spec: object, metadata = {}) =>
  ofObject('networking.k8s.io/v1', 'Ingress', { metadata: { name: 'web', ...metadata }, spec });
const ofPath = (pathType: string, path?: string) =>
  ofIngress({ rules: [{ http: { paths: [{ path, pathType, backend: SERVICE }] } }] });
const ofBackend = (defaultBackend: object) => ofIngress({ defaultBackend });
const ofClasses = (said: string, ingressClassName: string) =>
  ofIngress({ defaultBackend: SERVICE, ingressClassName }, { annotations: { 'kubernetes.io/ingress.class': said } });

test.each<[string, string[], string[]]>([
  [
    'nothing to lead to',
    ofIngress({ rules: [] }),
    [
      'spec | the Ingress leads nowhere | spec: Invalid value: "": either `defaultBackend` or `rules` must be specified',
    ],
  ],
  [
    'two classes',
    ofClasses('nginx', 'traefik'),
    [
      `metadata.annotations['kubernetes.io/ingress.class'] | the Ingress is of the class nginx and of the class traefik | kubernetes.io/ingress.class: Invalid value: "nginx": must match \`ingressClassName\` when both are specified`,
    ],
  ],
  [
    'a path without a slash',
    ofPath('Prefix', 'shop'),
    [
      'spec.rules[0].http.paths[0].path | the path "shop" does not begin with a "/" | path: Invalid value: "shop": must be an absolute path',
    ],
  ],
  [
    'no path for Exact',
    ofPath('Exact'),
    [
      'spec.rules[0].http.paths[0] | a path of the Ingress is missing | path: Invalid value: "": must be an absolute path',
    ],
  ],
  [
    'a relative path of a controller',
    ofPath('ImplementationSpecific', 'shop'),
    [
      'spec.rules[0].http.paths[0].path | the path "shop" does not begin with a "/" | path: Invalid value: "shop": must be an absolute path',
    ],
  ],
  [
    'two slashes',
    ofPath('Prefix', '/a//b'),
    [
      `spec.rules[0].http.paths[0].path | the path "/a//b" has a "//" | path: Invalid value: "/a//b": must not contain '//'`,
    ],
  ],
  [
    'a dot at the end',
    ofPath('Exact', '/a/.'),
    [
      `spec.rules[0].http.paths[0].path | the path "/a/." has a "/." | path: Invalid value: "/a/.": cannot end with '/.'`,
    ],
  ],
  [
    'an encoded slash',
    ofPath('Prefix', '/a%2Fb'),
    [
      `spec.rules[0].http.paths[0].path | the path "/a%2Fb" has a "%2F" | path: Invalid value: "/a%2Fb": must not contain '%2F'`,
    ],
  ],
  [
    'an empty backend',
    ofBackend({}),
    [
      'spec.defaultBackend | a backend of the Ingress is empty | backend: Invalid value: "": resource or service backend is required',
    ],
  ],
  [
    'two backends in one',
    ofBackend({ ...SERVICE, resource: { kind: 'Bucket', name: 'a' } }),
    [
      'spec.defaultBackend | a backend of the Ingress is a Service and another resource | backend: Invalid value: "": cannot set both resource and service backends',
    ],
  ],
  [
    'a backend without a port',
    ofBackend({ service: { name: 'web' } }),
    [
      'spec.defaultBackend.service | the backend "web" has no port | port: Required value: port name or number is required',
    ],
  ],
  [
    'a backend with two ports',
    ofBackend({ service: { name: 'web', port: { number: 80, name: 'http' } } }),
    [
      'spec.defaultBackend.service.port | the port of the backend "web" is http and 80 | port: Invalid value: "": cannot set both port name & port number',
    ],
  ],
])('finds %s', (_, found, expected) => expect(found).toEqual(expected));

test.each<[string, string[]]>([
  ['one class twice', ofClasses('nginx', 'nginx')],
  [
    'paths',
    [
      ...ofPath('Prefix', '/'),
      ...ofPath('Exact', '/a/...'),
      ...ofPath('ImplementationSpecific', '/a//(.*)'),
      ...ofPath('ImplementationSpecific'),
    ],
  ],
  ['what is filled in later', ofPath('Prefix', '${PATH}')],
  ['a port by its name', ofBackend({ service: { name: 'web', port: { name: 'http', number: 0 } } })],
  ['a port that is filled in later', ofBackend({ service: { name: 'web', port: { number: '${PORT}' } } })],
  ['a resource', ofBackend({ resource: { kind: 'Bucket', name: 'a' } })],
  [
    'wrong types',
    ofIngress({ rules: [null, { http: { paths: [null, 5] } }] }).filter((found) => !found.includes('paths[0]')),
  ],
  ['classes that are filled in later', [...ofClasses('${CLASS}', 'nginx'), ...ofClasses('nginx', '${CLASS}')]],
  [
    'what is no text by itself',
    ofIngress(
      { defaultBackend: SERVICE, ingressClassName: { toString: 1 } },
      { annotations: { 'kubernetes.io/ingress.class': 'a' } },
    ),
  ],
])('is content with %s', (_, found) => expect(found).toEqual([]));
