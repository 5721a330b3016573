import { Finding, Severity } from '../lib/checks/finding';
import { KubeObject } from '../lib/model/kube-object';
import { pathText } from '../lib/model/values';
import { Region, SourceDocument } from './input/document';
import { Locator } from './input/locate';
import { Problem, Skipped } from './input/manifests';

/** A finding with its place: what the formats write. */
export interface Reported {
  readonly rule: string;
  readonly severity: Severity;
  /** Undefined for what is wrong with the configuration. */
  readonly object: KubeObject | undefined;
  readonly container: string | undefined;
  /** From the document, as in `items[2].spec.containers[0].image`. */
  readonly path: string;
  readonly what: string;
  readonly happens: string;
  readonly fix: string;
  readonly file: string;
  readonly region: Region;
}

/** Everything that one run found out. */
export interface Report {
  readonly findings: readonly Reported[];
  readonly problems: readonly Problem[];
  readonly skipped: readonly Skipped[];
  readonly objects: readonly KubeObject[];
  readonly files: number;
  /** The ids of the rules that ran. */
  readonly rules: readonly string[];
}

export function locateFindings(findings: readonly Finding[]): Reported[] {
  const locator = new Locator();
  return findings.map(({ rule, severity, object, container, path, what, happens, fix }) => {
    const document = object.origin as SourceDocument;
    const whole = [...object.base, ...path];
    const region = locator.locate(document, whole);
    return {
      rule,
      severity,
      object,
      container,
      path: pathText(whole),
      what,
      happens,
      fix,
      file: document.file,
      region,
    };
  });
}

export function count(findings: readonly Reported[], severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}

/** As in "3 errors, 1 warning in 12 objects of 4 files". */
export function summaryOf({ findings, problems, objects, files }: Report): string {
  const found = countsText(findings, problems) || 'nothing found';
  return `${found} in ${plural(objects.length, 'object')} of ${plural(files, 'file')}`;
}

/** As in "3 errors, 1 warning"; empty where there is nothing. */
export function countsText(findings: readonly Reported[], problems: readonly Problem[] = []): string {
  const counts = [
    [count(findings, 'error'), 'error'],
    [count(findings, 'warning'), 'warning'],
    [problems.length, 'unreadable input'],
  ] as const;
  return counts.flatMap(([amount, noun]) => (amount > 0 ? [plural(amount, noun)] : [])).join(', ');
}

export function plural(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
