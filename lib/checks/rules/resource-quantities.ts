import { parseQuantity } from '../../model/quantity';
import { Data, dataOf, Path } from '../../model/values';
import { PodReport, podRule } from '../rule';

/** Each quantity is well-formed by itself. Whether they go together is decided when the object is created. */
export const resourceQuantities = podRule(
  {
    id: 'resource-quantities',
    severity: 'error',
    title: 'requests and limits that the API server rejects',
    sources: [
      'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#requests-and-limits',
      'https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/#using-device-plugins',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go',
    ],
  },
  function* (pod) {
    for (const container of pod.containers) {
      const resources = dataOf(container.data['resources']);
      const [requests, limits] = [dataOf(resources['requests']), dataOf(resources['limits'])];
      const path = [...container.path, 'resources'];
      const reports = [
        ...ofSide(requests, [...path, 'requests']),
        ...ofSide(limits, [...path, 'limits']),
        ...ofBoth(requests, limits, [...path, 'requests']),
      ];
      for (const report of reports) yield { container, ...report };
    }
  },
);

const STANDARD = ['cpu', 'memory', 'ephemeral-storage'];

function* ofSide(quantities: Data, path: Path): Iterable<PodReport> {
  const side = String(path.at(-1));
  for (const [resource, quantity] of Object.entries(quantities)) {
    const place = [...path, resource];
    if (!resource.includes('/') && !STANDARD.includes(resource) && !resource.startsWith('hugepages-')) {
      yield {
        path: place,
        what: `"${resource}" in its ${side} is no resource of a container`,
        happens: `The API server rejects it: ${side}[${resource}]: Invalid value: "${resource}": must be a standard resource for containers`,
        fix: `write ${STANDARD.join(', ')}, or the full name of a device, such as nvidia.com/gpu`,
      };
    }
    const amount = parseQuantity(quantity);
    if (amount !== undefined && isByteSize(resource)) yield* ofBytes(resource, quantity, amount, place);
    const rule =
      amount === undefined
        ? undefined
        : amount < 0
          ? 'must be greater than or equal to 0'
          : isDevice(resource) && !isWhole(amount)
            ? 'must be an integer'
            : undefined;
    if (rule === undefined) continue;
    yield {
      path: place,
      what: `its ${side} for ${resource} are ${String(quantity)}`,
      happens: `The API server rejects it: ${side}[${resource}]: Invalid value: "${String(quantity)}": ${rule}`,
      fix: rule === 'must be an integer' ? 'write a whole number' : 'write 0 or more, or leave it out',
    };
  }
}

/** No container starts with less memory, and none gets along with less of a disk. */
const LEAST = { memory: 2 ** 20, 'ephemeral-storage': 2 ** 10 };

function isByteSize(resource: string): resource is keyof typeof LEAST {
  return Object.hasOwn(LEAST, resource);
}

/** `128m` is 128 thousandths of a byte, and `64` are 64 bytes: with a limit like that no process starts. */
function* ofBytes(resource: keyof typeof LEAST, quantity: unknown, amount: number, path: Path): Iterable<PodReport> {
  const text = String(quantity);
  const milli = /^\+?([\d.]+)m$/.exec(text);
  const limit = path.at(-2) === 'limits';
  // Small requests that are whole may be there to ask for next to nothing.
  if (amount <= 0 || amount >= LEAST[resource] || !(limit || milli)) return;
  const plain = /^\+?(\d+)$/.exec(text);
  const meant = (milli ?? plain)?.[1];
  yield {
    path,
    severity: 'warning',
    what: `its ${String(path.at(-2))} for ${resource} are ${text}, which is ${milli ? `${amount} bytes, as m stands for a thousandth` : `${amount} bytes`}`,
    happens: !limit
      ? `The scheduler counts next to nothing for it. The API server warns: fractional byte value "${text}" is invalid, must be an integer`
      : resource === 'memory'
        ? 'RunContainerError or OOMKilled: the container has no memory to start with'
        : 'Evicted: the container exceeds its local ephemeral storage limit',
    fix: meant === undefined ? 'write a unit such as Mi or Gi' : `write ${meant}Mi if these are to be megabytes`,
  };
}

function* ofBoth(requests: Data, limits: Data, path: Path): Iterable<PodReport> {
  for (const [resource, quantity] of Object.entries(requests)) {
    const [requested, limit] = [parseQuantity(quantity), parseQuantity(limits[resource])];
    if (requested === undefined) continue;
    const place = [...path, resource];
    const exact = isDevice(resource) || resource.startsWith('hugepages-');
    if (limits[resource] === undefined && exact) {
      yield {
        path: place,
        // What runs at admission may put the limit in.
        severity: 'warning',
        what: `it requests ${resource} without a limit`,
        happens: `The API server rejects it: limits[${resource}]: Required value: Limit must be set for non overcommitable resources`,
        fix: `set its limit to ${String(quantity)} too; the request may be left out then`,
      };
    }
    if (limit === undefined || !(exact ? differ(requested, limit) : exceeds(requested, limit))) continue;
    const rule = exact ? 'equal to' : 'less than or equal to';
    yield {
      path: place,
      what: `it requests ${String(quantity)} of ${resource}, and its limit is ${String(limits[resource])}`,
      happens: `The API server rejects it: requests: Invalid value: "${String(quantity)}": must be ${rule} ${resource} limit of ${String(limits[resource])}`,
      fix: exact ? 'write the same for both' : `request ${String(limits[resource])} at most, or raise the limit`,
    };
  }
}

/** From a device plugin: nodes have them in whole, and do not promise one twice. */
function isDevice(resource: string): boolean {
  return resource.includes('/') && !resource.includes('kubernetes.io/');
}

/** 700m and 0.7 are the same, though not as numbers. */
function exceeds(amount: number, other: number): boolean {
  return amount - other > Math.abs(other) * 1e-9;
}

function differ(one: number, other: number): boolean {
  return exceeds(one, other) || exceeds(other, one);
}

function isWhole(amount: number): boolean {
  return !differ(amount, Math.round(amount));
}
