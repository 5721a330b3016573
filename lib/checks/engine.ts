import { KubernetesVersion } from '../kubernetes-version';
import { KubeObject } from '../model/kube-object';
import { ManifestSet } from '../model/manifest-set';
import { Finding, Severity } from './finding';
import { RULES } from './registry';
import { CheckContext, Rule, toFinding } from './rule';
import { applyWaivers } from './waivers';

export interface CheckSettings {
  /** Only these rules. */
  readonly rules?: readonly string[];
  /** All rules but these. */
  readonly disable?: readonly string[];
  readonly minSeverity?: Severity;
  readonly context?: Partial<CheckContext>;
}

/** Minikube's node, as it comes. */
const MINIKUBE = { cpu: 2, memory: 2 * 2 ** 30, assumed: true };

export const DEFAULT_CONTEXT: CheckContext = {
  version: KubernetesVersion.DEFAULT,
  node: MINIKUBE,
  complete: false,
  unitOf: ({ origin }) => origin,
};

/** All that the rules have to say about a set of objects, in the order of the objects. */
export function check(objects: readonly KubeObject[], settings: CheckSettings = {}): Finding[] {
  const context = { ...DEFAULT_CONTEXT, ...settings.context };
  const set = new ManifestSet(objects);
  const rules = selectRules(settings);
  const found: Finding[] = [];
  for (const rule of rules) {
    if (rule.scope === 'set') {
      for (const report of rule.check(set, context)) found.push(toFinding(rule, report.object, report));
      continue;
    }
    for (const { object, pod } of set.workloads) {
      for (const report of rule.check(pod, context)) found.push(toFinding(rule, object, report));
    }
  }
  const findings = applyWaivers(objects, found, rules, selectRules({}));
  return inOrder(
    objects,
    findings.filter(({ severity }) => severity === 'error' || settings.minSeverity !== 'error'),
  );
}

function selectRules({ rules, disable = [] }: CheckSettings): Rule[] {
  return RULES.filter(({ id }) => (rules === undefined || rules.includes(id)) && !disable.includes(id));
}

function inOrder(objects: readonly KubeObject[], findings: Finding[]): Finding[] {
  const position = new Map(objects.map((object, index) => [object, index]));
  return findings.sort((a, b) => position.get(a.object)! - position.get(b.object)!);
}
