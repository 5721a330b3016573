import { KubeObject } from '../../lib/model/kube-object';
import { ManifestSet } from '../../lib/model/manifest-set';
import { Workload } from '../../lib/model/workload';
import { UsageError } from '../failure';
import { didYouMean } from '../nearest';

/** The workload of that name, as in `web`, `Deployment/web`, `shop/web` or `Deployment/shop/web`. */
export function workloadNamed(set: ManifestSet, name: string): Workload {
  const found = set.workloads.filter(({ object }) => namesOf(object).includes(name));
  if (found.length === 1) return found[0];
  if (found.length === 0) {
    const names = [...new Set(set.workloads.map(({ object }) => object.name))];
    const there = names.length > 10 ? '' : `; there ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}`;
    throw new UsageError(`there is no workload "${name}"${didYouMean(name, names)}${there}`);
  }
  const full = [...new Set(found.map(({ object }) => namesOf(object).at(-1)!))];
  const more = full.length > 1 ? `: name one of ${full.slice(0, 10).join(', ')}` : ' in these files: name one file';
  throw new UsageError(`there are ${found.length} workloads "${name}"${more}`);
}

function namesOf({ kind, name, namespace }: KubeObject): string[] {
  if (namespace === undefined) return [name, `${kind}/${name}`];
  return [name, `${kind}/${name}`, `${namespace}/${name}`, `${kind}/${namespace}/${name}`];
}
