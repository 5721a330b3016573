import { KubeObject } from '../../lib/model/kube-object';
import { SourceDocument } from '../input/document';
import { Report, Reported } from '../reported';
import { printable } from '../terminal';

/**
 * A suite a file, and in it a case for each finding and for each object without any: many readers take only one failure a
 * case.
 * @see https://github.com/testmoapp/junitxml
 */
export function* junit(report: Report): Iterable<string> {
  const files = filesOf(report);
  const failures = report.findings.length;
  const cases = [...files.values()].reduce(
    (sum, { passed, failed, broken }) => sum + passed.length + failed.length + broken.length,
    0,
  );
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites name="sidecars check"${totals(cases, failures, report.problems.length)}>\n`;
  for (const [file, { passed, failed, broken }] of files) {
    const all = passed.length + failed.length + broken.length;
    yield `  <testsuite name="${escape(file)}"${totals(all, failed.length, broken.length)}>\n`;
    for (const object of passed)
      yield `    <testcase name="${escape(object.toString())}" classname="${escape(file)}"/>\n`;
    for (const finding of failed) yield failure(finding);
    for (const message of broken) {
      yield `    <testcase name="reading" classname="${escape(file)}"><error message="${escape(message)}"/></testcase>\n`;
    }
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}

interface Suite {
  readonly passed: KubeObject[];
  readonly failed: Reported[];
  readonly broken: string[];
}

function filesOf({ objects, findings, problems }: Report): Map<string, Suite> {
  const files = new Map<string, Suite>();
  const suite = (file: string) => {
    let found = files.get(file);
    if (!found) files.set(file, (found = { passed: [], failed: [], broken: [] }));
    return found;
  };
  const failed = new Set(findings.map(({ object }) => object));
  for (const object of objects)
    if (!failed.has(object)) suite((object.origin as SourceDocument).file).passed.push(object);
  for (const finding of findings) suite(finding.file).failed.push(finding);
  for (const { file, line, column, message } of problems) {
    suite(file).broken.push(line === undefined ? message : `line ${line}, column ${column}: ${message}`);
  }
  return files;
}

function failure({ rule, severity, object, container, path, what, happens, fix, file, region }: Reported): string {
  const about = [object?.toString() ?? 'Configuration', container && `container "${container}"`]
    .filter(Boolean)
    .join(', ');
  const name = `${about}: ${rule} at ${path}`;
  const lines = [
    `${file}:${region.line}:${region.column}`,
    container && `container "${container}"`,
    what,
    happens,
    `Fix: ${fix}`,
  ];
  const text = lines.flatMap((line) => (line === undefined || line === '' ? [] : escape(line))).join('\n');
  return (
    `    <testcase name="${escape(name)}" classname="${escape(file)}">\n` +
    `      <failure type="${severity}" message="${escape(what)}">${text}</failure>\n` +
    '    </testcase>\n'
  );
}

function totals(tests: number, failures: number, errors: number): string {
  return ` tests="${tests}" failures="${failures}" errors="${errors}" skipped="0"`;
}

const ENTITIES: { readonly [char: string]: string } = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
};

function escape(text: string): string {
  return printable(text).replace(/[<>&"']/g, (char) => ENTITIES[char]);
}
