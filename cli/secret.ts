import { KubeObject } from '../lib/model/kube-object';
import { Path } from '../lib/model/values';

const SHOWN = ['apiVersion', 'kind', 'type', 'immutable'];
const SHOWN_METADATA = ['name', 'namespace', 'generateName', 'labels', 'annotations'];
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Whether it is a Secret, or was meant to be one. */
export function isSecret({ kind }: KubeObject): boolean {
  return /^secrets?$/i.test(kind);
}

/** Whether what a Secret has at a path may be shown. What it holds may stand below a misspelled key, or in a wrong place. */
export function mayBeShown([first, second, third]: Path): boolean {
  if (first !== 'metadata') return SHOWN.includes(String(first));
  return SHOWN_METADATA.includes(String(second)) && third !== LAST_APPLIED;
}
