import { dirname, relative, resolve, sep } from 'node:path';
import { Finding } from '../../lib/checks/finding';
import { KubeObject } from '../../lib/model/kube-object';
import { SourceDocument } from '../input/document';
import { Reported } from '../reported';
import { Config, ConfiguredWaiver } from './config';

/** Findings that the configuration does not waive. */
export function applyConfigured(config: Config, findings: readonly Finding[], used: Set<ConfiguredWaiver>): Finding[] {
  return findings.filter(({ rule, object }) => {
    const waiver = config.waivers.find(
      (each) => each.rule === rule && isAbout(each, object) && inFile(config, each, object),
    );
    if (waiver) used.add(waiver);
    return waiver === undefined;
  });
}

/**
 * Waivers that waived nothing. One that names files is left alone when none of them was checked, so that a run over a part
 * of the files does not complain.
 */
export function unusedWaivers(
  config: Config,
  objects: readonly KubeObject[],
  rules: readonly string[],
  used: ReadonlySet<ConfiguredWaiver>,
): Reported[] {
  const unused = config.waivers.filter((waiver) => {
    if (used.has(waiver) || !rules.includes(waiver.rule)) return false;
    return waiver.file === undefined || objects.some((object) => inFile(config, waiver, object));
  });
  return unused.map((waiver) => {
    const there = objects.some((object) => isAbout(waiver, object));
    return {
      rule: 'waiver',
      severity: 'warning',
      object: undefined,
      container: undefined,
      path: `waivers[${config.waivers.indexOf(waiver)}]`,
      what: there
        ? `it waives ${waiver.rule}, which finds nothing in ${waiver.object}`
        : `it waives ${waiver.rule} in ${waiver.object}, which is not among what was checked`,
      happens: 'The waiver would hide a later mistake',
      fix: 'remove it',
      file: config.file,
      region: waiver.region,
    };
  });
}

function isAbout({ object: text }: ConfiguredWaiver, { kind, namespace, name }: KubeObject): boolean {
  return text === `${kind}/${name}` || text === `${kind}/${namespace}/${name}`;
}

function inFile(config: Config, { file }: ConfiguredWaiver, object: KubeObject): boolean {
  if (file === undefined) return true;
  const path = relative(dirname(resolve(config.file)), resolve((object.origin as SourceDocument).file));
  return matchesGlob(path.split(sep).join('/'), file);
}

const globs = new Map<string, RegExp>();

/** With `*` and `?` inside of a name and `**` for any folders. */
export function matchesGlob(path: string, glob: string): boolean {
  let expression = globs.get(glob);
  if (!expression) {
    const source = glob.replace(/^\.\//, '').replace(/\*{2,}(?:\/\*{2,})*\/?|\*|\?|[\\^$.|+()[\]{}]/g, (part) => {
      if (part.startsWith('**')) return part.endsWith('/') ? '(?:.*/)?' : '.*';
      if (part === '*') return '[^/]*';
      return part === '?' ? '[^/]' : `\\${part}`;
    });
    globs.set(glob, (expression = new RegExp(`^${source}$`)));
  }
  return expression.test(path);
}
