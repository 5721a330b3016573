import { dataOf } from '../../model/values';
import { Report } from '../rule';
import { writtenText } from './refusal';

const COMMON_FIELDS = ['metadata.name', 'metadata.namespace', 'metadata.uid'];
/** Is taken for spec.nodeName. */
const OLD_NODE_NAME = 'spec.host';

/** What a variable can be set to. */
export const ENV_FIELDS = [
  ...COMMON_FIELDS,
  ...['spec.nodeName', 'spec.serviceAccountName', 'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs'],
];
/** What a file of a volume can hold. */
export const VOLUME_FIELDS = [...COMMON_FIELDS, 'metadata.labels', 'metadata.annotations'];

export function* fieldPath(fieldRef: unknown, fields: readonly string[], where: string): Iterable<Report> {
  const path = writtenText(dataOf(fieldRef)['fieldPath']);
  if (
    path === undefined ||
    [...fields, OLD_NODE_NAME].includes(path) ||
    /^metadata\.(?:labels|annotations)\['.+'\]$/.test(path)
  )
    return;
  const subscripts = ["metadata.labels['<key>']", "metadata.annotations['<key>']"];
  yield {
    path: ['fieldRef', 'fieldPath'],
    what: `${path} is no field that can be the value ${where}`,
    happens: `The API server rejects it: fieldPath: Unsupported value: "${path}"`,
    fix: `write one of ${[...fields, ...subscripts].join(', ')}`,
  };
}

export function* resource(resourceFieldRef: unknown): Iterable<Report> {
  const name = writtenText(dataOf(resourceFieldRef)['resource']);
  if (name === undefined || /^(?:limits|requests)\.(?:cpu|memory|ephemeral-storage|hugepages-.*)$/.test(name)) return;
  yield {
    path: ['resourceFieldRef', 'resource'],
    what: `the resource "${name}" cannot be read`,
    happens: `The API server rejects it: resource: Unsupported value: "${name}"`,
    fix: 'write limits or requests, a ".", and cpu, memory or ephemeral-storage',
  };
}
