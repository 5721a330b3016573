import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { isData, Path, textOf } from '../../lib/model/values';
import { UsageError } from '../failure';
import { decode } from '../input/bytes';
import { Places, Region, SourceDocument, Unreadable } from '../input/document';
import { Locator } from '../input/locate';
import { readDocument } from '../input/read';
import { reasonOf } from '../input/walk';
import { didYouMean } from '../nearest';
import { requireRule, Said } from './settings';

/** A waiver of the configuration file. */
export interface ConfiguredWaiver {
  readonly rule: string;
  /** `Kind/name`, or `Kind/namespace/name`. */
  readonly object: string;
  /** A glob, from the folder of the configuration file. */
  readonly file: string | undefined;
  readonly reason: string;
  readonly region: Region;
}

/** What a configuration file says. */
export interface Config {
  readonly file: string;
  readonly said: ReadonlyMap<string, Said>;
  readonly waivers: readonly ConfiguredWaiver[];
}

const NAMES = ['sidecars.yaml', '.sidecars.yaml'];
const WAIVER_KEYS = ['rule', 'object', 'file', 'reason'];

/** The file in the current folder, or above it up to the root of the repository. */
export function findConfig(): string | undefined {
  const here = resolve('.');
  const root = repositoryOf(here);
  for (let folder = here; ; folder = dirname(folder)) {
    for (const name of NAMES) if (existsSync(join(folder, name))) return relative('', join(folder, name));
    if (folder === (root ?? here)) return undefined;
  }
}

/** Outside of a repository nothing above is looked at: it may be somebody else's. */
function repositoryOf(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : repositoryOf(parent);
}

/** Throws a UsageError for whatever is wrong with the file. */
export function readConfig(file: string, keys: readonly string[]): Config {
  return new ConfigReader(file, keys).read();
}

class ConfigReader {
  private readonly locator = new Locator();
  private document!: SourceDocument;

  public constructor(
    private readonly file: string,
    private readonly keys: readonly string[],
  ) {}

  public read(): Config {
    const value = this.parse() ?? {};
    if (!isData(value)) throw this.wrong([], 'it is not a map of settings');
    const said = new Map<string, Said>();
    for (const [key, item] of Object.entries(value)) {
      if (this.keys.includes(key)) {
        // Of a version, a number would leave out the zero at the end: 1.30 is not 1.3.
        const written = typeof item === 'number' ? this.locator.source(this.document, [key]) : undefined;
        said.set(key, { value: written ?? item, where: `${this.place([key])}: ${key}` });
      } else if (key !== 'waivers') {
        throw this.wrong([key], `there is no setting "${key}"${didYouMean(key, [...this.keys, 'waivers'])}`);
      }
    }
    const waivers = value['waivers'] ?? [];
    if (!Array.isArray(waivers)) throw this.wrong(['waivers'], 'waivers is a list');
    return { file: this.file, said, waivers: waivers.map((waiver, index) => this.waiver(waiver, ['waivers', index])) };
  }

  private parse(): unknown {
    let bytes: Buffer;
    try {
      bytes = readFileSync(this.file);
    } catch (error) {
      throw new UsageError(`the configuration ${this.file} ${reasonOf(error)}`);
    }
    const [first, second] = decode(this.file, bytes);
    if (!first) return undefined;
    this.document = first.document;
    if (second) throw this.wrong([], 'it has more than one document');
    try {
      return readDocument(first);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const { line, column } = new Places(first.document).region(error.offset, error.offset);
      throw new UsageError(`${this.file}:${line}:${column}: ${error.message}`);
    }
  }

  private waiver(value: unknown, path: Path): ConfiguredWaiver {
    if (!isData(value)) throw this.wrong(path, `a waiver is a map of ${WAIVER_KEYS.join(', ')}`);
    for (const key of Object.keys(value)) {
      if (WAIVER_KEYS.includes(key)) continue;
      throw this.wrong([...path, key], `a waiver has no "${key}"${didYouMean(key, WAIVER_KEYS)}`);
    }
    const text = (key: string) => {
      const said = textOf(value[key]) ?? '';
      if (said.trim() === '') throw this.wrong([...path, key], `a waiver needs its ${key}, as a text`);
      return said;
    };
    const [rule, object, reason] = [text('rule'), text('object'), text('reason')];
    requireRule(rule, this.place([...path, 'rule']));
    if (!/^[^/]+(?:\/[^/]+){1,2}$/.test(object)) {
      throw this.wrong([...path, 'object'], `"${object}" is not of the form Kind/name or Kind/namespace/name`);
    }
    const file = value['file'] === undefined ? undefined : text('file');
    return { rule, object, file, reason, region: this.locator.locate(this.document, path) };
  }

  private wrong(path: Path, message: string): UsageError {
    return new UsageError(`${this.place(path)}: ${message}`);
  }

  private place(path: Path): string {
    const { line, column } = this.locator.locate(this.document, path);
    return `${this.file}:${line}:${column}`;
  }
}
