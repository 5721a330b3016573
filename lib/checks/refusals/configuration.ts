import { isPlaceholder } from '../../model/placeholder';
import { Data, dataOf, Path, textOf } from '../../model/values';
import { Report } from '../rule';
import { Constraints, invalid, required, shown } from './refusal';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go */
export const CONFIGURATION: Constraints = {
  *ConfigMap(data) {
    yield* keys(data, ['data', 'binaryData']);
    yield* size(data, 'ConfigMap');
    for (const key of Object.keys(dataOf(data['data']))) {
      if (!Object.hasOwn(dataOf(data['binaryData']), key)) continue;
      yield {
        path: ['binaryData', key],
        what: `the key "${key}" is in data and in binaryData`,
        happens: invalid('data', key, 'duplicate of key present in binaryData'),
        fix: 'leave one of the two out',
      };
    }
  },

  *Secret(data) {
    yield* keys(data, ['data', 'stringData']);
    yield* size(data, 'Secret');
    yield* ofType(data);
  },
};

function* keys(data: Data, fields: readonly string[]): Iterable<Report> {
  for (const field of fields) {
    for (const key of Object.keys(dataOf(data[field]))) {
      if (isPlaceholder(key)) continue;
      if (key.length <= LONGEST_KEY && /^[-._a-zA-Z0-9]+$/.test(key) && key !== '.' && !key.startsWith('..')) continue;
      yield {
        path: [field, key],
        what: `"${key}" is no key: it becomes the name of a file`,
        happens: invalid(field, key, "a valid config key must consist of alphanumeric characters, '-', '_' or '.'"),
        fix: 'use letters, digits, "-", "_" and "."; folders are made by items of the volume that mounts it',
      };
    }
  }
}

const LONGEST_KEY = 253;
const MOST_BYTES = 2 ** 20;
/** Of all annotations together. */
const MOST_ANNOTATED = 2 ** 18;

/** @see https://github.com/kubernetes/kubernetes/issues/63702 */
function* size(data: Data, kind: string): Iterable<Report> {
  const [plain, encoded] = kind === 'Secret' ? ['stringData', 'data'] : ['data', 'binaryData'];
  const bytes = new Map<string, number>();
  for (const [key, text] of Object.entries(dataOf(data[encoded]))) bytes.set(key, decodedBytes(textOf(text) ?? ''));
  // Of a Secret these come last.
  for (const [key, text] of Object.entries(dataOf(data[plain]))) bytes.set(key, lengthOf(text));
  const total = sum(bytes.values());
  const written = sum([plain, encoded].flatMap((field) => Object.values(dataOf(data[field])).map(lengthOf)));
  const path: Path = [[plain, encoded].find((field) => data[field] != null) ?? plain];
  if (total > MOST_BYTES) {
    yield {
      path,
      what: `the ${kind} has ${total} bytes`,
      happens: `The API server rejects it: Too long: must have at most ${MOST_BYTES} bytes`,
      fix: 'divide it, or put the files into an image or a volume',
    };
  } else if (written > MOST_ANNOTATED) {
    yield {
      severity: 'warning',
      path,
      what: `the ${kind} has ${written} bytes as it is written`,
      happens: `kubectl apply and Argo CD keep a copy of it in an annotation: metadata.annotations: Too long: may not be more than ${MOST_ANNOTATED} bytes`,
      fix: 'apply it with --server-side, or with the sync option ServerSideApply=true',
    };
  }
}

function lengthOf(text: unknown): number {
  return Buffer.byteLength(textOf(text) ?? '');
}

function decodedBytes(base64: string): number {
  return Math.floor((base64.replace(/[\s=]/g, '').length * 3) / 4);
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

/** The keys that a type stands for. */
const NEEDED: ReadonlyMap<string, readonly string[]> = new Map([
  ['kubernetes.io/tls', ['tls.crt', 'tls.key']],
  ['kubernetes.io/dockerconfigjson', ['.dockerconfigjson']],
  ['kubernetes.io/dockercfg', ['.dockercfg']],
  ['kubernetes.io/ssh-auth', ['ssh-privatekey']],
]);

function* ofType(data: Data): Iterable<Report> {
  const { type } = data;
  const there = { ...dataOf(data['data']), ...dataOf(data['stringData']) };
  if ([data['data'], data['stringData'], ...Object.keys(there)].some(isPlaceholder)) return;
  for (const key of NEEDED.get(textOf(type) ?? '') ?? []) {
    if (Object.hasOwn(there, key)) continue;
    yield {
      path: ['type'],
      what: `a Secret of type ${shown(type)} has no ${key}`,
      happens: required(`data[${key}]`),
      fix: `add ${key}, or leave out the type`,
    };
  }
  yield* ofRegistry(type, data);
  if (type === 'kubernetes.io/basic-auth' && !['username', 'password'].some((key) => Object.hasOwn(there, key))) {
    yield {
      path: ['type'],
      what: `a Secret of type ${type} has neither username nor password`,
      happens: required('data[username]'),
      fix: 'add username or password, or leave out the type',
    };
  }
  const account = 'kubernetes.io/service-account.name';
  if (type !== 'kubernetes.io/service-account-token' || dataOf(dataOf(data['metadata'])['annotations'])[account])
    return;
  yield {
    path: ['metadata'],
    what: 'a Secret for the token of a ServiceAccount does not say of which',
    happens: required(`metadata.annotations[${account}]`),
    fix: `add the annotation ${account}`,
  };
}

/** What is in it is not to be seen. */
function* ofRegistry(type: unknown, data: Data): Iterable<Report> {
  const key = type === 'kubernetes.io/dockerconfigjson' ? '.dockerconfigjson' : '.dockercfg';
  if (type !== 'kubernetes.io/dockerconfigjson' && type !== 'kubernetes.io/dockercfg') return;
  const plain = textOf(dataOf(data['stringData'])[key]);
  const encoded = textOf(dataOf(data['data'])[key]);
  const text = plain ?? (encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString());
  if (text === undefined || [plain, encoded].some(isPlaceholder) || isJson(text)) return;
  yield {
    path: [plain === undefined ? 'data' : 'stringData', key],
    what: `what is in ${key} is no JSON`,
    happens: `The API server rejects it: data[${key}]: Invalid value: "<secret contents redacted>"`,
    fix: 'make it with kubectl create secret docker-registry',
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
