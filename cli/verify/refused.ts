import { relative } from 'node:path';
import { check } from '../../lib/checks/engine';
import { text } from '../format/text';
import { locateFindings, Report } from '../reported';
import { redactor } from './redact';
import { VerifySet } from './sets';

/** The rules that find what is not taken as it is: of each, only such findings count. */
export const REFUSING: readonly string[] = [
  'container-name-twice',
  'cron-schedule',
  'host-port-twice',
  'image-reference',
  'ingress-backend',
  'init-never-ends',
  'invalid-env',
  'invalid-name',
  'mount-path-twice',
  'namespace-refuses-pod',
  'port-name-twice',
  'port-out-of-range',
  'prestop-exceeds-grace',
  'probe-port-name',
  'probe-timing',
  'probe-without-handler',
  'resource-quantities',
  'restart-policy',
  'route-backend',
  'schema',
  'selector-mismatch',
  'service-port-unnamed',
  'value-out-of-range',
  'volume-undeclared',
];

/** What these rules say then. */
export const REFUSES = /^(?:The API server rejects|kubectl refuses) it\b/;

/**
 * What of the sets could not be applied to a cluster, as `check` shows it. To run it all the same would prove something of
 * another Pod: where there is no API server, a field with a wrong name is one that is not there.
 */
export function refusedOf(sets: readonly VerifySet[]): string | undefined {
  const findings = sets.flatMap(({ objects, folder }) => {
    const found = locateFindings(check(objects, { rules: REFUSING }).filter(({ happens }) => REFUSES.test(happens)));
    return found.map((each) => (folder === undefined ? each : { ...each, file: relative(folder, each.file) }));
  });
  if (findings.length === 0) return undefined;
  const objects = sets.flatMap((set) => set.objects);
  const files = new Set(findings.map(({ file }) => file)).size;
  const report: Report = { findings, problems: [], skipped: [], objects, files, rules: REFUSING };
  return redactor(objects)([...text(report, { paint: (_, words) => words, width: 100 })].join('').trimEnd());
}
