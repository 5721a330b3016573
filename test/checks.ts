import { parseAllDocuments } from 'yaml';
import { DEFAULT_CONTEXT } from '../lib/checks/engine';
import { Finding } from '../lib/checks/finding';
import { CheckContext, Rule, toFinding } from '../lib/checks/rule';
import { KubeObject, objectsOf } from '../lib/model/kube-object';
import { ManifestSet } from '../lib/model/manifest-set';
import { pathText } from '../lib/model/values';

/** The objects of a YAML text of one or more documents, read as kubectl reads it. */
export function objectsIn(yaml: string): KubeObject[] {
  return parseAllDocuments(yaml, { version: '1.1' }).flatMap((document) => objectsOf(document.toJS()));
}

/** What one rule alone finds, without waivers. */
export function findingsOf(rule: Rule, yaml: string, context: Partial<CheckContext> = {}): Finding[] {
  const set = new ManifestSet(objectsIn(yaml));
  const whole = { ...DEFAULT_CONTEXT, ...context };
  if (rule.scope === 'set') return [...rule.check(set, whole)].map((report) => toFinding(rule, report.object, report));
  return set.workloads.flatMap(({ object, pod }) =>
    [...rule.check(pod, whole)].map((report) => toFinding(rule, object, report)),
  );
}

/** The places a rule complains about: `error container-2 spec.containers[1].image`. */
export function placesOf(rule: Rule, yaml: string, context: Partial<CheckContext> = {}): string[] {
  return findingsOf(rule, yaml, context).map(({ severity, container, object, path }) =>
    [severity, container ?? object.toString(), pathText(path)].join(' '),
  );
}

/** A Pod of the given containers, as YAML: what most cases of rules need. */
export function podOf(spec: object): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' }, spec });
}
