import { Container } from '../../../lib/model/container';
import { Path, pathText } from '../../../lib/model/values';
import { Workload } from '../../../lib/model/workload';
import { RuntimeFailure } from '../runtime';
import { volumesOf } from './volumes/pod-volumes';

/** What names a container or a volume. */
const LABEL = /^(?!.{64})[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
/** What names an object; of a Pod, it may be only the beginning. */
const NAME = /^(?!.{254})[a-z0-9]([-.a-z0-9]*[-a-z0-9])?$/;

type Fault = readonly [path: Path, why: string];

/**
 * Throws, in the words of the API server, for what cannot be run at all because it would not be accepted. Names become those of
 * files, so nothing goes on with others.
 */
export function requireValid(workload: Workload): void {
  const [fault] = faultsOf(workload);
  if (!fault) return;
  const { kind, name } = workload.object;
  throw new RuntimeFailure(`The ${kind} "${name}" is invalid: ${pathText(fault[0])}: ${fault[1]}`);
}

function faultsOf({ object, pod }: Workload): Fault[] {
  const { name, namespace = 'default' } = object;
  return [
    ...(NAME.test(name) ? [] : [[['metadata', 'name'], invalid(name)] as const]),
    ...(LABEL.test(namespace) ? [] : [[['metadata', 'namespace'], invalid(namespace)] as const]),
    ...(pod.regular.length > 0 ? [] : [[[...pod.path, 'containers'], 'Required value'] as const]),
    ...nameFaults(volumesOf(pod)),
    ...nameFaults(pod.containers),
    ...pod.containers.flatMap(containerFaults),
  ];
}

function nameFaults(named: readonly { readonly name: string; readonly path: Path }[]): Fault[] {
  return named.flatMap(({ name, path }, index): Fault[] => {
    if (!LABEL.test(name)) return [[[...path, 'name'], name === '' ? 'Required value' : invalid(name)]];
    const again = named.slice(0, index).some((other) => other.name === name);
    return again ? [[[...path, 'name'], `Duplicate value: "${name}"`]] : [];
  });
}

function containerFaults({ path, image, env, mounts, pod }: Container): Fault[] {
  const volumes = volumesOf(pod);
  return [
    ...(image ? [] : [[[...path, 'image'], 'Required value'] as const]),
    ...env.flatMap((variable): Fault[] => {
      const at = [...variable.path, 'name'];
      if (variable.name === '') return [[at, 'Required value']];
      return /[=\0]/.test(variable.name) ? [[at, invalid(variable.name)]] : [];
    }),
    ...mounts.flatMap(({ name, folder, data, path: at }, index): Fault[] => {
      if (!volumes.some((volume) => volume.name === name)) return [[[...at, 'name'], `Not found: "${name}"`]];
      const mountPath = [...at, 'mountPath'];
      if (folder === '') return [[mountPath, 'Required value']];
      if (folder.includes(':')) return [[mountPath, `${invalid(folder)}: must not contain ':'`]];
      if (mounts.slice(0, index).some((other) => other.folder === folder)) {
        return [[mountPath, `${invalid(folder)}: must be unique`]];
      }
      return subPathFaults(at, data['subPath']);
    }),
  ];
}

function subPathFaults(path: Path, subPath: unknown): Fault[] {
  if (typeof subPath !== 'string') return [];
  const at = [...path, 'subPath'];
  if (subPath.startsWith('/')) return [[at, `${invalid(subPath)}: must be a relative path`]];
  return subPath.split('/').includes('..') ? [[at, `${invalid(subPath)}: must not contain '..'`]] : [];
}

function invalid(value: string): string {
  return `Invalid value: "${value}"`;
}
