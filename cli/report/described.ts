import { KubernetesVersion } from '../../lib/kubernetes-version';
import { PodSecurity, podSecurityOf } from '../../lib/model/pod-security/pod-security';
import { requestOf, Resource } from '../../lib/model/requests';
import { count, plural } from '../reported';
import { WorkloadContents } from './contents';
import { Seen, SeenWorkloads } from './evidence';
import { amountText } from './requests';

/** A workload with what is shown of it in more than one place. */
export interface Described extends WorkloadContents {
  readonly errors: number;
  readonly warnings: number;
  /** As in `1 error, 2 warnings`. */
  readonly found: string;
  readonly security: PodSecurity;
  readonly cpu: string;
  readonly memory: string;
  readonly seen: Seen | undefined;
}

export function described(contents: WorkloadContents, version: KubernetesVersion, seen?: SeenWorkloads): Described {
  const { workload, findings } = contents;
  const [errors, warnings] = [count(findings, 'error'), count(findings, 'warning')];
  const said = [plural(errors, 'error'), plural(warnings, 'warning')].filter((part) => !part.startsWith('0 '));
  const request = (resource: Resource) => amountText(requestOf(workload.pod, resource).amount, resource);
  return {
    ...contents,
    errors,
    warnings,
    found: said.join(', ') || 'none',
    security: podSecurityOf(workload.pod, version),
    cpu: request('cpu'),
    memory: request('memory'),
    seen: seen?.of(workload.object),
  };
}
