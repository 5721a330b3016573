import * as kplus from 'cdk8s-plus-28';
import { waiversOn } from '../checks/construct-waivers';
import { isEnforced } from '../checks/enforced-apps';
import { check } from '../checks/engine';
import { findingText } from '../checks/finding';
import { RULES } from '../checks/registry';
import { refusedFields } from '../checks/rules/refused-fields';
import { objectsOf } from '../model/kube-object';
import { isSynthesizing } from '../synthesis/rendering';
import type { PodComposition } from './pod-composition';

/** The last one looks at Pods as at all other objects. */
const POD_RULES = RULES.filter((rule) => rule.scope === 'pod' || rule === refusedFields).map(({ id }) => id);

/** One synth renders a Pod several times, mostly without a change in between. */
const last = new WeakMap<PodComposition, { question: string; findings: string[] }>();

/** What the checks are sure about in the Pod alone. The objects around it are looked at by `Checks.enforce`. */
export function findingsOf(pod: PodComposition, spec: kplus.k8s.PodSpec): string[] {
  // They are about to run on the whole app, patches included.
  if (isSynthesizing(pod.host) && isEnforced(pod.host.node.root)) return [];
  const waived = new Set(waiversOn(pod.host).map(({ rule }) => rule));
  const rules = POD_RULES.filter((rule) => !waived.has(rule));
  const rendered = manifestOf(pod.host, spec);
  const question = JSON.stringify([rendered, [...waived]]);
  const known = last.get(pod);
  if (known?.question === question) return known.findings;
  const settings = { rules, minSeverity: 'error', context: { version: pod.version } } as const;
  const findings = check(objectsOf(rendered), settings).map(findingText);
  last.set(pod, { question, findings });
  return findings;
}

/** As far as rules of Pods look at it. */
export function manifestOf(host: kplus.AbstractPod, spec: kplus.k8s.PodSpec, replicas?: number): object {
  const { apiVersion, kind } = host;
  const metadata = host.metadata.toJson() as object;
  const rendered = { apiVersion, kind, metadata: { name: host.name, ...metadata } };
  const template = { metadata: host.podMetadata.toJson() as object, spec: kplus.k8s.toJson_PodSpec(spec) };
  if (kind === 'Pod') return { ...rendered, spec: template.spec };
  if (kind === 'CronJob') return { ...rendered, spec: { jobTemplate: { spec: { template } } } };
  return { ...rendered, spec: { replicas, template } };
}
