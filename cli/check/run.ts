import { dirname } from 'node:path';
import { check as runRules } from '../../lib/checks/engine';
import { RULES } from '../../lib/checks/registry';
import { KubeObject } from '../../lib/model/kube-object';
import { grouped } from '../grouped';
import { SourceDocument } from '../input/document';
import { Manifests } from '../input/manifests';
import { locateFindings, Report, Reported } from '../reported';
import { VerbArguments } from '../verb';
import { Config, ConfiguredWaiver, findConfig, readConfig } from './config';
import { CONFIG_KEYS, LISTS } from './options';
import { Said, Settings } from './settings';
import { applyConfigured, unusedWaivers } from './waivers';

export function configOf(options: VerbArguments['options']): Config | undefined {
  const file = options.get('config')?.at(-1) ?? findConfig();
  return file === undefined ? undefined : readConfig(file, CONFIG_KEYS);
}

/** The options that a configuration file may have as well. */
export function sayings(options: VerbArguments['options']): Map<string, Said> {
  return new Map(
    CONFIG_KEYS.flatMap((name): [string, Said][] => {
      const values = options.get(name);
      if (values === undefined) return [];
      const last = values.at(-1);
      const value = LISTS.includes(name) ? values : last === '' ? true : last;
      return [[name, { value, where: `--${name}` }]];
    }),
  );
}

export function reportOf(input: Manifests, settings: Settings, config: Config | undefined): Report {
  const sets = settings.byFolder ? [...byFolder(input.objects).values()] : [input.objects];
  const { rules: only, disable = [], minSeverity } = settings.checks;
  const rules = RULES.map(({ id }) => id).filter((id) => (only?.includes(id) ?? true) && !disable.includes(id));
  const used = new Set<ConfiguredWaiver>();
  const findings: Reported[] = [];
  for (const objects of sets) {
    const found = runRules(objects, settings.checks);
    for (const each of locateFindings(config ? applyConfigured(config, found, used) : found)) findings.push(each);
  }
  if (config && minSeverity !== 'error') findings.push(...unusedWaivers(config, input.objects, rules, used));
  const { problems, skipped, objects, files } = input;
  return { findings, problems, skipped, objects, files, rules };
}

/** Objects by the folder that their file is in. */
export function byFolder(objects: readonly KubeObject[]): Map<string, KubeObject[]> {
  return grouped(objects, ({ origin }) => dirname((origin as SourceDocument).file));
}
