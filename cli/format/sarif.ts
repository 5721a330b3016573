import { createHash } from 'node:crypto';
import { isAbsolute, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PACKAGE } from 'bundled:package';
import { pages } from 'bundled:pages';
import { RULES } from '../../lib/checks/registry';
import { Rule } from '../../lib/checks/rule';
import { Problem } from '../input/manifests';
import { Report, Reported } from '../reported';
import { encode } from './json';

/** @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

export function* sarif(report: Report): Iterable<string> {
  const texts = pages();
  const rules = RULES.filter(({ id }) => report.rules.includes(id)).map((rule) => descriptor(rule, texts));
  // What is wrong with waivers is found by no rule of the registry.
  rules.push({
    id: 'waiver',
    shortDescription: { text: 'a waiver that waives nothing' },
    defaultConfiguration: { level: 'error' },
  });
  const driver = { name: 'sidecars', version: PACKAGE.version, informationUri: PACKAGE.homepage, rules };
  const invocation = {
    executionSuccessful: report.problems.length === 0,
    toolExecutionNotifications: report.problems.map(notification),
  };
  yield `{\n"$schema": "${SCHEMA}",\n"version": "2.1.0",\n"runs": [{\n`;
  yield `"tool": ${encode({ driver })},\n"columnKind": "utf16CodeUnits",\n"invocations": [${encode(invocation)}],\n`;
  yield '"results": [';
  const indices = new Map(rules.map(({ id }, index) => [id, index]));
  const seen = new Map<string, number>();
  for (const [index, finding] of report.findings.entries()) {
    const identity = identityOf(finding);
    const before = seen.get(identity) ?? 0;
    seen.set(identity, before + 1);
    const entry = {
      ...result(finding, indices.get(finding.rule)!),
      partialFingerprints: fingerprint(identity, before),
    };
    yield `${index === 0 ? '' : ','}\n${encode(entry)}`;
  }
  yield '\n]\n}]\n}\n';
}

interface Descriptor {
  readonly id: string;
  readonly shortDescription: { text: string };
  readonly defaultConfiguration: { level: string };
  readonly [property: string]: unknown;
}

function descriptor({ id, title, severity }: Rule, texts: ReturnType<typeof pages>): Descriptor {
  const page = texts[id] ?? title;
  return {
    id,
    shortDescription: { text: title },
    helpUri: `${PACKAGE.pages}/${id}.md`,
    help: { text: page, markdown: page },
    defaultConfiguration: { level: severity },
  };
}

function result(finding: Reported, ruleIndex: number): object {
  const { rule, severity, object, container, path, what, happens, fix, file, region } = finding;
  const where = [object?.toString() ?? 'the configuration', container && `container "${container}"`].filter(Boolean);
  const message = `${where.join(', ')}: ${what} (${path}). ${happens}. Fix: ${fix}.`;
  return {
    ruleId: rule,
    ruleIndex,
    level: severity,
    message: { text: message },
    locations: [
      {
        physicalLocation: { artifactLocation: artifact(file), region: regionOf(region) },
        logicalLocations: [{ fullyQualifiedName: `${nameOf(finding)}#${path}`, kind: 'object' }],
      },
    ],
  };
}

function notification({ file, line, column, message }: Problem): object {
  return {
    level: 'error',
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(file),
          ...(line === undefined ? {} : { region: { startLine: line, startColumn: column } }),
        },
      },
    ],
  };
}

function regionOf({ line, column, endLine, endColumn }: Reported['region']): object {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** Relative to the current folder, which is the root of the repository where it matters. */
function artifact(file: string): object {
  const path = relative('', file);
  if (path.startsWith('..') || isAbsolute(path)) return { uri: pathToFileURL(file).href };
  const uri = path.split(sep).map(encodeURIComponent).join('/');
  return { uri, uriBaseId: '%SRCROOT%' };
}

function nameOf({ object }: Reported): string {
  return [object?.kind, object?.namespace, object?.name].filter(Boolean).join('/');
}

/** Without line numbers, so that a finding stays the same one when lines above it change. */
function identityOf(finding: Reported): string {
  const { rule, object, container, path } = finding;
  return [rule, object?.apiVersion, nameOf(finding), container, path].join('\n');
}

function fingerprint(identity: string, before: number): object {
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 32);
  return { 'sidecarsFinding/v1': before === 0 ? hash : `${hash}:${before + 1}` };
}
