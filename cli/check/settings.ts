import { CheckSettings, DEFAULT_CONTEXT } from '../../lib/checks/engine';
import { Severity } from '../../lib/checks/finding';
import { RULES } from '../../lib/checks/registry';
import { KubernetesVersion } from '../../lib/kubernetes-version';
import { parseQuantity } from '../../lib/model/quantity';
import { isData, textsOf } from '../../lib/model/values';
import { UsageError } from '../failure';
import { FORMAT_NAMES, FormatName } from '../format';
import { SourceDocument } from '../input/document';
import { Locator } from '../input/locate';
import { didYouMean } from '../nearest';
import { ColorChoice } from '../terminal';

/** What a run checks and how it says so. */
export interface Settings {
  readonly format: FormatName;
  readonly color: ColorChoice;
  readonly byFolder: boolean;
  readonly checks: CheckSettings;
}

/** A value of an option or of the configuration file, and what to call it in a message. */
export interface Said {
  readonly value: unknown;
  readonly where: string;
}

/** By the name of the option, which is its key in the configuration file too. */
export type Sayings = ReadonlyMap<string, Said>;

const SEVERITIES: readonly Severity[] = ['error', 'warning'];
const COLORS: readonly ColorChoice[] = ['auto', 'always', 'never'];
const EXTERNAL = ['fine', 'error'] as const;

export function settingsOf(said: Sayings): Settings {
  const version = said.get('kubernetes-version');
  const node = said.get('node-size');
  const locator = new Locator();
  const [rules, disable] = [ruleIds(said.get('rules')), ruleIds(said.get('disable'))];
  if (RULES.every(({ id }) => disable?.includes(id) || !(rules?.includes(id) ?? true))) {
    throw new UsageError(`no rule is left to look for: ${said.get('disable')?.where} leaves out all of them`);
  }
  return {
    format: oneOf(said.get('format'), FORMAT_NAMES) ?? 'text',
    color: oneOf(said.get('color'), COLORS) ?? 'auto',
    byFolder: flag(said.get('by-folder')),
    checks: {
      rules,
      disable,
      minSeverity: oneOf(said.get('min-severity'), SEVERITIES) ?? 'warning',
      context: {
        version: version ? versionOf(version) : DEFAULT_CONTEXT.version,
        node: node ? nodeOf(node) : DEFAULT_CONTEXT.node,
        complete: oneOf(said.get('external'), EXTERNAL) === 'error',
        unitOf: ({ origin }) => (origin as SourceDocument).file,
        sourceOf: ({ origin, base }, path) => locator.source(origin as SourceDocument, [...base, ...path]),
      },
    },
  };
}

function oneOf<T extends string>(said: Said | undefined, allowed: readonly T[]): T | undefined {
  if (!said) return undefined;
  const found = allowed.find((each) => each === said.value);
  if (found !== undefined) return found;
  const text = String(said.value);
  throw new UsageError(`${said.where} is ${allowed.join(', ')}, not "${text}"${didYouMean(text, allowed)}`);
}

function flag(said: Said | undefined): boolean {
  if (!said) return false;
  if (typeof said.value === 'boolean') return said.value;
  throw new UsageError(`${said.where} is true or false, not "${String(said.value)}"`);
}

/** Names with commas between them, as often as they are given, or a list. */
function ruleIds(said: Said | undefined): string[] | undefined {
  if (!said) return undefined;
  const texts = typeof said.value === 'string' ? [said.value] : (textsOf(said.value) ?? []);
  const ids = texts.flatMap((text) => text.split(',')).map((id) => id.trim());
  if (ids.length === 0) throw new UsageError(`${said.where} is a list of rules`);
  for (const id of ids) requireRule(id, said.where);
  return ids;
}

export function requireRule(id: string, where: string): void {
  const known = RULES.map((rule) => rule.id);
  if (known.includes(id)) return;
  throw new UsageError(`${where}: there is no rule "${id}"${didYouMean(id, known)}`);
}

function versionOf({ value, where }: Said): KubernetesVersion {
  const text = typeof value === 'number' ? String(value) : value;
  const version = typeof text === 'string' ? KubernetesVersion.read(text) : undefined;
  if (version?.known) return version;
  const form = version ? `that there is, from ${KubernetesVersion.OLDEST.toString()} on,` : 'such as "1.31",';
  throw new UsageError(`${where} is a version ${form} not "${String(value)}"`);
}

/** As in `2cpu,4Gi`, or in the configuration file `{ cpu: 2, memory: 4Gi }` too. */
function nodeOf({ value, where }: Said): { cpu: number; memory: number; assumed: boolean } {
  const [, cpuText, memoryText] =
    typeof value === 'string' ? (/^\s*(\S+?)\s*cpu\s*,\s*(\S+)\s*$/i.exec(value) ?? []) : [];
  const [cpu, memory] = isData(value) ? [value['cpu'], value['memory']] : [cpuText, memoryText];
  const [cores, bytes] = [parseQuantity(cpu), parseQuantity(memory)];
  const extra = isData(value) && Object.keys(value).some((key) => key !== 'cpu' && key !== 'memory');
  if (cores !== undefined && bytes !== undefined && cores > 0 && bytes > 0 && !extra) {
    return { cpu: cores, memory: bytes, assumed: false };
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  throw new UsageError(`${where} is CPU and memory such as 2cpu,4Gi, not "${text}"`);
}
