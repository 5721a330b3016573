import { Size, SizeRoundingBehavior } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { describe, SidecarsError } from '../errors';
import { KubernetesVersion } from '../kubernetes-version';
import { pathText } from '../model/values';
import { loopbackPortsOf } from '../network/listeners';
import { targetVersion } from '../settings-context';
import { FLAG, NUMBER, oneOf, requireOptions, Shapes, SIZE, TEXT, TEXTS } from '../shapes';
import { CheckSettings, DEFAULT_CONTEXT } from './engine';
import { Finding } from './finding';
import { RULES } from './registry';

/** How sure it is that what was found does not run. */
export enum CheckSeverity {
  /** It will not run as it is. */
  ERROR = 'ERROR',
  /** A strong sign that it will not. */
  WARNING = 'WARNING',
}

/** What is checked, and for which cluster. */
export interface CheckOptions {
  /**
   * Only these rules.
   * @default - all rules
   */
  readonly rules?: string[];

  /**
   * All rules but these.
   * @default - none
   */
  readonly disable?: string[];

  /**
   * What is less severe is left out.
   * @default CheckSeverity.WARNING
   */
  readonly minSeverity?: CheckSeverity;

  /**
   * The oldest Kubernetes version the manifests must work on, as `major.minor`, from 1.25 on.
   * @default - the app's, else '1.29'
   */
  readonly kubernetesVersion?: string;

  /**
   * The CPU that a node has to give, in cores.
   * @default 2, and too large requests are warnings
   */
  readonly nodeCpu?: number;

  /**
   * The memory that a node has to give.
   * @default Size.gibibytes(2), and too large requests are warnings
   */
  readonly nodeMemory?: Size;

  /**
   * Whether what the manifests refer to must be among them.
   * @default false
   */
  readonly complete?: boolean;
}

/** Something that does not run as it is. */
export interface CheckFinding {
  /** The id of the rule. */
  readonly rule: string;
  /** How sure it is. */
  readonly severity: CheckSeverity;
  /** The kind of the object. */
  readonly kind: string;
  /** The name of the object. */
  readonly name: string;
  /**
   * The namespace of the object.
   * @default - none is written
   */
  readonly namespace?: string;
  /**
   * The name of the container.
   * @default - it is not about one container
   */
  readonly container?: string;
  /** The way to what is wrong, as in `spec.containers[0].image`. */
  readonly path: string;
  /** What is wrong. */
  readonly what: string;
  /** What will be seen at runtime. */
  readonly happens: string;
  /** How to mend it. */
  readonly fix: string;
}

const OF_CHECKS: Shapes = {
  rules: TEXTS,
  disable: TEXTS,
  minSeverity: oneOf('CheckSeverity', CheckSeverity),
  kubernetesVersion: TEXT,
  nodeCpu: NUMBER,
  nodeMemory: SIZE,
  complete: FLAG,
};

/** Throws when an option names a rule or a version that does not exist. @internal */
export function settingsOf(options: CheckOptions, scope: IConstruct | undefined): CheckSettings {
  const where = scope ? describe(scope) : 'Checks.find';
  requireOptions(where, options, OF_CHECKS);
  for (const rule of [...(options.rules ?? []), ...(options.disable ?? [])]) requireRule(where, rule);
  const { kubernetesVersion, nodeCpu, nodeMemory } = options;
  const { node } = DEFAULT_CONTEXT;
  return {
    rules: options.rules,
    disable: options.disable,
    minSeverity: options.minSeverity === CheckSeverity.ERROR ? 'error' : 'warning',
    context: {
      version:
        kubernetesVersion !== undefined
          ? KubernetesVersion.target(kubernetesVersion, where)
          : scope
            ? targetVersion(scope)
            : DEFAULT_CONTEXT.version,
      complete: options.complete ?? false,
      loopbackPortsOf: ({ origin }, container) =>
        Construct.isConstruct(origin) ? loopbackPortsOf(origin.node.scope, container) : [],
      node: {
        cpu: nodeCpu ?? node.cpu,
        memory: nodeMemory ? nodeMemory.toKibibytes({ rounding: SizeRoundingBehavior.FLOOR }) * 1024 : node.memory,
        assumed: nodeCpu === undefined && nodeMemory === undefined,
      },
    },
  };
}

/** @internal */
export function requireRule(where: string, rule: string): void {
  if (RULES.some(({ id }) => id === rule)) return;
  throw new SidecarsError({
    where,
    what: `there is no rule "${rule}"`,
    why: 'A misspelled rule would neither be checked nor waived',
    fix: 'use the id of a rule, as findings have it at their end',
  });
}

/** @internal */
export function toCheckFinding({ rule, severity, object, container, path, what, happens, fix }: Finding): CheckFinding {
  return {
    rule,
    severity: severity === 'error' ? CheckSeverity.ERROR : CheckSeverity.WARNING,
    kind: object.kind,
    name: object.name,
    namespace: object.namespace,
    container,
    path: pathText([...object.base, ...path]),
    what,
    happens,
    fix,
  };
}
