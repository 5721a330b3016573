import { count, Report, Reported } from '../reported';

/** The version of the shape, which docs/cli.md describes. Fields may be added without a new one. */
const VERSION = 1;

export function* json(report: Report): Iterable<string> {
  const { findings, problems, skipped, objects, files } = report;
  const summary = {
    errors: count(findings, 'error'),
    warnings: count(findings, 'warning'),
    unreadable: problems.length,
    objects: objects.length,
    files,
  };
  yield `{\n  "version": ${VERSION},\n  "summary": ${encode(summary)},\n`;
  yield* list('findings', findings.map(toJson), ',');
  yield* list('unreadable', problems, ',');
  yield* list('skipped', skipped, '');
  yield '}\n';
}

function* list(name: string, items: readonly object[], end: string): Iterable<string> {
  yield `  "${name}": [`;
  for (const [index, item] of items.entries()) yield `${index === 0 ? '' : ','}\n    ${encode(item)}`;
  yield `${items.length === 0 ? '' : '\n  '}]${end}\n`;
}

function toJson({ rule, severity, object, container, path, what, happens, fix, file, region }: Reported): object {
  return {
    rule,
    severity,
    object: object && {
      apiVersion: object.apiVersion,
      kind: object.kind,
      namespace: object.namespace,
      name: object.name,
    },
    container,
    path,
    what,
    happens,
    fix,
    file,
    ...region,
  };
}

/** JSON that is also safe on a terminal: some obey the control characters that JSON may have. */
export function encode(value: unknown): string {
  return JSON.stringify(value).replace(/[\x7F-\x9F]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
}
