import { KubernetesVersion } from '../../lib/kubernetes-version';
import { PodSecurity, podSecurityOf } from '../../lib/model/pod-security/pod-security';
import { countsText } from '../reported';
import { WorkloadContents } from './contents';
import { Seen, SeenWorkloads } from './evidence';
import { requested } from './requests';

/** A workload with what is shown of it in more than one place. */
export interface Described extends WorkloadContents {
  /** The worst of what was found. */
  readonly severity: 'error' | 'warning' | 'none';
  /** As in `1 error, 2 warnings`. */
  readonly found: string;
  readonly security: PodSecurity;
  readonly cpu: string;
  readonly memory: string;
  readonly seen: Seen | undefined;
}

export function described(contents: WorkloadContents, version: KubernetesVersion, seen?: SeenWorkloads): Described {
  const { workload, findings } = contents;
  const severities = findings.map(({ severity }) => severity);
  return {
    ...contents,
    severity: severities.includes('error') ? 'error' : (severities[0] ?? 'none'),
    found: countsText(findings) || 'none',
    security: podSecurityOf(workload.pod, version),
    cpu: requested(workload.pod, 'cpu', version),
    memory: requested(workload.pod, 'memory', version),
    seen: seen?.of(workload.object),
  };
}
