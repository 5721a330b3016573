import { STDIN } from '../input/manifests';
import { Report, Reported, summaryOf } from '../reported';
import { printable } from '../terminal';

/**
 * Commands of GitHub Actions, which shows them beside the lines they are about.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function* github(report: Report): Iterable<string> {
  for (const finding of report.findings) yield command(finding);
  for (const { file, line, column, message } of report.problems) {
    yield `::error ${properties({ file, line, col: column, title: 'unreadable' })}::${data(message)}\n`;
  }
  yield `${summaryOf(report)}\n`;
}

function command({ rule, severity, object, container, path, what, happens, fix, file, region }: Reported): string {
  const where = [object?.toString(), container && `container "${container}"`].filter(Boolean).join(', ');
  const place = {
    file,
    line: region.line,
    endLine: region.endLine,
    col: region.column,
    endColumn: region.endLine === region.line ? region.endColumn : undefined,
    title: rule,
  };
  const message = [`${where}: ${what} (${path})`, happens, `Fix: ${fix}`].map(printable).join('\n');
  return `::${severity} ${properties(place)}::${data(message)}\n`;
}

/** A command with its properties, none of which are those that are undefined. */
export function annotation(
  kind: string,
  values: { [name: string]: string | number | undefined },
  text: string,
): string {
  return `::${kind} ${properties(values)}::${data(text.split('\n').map(printable).join('\n'))}\n`;
}

function properties(values: { [name: string]: string | number | undefined }): string {
  return Object.entries(values)
    .filter(([name, value]) => value !== undefined && !(name === 'file' && value === STDIN))
    .map(
      ([name, value]) =>
        `${name}=${data(printable(String(value)))
          .replace(/:/g, '%3A')
          .replace(/,/g, '%2C')}`,
    )
    .join(',');
}

function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}
