import * as kplus from 'cdk8s-plus-28';
import { waiversOn } from '../checks/construct-waivers';
import { isEnforced } from '../checks/enforced-apps';
import { check } from '../checks/engine';
import { findingText } from '../checks/finding';
import { objectsOf } from '../model/kube-object';
import { isSynthesizing } from '../synthesis/rendering';
import { warn } from '../warnings';
import type { PodComposition } from './pod-composition';
import { manifestOf } from './pod-findings';

const RULE = 'claim-mounted-by-many';

/** cdk8s-plus's own, where the code names none. */
const DEFAULT_REPLICAS: { readonly [kind: string]: number } = { Deployment: 2, StatefulSet: 1 };

const warned = new WeakMap<PodComposition, Set<string>>();

/** What its several Pods cannot share: an error as a rule says it, or a warning on stderr, once. */
export function claimsOfManyPods(pod: PodComposition): string[] {
  const { host } = pod;
  const { replicas = DEFAULT_REPLICAS[host.kind], hasAutoscaler } = host as {
    replicas?: number;
    hasAutoscaler?: boolean;
  };
  const many = host.kind === 'DaemonSet' || hasAutoscaler || (replicas ?? 1) > 1;
  const claims = many ? claimsOf(pod) : [];
  // The rule is about to look at the whole app.
  if (claims.length === 0 || (isSynthesizing(host) && isEnforced(host.node.root))) return [];
  if (waiversOn(host).some(({ rule }) => rule === RULE)) return [];
  const workload = manifestOf(host, host._toPodSpec(), hasAutoscaler ? undefined : replicas);
  const objects = [workload, ...(hasAutoscaler ? [autoscalerOf(host)] : []), ...claims];
  const findings = check(
    objects.flatMap((object) => objectsOf(object)),
    { rules: [RULE] },
  );
  const texts = (severity: string) => findings.filter((one) => one.severity === severity).map(findingText);
  for (const text of texts('warning')) warnOnce(pod, text);
  return texts('error');
}

function claimsOf({ host, sharedVolumes }: PodComposition): object[] {
  return sharedVolumes.flatMap((volume) => {
    const accessModes = volume._accessModes;
    const name = volume._claimName;
    if (name === undefined || !accessModes) return [];
    const metadata = { name, namespace: host.metadata.namespace };
    return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec: { accessModes } };
  });
}

function autoscalerOf({ kind, name, metadata }: kplus.AbstractPod): object {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, namespace: metadata.namespace },
    spec: { scaleTargetRef: { kind, name }, maxReplicas: 2 },
  };
}

function warnOnce(pod: PodComposition, text: string): void {
  const said = warned.get(pod) ?? new Set();
  warned.set(pod, said);
  if (said.has(text)) return;
  said.add(text);
  warn(pod.host, text);
}
