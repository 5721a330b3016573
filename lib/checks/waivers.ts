import { KubeObject } from '../model/kube-object';
import { Finding } from './finding';
import { Rule } from './rule';

/** An annotation of this name, a slash and the id of a rule says why its findings on the object are fine. */
export const WAIVER_PREFIX = 'waive.cdk8s-sidecars/';

/** Findings without those that are waived, and with what is wrong with waivers. */
export function applyWaivers(
  objects: readonly KubeObject[],
  findings: readonly Finding[],
  applied: readonly Rule[],
  all: readonly Rule[],
): Finding[] {
  const known = new Set(all.map(({ id }) => id));
  const ran = new Set(applied.map(({ id }) => id));
  const waived = new Set<Finding>();
  const problems: Finding[] = [];
  const byObject = new Map<KubeObject, Finding[]>();
  for (const finding of findings) byObject.set(finding.object, [...(byObject.get(finding.object) ?? []), finding]);

  for (const object of objects) {
    for (const [annotation, reason] of object.annotations) {
      if (!annotation.startsWith(WAIVER_PREFIX)) continue;
      const rule = annotation.slice(WAIVER_PREFIX.length);
      const matching = (byObject.get(object) ?? []).filter((finding) => finding.rule === rule);
      const complain = (severity: Finding['severity'], what: string, happens: string, fix: string) =>
        problems.push({
          rule: 'waiver',
          severity,
          object,
          container: undefined,
          path: ['metadata', 'annotations', annotation],
          what,
          happens,
          fix,
        });
      if (!known.has(rule)) {
        complain(
          'error',
          `it waives "${rule}", which is no rule`,
          'Nothing is waived',
          'see "sidecars rules" for their names',
        );
      } else if (reason.trim() === '') {
        complain(
          'error',
          `it waives ${rule} without a reason`,
          'Nothing is waived',
          'say why the finding is fine here',
        );
      } else if (matching.length > 0) {
        for (const finding of matching) waived.add(finding);
      } else if (ran.has(rule)) {
        complain(
          'warning',
          `it waives ${rule}, which finds nothing`,
          'The waiver would hide a later mistake',
          'remove it',
        );
      }
    }
  }
  return [...findings.filter((finding) => !waived.has(finding)), ...problems];
}
