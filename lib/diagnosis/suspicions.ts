import { DEFAULT_CONTEXT } from '../checks/engine';
import { Finding } from '../checks/finding';
import { RULES } from '../checks/registry';
import { toFinding } from '../checks/rule';
import { KubeObject } from '../model/kube-object';
import { ManifestSet } from '../model/manifest-set';
import { Workload } from '../model/workload';

/** What rules find in the manifest of a Pod that has trouble. Waivers count for nothing here: the trouble is there. */
export class Suspicions {
  private readonly byRule = new Map<string, readonly Finding[]>();
  private set?: ManifestSet;

  public constructor(
    private readonly workload: Workload,
    /** What the Pod may refer to. */
    private readonly others: readonly KubeObject[],
  ) {}

  /** What the first of these rules that has something fitting to say says. */
  public first(rules: readonly string[], fits: (finding: Finding) => boolean): Finding | undefined {
    for (const rule of rules) {
      const found = this.of(rule).find(fits);
      if (found) return found;
    }
    return undefined;
  }

  /** All that a rule finds in the Pod. */
  public of(id: string): readonly Finding[] {
    let findings = this.byRule.get(id);
    if (!findings) this.byRule.set(id, (findings = this.run(id)));
    return findings;
  }

  private run(id: string): Finding[] {
    const rule = RULES.find((each) => each.id === id);
    if (!rule) throw new Error(`there is no rule ${id}`);
    const { object, pod } = this.workload;
    if (rule.scope === 'pod') {
      return [...rule.check(pod, DEFAULT_CONTEXT)].map((report) => toFinding(rule, object, report));
    }
    this.set ??= new ManifestSet([object, ...this.others.filter((other) => isBeside(other, object))]);
    return [...rule.check(this.set, DEFAULT_CONTEXT)]
      .filter((report) => report.object === object)
      .map((report) => toFinding(rule, object, report));
  }
}

/** Another object of its namespace: what a Pod refers to is there. */
function isBeside({ kind, name, namespace }: KubeObject, object: KubeObject): boolean {
  const near = namespace === undefined || object.namespace === undefined || namespace === object.namespace;
  return near && !(kind === object.kind && name === object.name);
}
