import { KubeObject } from '../model/kube-object';
import { Path, pathText } from '../model/values';

/** `error`: it will not run as it is. `warning`: a strong sign that it will not. */
export type Severity = 'error' | 'warning';

/** What a rule says about one place of one object. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly object: KubeObject;
  readonly container: string | undefined;
  /** The way from the object to what is wrong. */
  readonly path: Path;
  /** What is wrong, as a sentence without its full stop. */
  readonly what: string;
  /** What will be seen at runtime, in the words of Kubernetes or of the program. */
  readonly happens: string;
  readonly fix: string;
}

/** The finding as one text, as errors of synthesis have it. */
export function findingText({ object, container, path, what, happens, fix, rule }: Finding): string {
  const where = container === undefined ? String(object) : `${String(object)}, container "${container}"`;
  return `${where}: ${what} (${pathText(path)}). ${happens}. Fix: ${fix}. [${rule}]`;
}
