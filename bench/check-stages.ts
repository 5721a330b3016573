import { Manifests } from '../cli/input/manifests';
import { Walk } from '../cli/input/walk';
import { locateFindings } from '../cli/reported';
import { check } from '../lib/checks/engine';
import { DEFAULT_CONTEXT } from '../lib/checks/engine';
import { RULES } from '../lib/checks/registry';
import { ManifestSet } from '../lib/model/manifest-set';

/** Times the stages of one check in this process, and writes them as JSON: what is measured from outside is their sum. */
function main(target: string, perRule: boolean): void {
  const walk = new Walk();
  walk.add(target);
  const input = new Manifests(() => undefined);
  const times: Record<string, number> = {};
  const time = <T>(name: string, work: () => T): T => {
    const start = performance.now();
    const result = work();
    times[name] = performance.now() - start;
    return result;
  };
  time('parsing', () => input.addFiles(walk.files));
  const found = time('rules', () => check(input.objects));
  time('places', () => locateFindings(found));
  const rules = perRule ? timesOfRules(input) : undefined;
  process.stdout.write(JSON.stringify({ times, rules, objects: input.objects.length, findings: found.length }));
}

function timesOfRules(input: Manifests): [string, number][] {
  const set = new ManifestSet(input.objects);
  return RULES.map((rule): [string, number] => {
    const start = performance.now();
    let found = 0;
    if (rule.scope === 'set') found = [...rule.check(set, DEFAULT_CONTEXT)].length;
    else for (const { pod } of set.workloads) found += [...rule.check(pod, DEFAULT_CONTEXT)].length;
    return [`${rule.id} (${found})`, performance.now() - start];
  }).sort((a, b) => b[1] - a[1]);
}

main(process.argv[2], process.argv[3] === 'rules');
