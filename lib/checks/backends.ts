import { KubeObject } from '../model/kube-object';
import { ManifestSet } from '../model/manifest-set';
import { Service } from '../model/service';
import { Path } from '../model/values';
import { ObjectReport } from './rule';

/**
 * A Service that is not in the set: an error where the set is all there is, a warning where one is there that is likely
 * meant, and nothing otherwise, as it may well be elsewhere.
 */
export function missingService(
  set: ManifestSet,
  object: KubeObject,
  name: string,
  namespace: string | undefined,
  path: Path,
  complete: boolean,
): Omit<ObjectReport, 'happens'> | undefined {
  const elsewhere = set.named('Service', '', name);
  // Without a namespace it may well be applied to that of the other one.
  if (elsewhere.some((other) => other.namespace === undefined || namespace === undefined)) return undefined;
  // Every cluster has it.
  if (name === 'kubernetes') return undefined;
  const meant = set.meant('Service', '', name, namespace);
  if (!complete && meant === undefined && elsewhere.length === 0) return undefined;
  const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
  const instead =
    meant !== undefined ? `, but there is "${meant}"` : elsewhere[0] ? `, but in ${elsewhere[0].namespace}` : '';
  return {
    object,
    severity: complete ? 'error' : 'warning',
    path,
    what: `it leads to Service "${name}", which is not there${where}${instead}`,
    fix:
      meant !== undefined
        ? `write "${meant}"`
        : elsewhere[0]
          ? `move one of the two: a Service is looked for in ${namespace} only`
          : `add the Service, or name one that is there`,
  };
}

/** Whether it says its ports in a way that others can be compared with. */
export function hasPlainPorts({ external, ports }: Service): boolean {
  return !external && ports.every(({ port }) => port !== undefined);
}

/** As in `80 (http), 443`. */
export function portsText({ ports }: Service): string {
  const texts = ports.slice(0, 10).flatMap(({ port, name }) => {
    if (port === undefined) return [];
    return name === undefined ? `${port}` : `${port} (${name})`;
  });
  return texts.length === 0 ? 'none' : texts.join(', ');
}
