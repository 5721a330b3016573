import { Report, Reported, summaryOf } from '../reported';
import { printable, wrap } from '../terminal';
import { Style } from './format';

/** For people: grouped by object, each finding with a place that editors and terminals can open. */
export function* text(report: Report, style: Style): Iterable<string> {
  let group: string | undefined;
  for (const finding of report.findings) {
    const object = printable(finding.object?.toString() ?? 'Configuration');
    const heading = `${finding.file}\n${finding.object?.base.join() ?? ''}\n${object}`;
    if (group !== heading) yield `${group === undefined ? '' : '\n'}${style.paint('bold', object)}\n`;
    group = heading;
    yield* entry(finding, style);
  }
  if (group !== undefined) yield '\n';
  yield `${style.paint(report.findings.length > 0 ? 'bold' : 'green', summaryOf(report))}\n`;
  const rule = report.findings.find((finding) => finding.rule !== 'waiver')?.rule;
  if (rule !== undefined) yield style.paint('dim', `"sidecars explain ${rule}" tells more about a rule`) + '\n';
}

function* entry(finding: Reported, { paint, width }: Style): Iterable<string> {
  const { file, region, severity, rule, container, what, happens, fix } = finding;
  const place = printable(`${file}:${region.line}:${region.column}`);
  yield `  ${paint('cyan', place)}  ${paint(severity === 'error' ? 'red' : 'yellow', severity)}  ${rule}\n`;
  const path = printable(finding.path);
  yield `    ${paint('dim', path)}\n`;
  const paragraphs = [
    ['', container === undefined || container === '' ? what : `container "${container}": ${what}`],
    ['Result: ', happens],
    ['Fix: ', fix],
  ] as const;
  for (const [label, sentence] of paragraphs) {
    const [first, ...rest] = wrap(`${label}${printable(sentence)}`, width - 4);
    yield `    ${paint('bold', label)}${first.slice(label.length)}\n`;
    for (const line of rest) yield `      ${line}\n`;
  }
}
