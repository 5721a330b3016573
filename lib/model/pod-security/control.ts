import type { KubernetesVersion } from '../../kubernetes-version';
import type { Pod } from '../pod';
import { Path, pathText } from '../values';
import type { Subject } from './subject';

/** What of a Pod a control does not allow. */
export interface Fault {
  /** Undefined where it is the Pod's own. */
  readonly container: string | undefined;
  /** From the object to the field that is wrong, or to where the one that is missing belongs. */
  readonly path: Path;
  /** A sentence without its full stop. */
  readonly what: string;
  /** What to write, after which the control allows it. */
  readonly fix: string;
}

/**
 * A control of the Pod Security Standards.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export interface Control {
  /** As the standard calls it. */
  readonly name: string;
  /** The lowest level that asks for it. */
  readonly level: 'baseline' | 'restricted';
  readonly find: (pod: Pod, version: KubernetesVersion) => readonly Fault[];
}

type Fix = (path: string) => string;

export function faultOf({ container, path: base }: Subject, field: Path, what: string, fix: Fix): Fault {
  const path = [...base, ...field];
  return { container, path, what, fix: fix(pathText(path)) };
}

export function set(value: string | boolean): Fix {
  return (path) => `set ${path}: ${value}`;
}

export function remove(path: string): string {
  return `remove ${path}`;
}
