import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { parseAllDocuments } from 'yaml';

const ROOT = path.join(__dirname, '..');

/** What Mermaid's own parser has against each text. */
export function mermaidProblems(texts: readonly string[]): string[] {
  const { stdout, stderr, status } = spawnSync(process.execPath, [path.join(__dirname, 'mermaid-parser.mjs')], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr);
  return (JSON.parse(stdout) as (string | null)[]).filter((problem) => problem !== null);
}

/** What keeps a text from being XML. */
export function xmlProblems(text: string): string[] {
  const problems: string[] = [];
  try {
    new DOMParser({ onError: (_, message) => problems.push(message) }).parseFromString(text, 'text/xml');
  } catch (error) {
    problems.push((error as Error).message);
  }
  return problems;
}

/** A page with what is XML too, but for what HTML writes shorter. */
export function asXml(html: string): string {
  return html.replace('<!doctype html>', '').replace(/<meta[^>]*>/g, '');
}

/** The manifests that diagrams are tried on. */
export function fixtureFiles(): string[] {
  return yamlFiles('test/fixtures/diagram');
}

/** The objects of each of them. */
export function fixtureObjects(): unknown[][] {
  return fixtureFiles().map((file) =>
    parseAllDocuments(fs.readFileSync(file, 'utf8')).map((document): unknown => document.toJS()),
  );
}

/** The YAML files of a folder of the project, in the order of their names. */
export function yamlFiles(folder: string): string[] {
  const files = fs.readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => path.join(ROOT, folder, file));
}
