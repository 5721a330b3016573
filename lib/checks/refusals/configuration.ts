import { Data, dataOf, Path, textOf } from '../../model/values';
import { Report } from '../rule';
import { Constraints, invalid, required } from './refusal';

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
      if (key.includes('${') || key.includes('{{')) continue;
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
  const bytes = bytesIn(data['data']) + bytesIn(data['stringData']) + base64Bytes(data['binaryData']);
  const total = kind === 'Secret' ? base64Bytes(data['data']) + bytesIn(data['stringData']) : bytes;
  const path: Path = [['data', 'binaryData', 'stringData'].find((field) => data[field] != null) ?? 'data'];
  if (total > MOST_BYTES) {
    yield {
      path,
      what: `the ${kind} has ${total} bytes`,
      happens: `The API server rejects it: Too long: must have at most ${MOST_BYTES} bytes`,
      fix: 'divide it, or put the files into an image or a volume',
    };
  } else if (bytes > MOST_ANNOTATED) {
    yield {
      severity: 'warning',
      path,
      what: `the ${kind} has ${bytes} bytes`,
      happens: `kubectl apply and Argo CD keep a copy of it in an annotation: metadata.annotations: Too long: may not be more than ${MOST_ANNOTATED} bytes`,
      fix: 'apply it with --server-side, or with the sync option ServerSideApply=true',
    };
  }
}

function bytesIn(values: unknown): number {
  return Object.values(dataOf(values)).reduce<number>((sum, text) => sum + Buffer.byteLength(textOf(text) ?? ''), 0);
}

function base64Bytes(values: unknown): number {
  return Math.floor((bytesIn(values) * 3) / 4);
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
  for (const key of NEEDED.get(textOf(type) ?? '') ?? []) {
    if (Object.hasOwn(there, key)) continue;
    yield {
      path: ['type'],
      what: `a Secret of type ${String(type)} has no ${key}`,
      happens: required(`data[${key}]`),
      fix: `add ${key}, or leave out the type`,
    };
  }
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
