import { KubernetesVersion } from '../kubernetes-version';
import { Container } from '../model/container';
import { KubeObject } from '../model/kube-object';
import { ManifestSet } from '../model/manifest-set';
import { Pod } from '../model/pod';
import { Path } from '../model/values';
import { Finding, Severity } from './finding';

/** A port on 127.0.0.1, as both the constructs and the model have it. */
interface LoopbackPort {
  readonly number: number;
  readonly protocol: string;
}

/** What a rule knows of the place the manifests are for. */
export interface CheckContext {
  readonly version: KubernetesVersion;
  /** Where the code says that a container listens on 127.0.0.1, which is not written to the YAML. */
  readonly loopbackPortsOf?: (object: KubeObject, container: string) => readonly LoopbackPort[];
  /** What a node has to give, in cores and bytes. `assumed`: nobody said so. */
  readonly node: { readonly cpu: number; readonly memory: number; readonly assumed: boolean };
  /** Whether references to objects outside the set are errors: the set is all there is. */
  readonly complete: boolean;
  /** What of the set an object is applied with for sure: its file. Of the rest, a part may be applied. */
  readonly unitOf: (object: KubeObject) => unknown;
  /** How a value without quotes is written; undefined for what is in quotes, and for objects from code. */
  readonly sourceOf?: (object: KubeObject, path: Path) => string | undefined;
}

/** What does not depend on the manifests. */
export interface RuleMetadata {
  /** In kebab-case, and the name of its file, its tests and its page. */
  readonly id: string;
  /** The most severe finding it makes. */
  readonly severity: Severity;
  /** One line for lists. */
  readonly title: string;
  /** Where it is written that it is so. */
  readonly sources: readonly string[];
}

/** What a rule reports; the engine adds the rest. */
export interface Report {
  readonly path: Path;
  readonly what: string;
  readonly happens: string;
  readonly fix: string;
  /**
   * Less than the rule's own, where it is a strong sign only.
   * @default - the rule's severity
   */
  readonly severity?: Severity;
}

export type PodReport = Report & { readonly container?: Container };
export type ObjectReport = Report & { readonly object: KubeObject; readonly container?: Container };

/** Decides from one workload alone. */
export interface PodRule extends RuleMetadata {
  readonly scope: 'pod';
  readonly check: (pod: Pod, context: CheckContext) => Iterable<PodReport>;
}

/** Decides from the set as a whole, and reports on the object that is to be changed. */
export interface SetRule extends RuleMetadata {
  readonly scope: 'set';
  readonly check: (set: ManifestSet, context: CheckContext) => Iterable<ObjectReport>;
}

export type Rule = PodRule | SetRule;

export function podRule(metadata: RuleMetadata, check: PodRule['check']): PodRule {
  return { ...metadata, scope: 'pod', check };
}

export function setRule(metadata: RuleMetadata, check: SetRule['check']): SetRule {
  return { ...metadata, scope: 'set', check };
}

export function toFinding(rule: RuleMetadata, object: KubeObject, report: PodReport): Finding {
  const { container, path, what, happens, fix, severity = rule.severity } = report;
  return { rule: rule.id, severity, object, container: container?.name, path, what, happens, fix };
}
