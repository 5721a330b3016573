import { IConstruct } from 'constructs';
import { describe, SidecarsError } from './errors';
import { KubernetesVersion } from './kubernetes-version';
import { SecurityProfile } from './security/security-profile';

/** How much of a Pod is filled in when the code does not say. */
export enum PodDefaults {
  /**
   * Requests and limits sized for helpers, no service-account token, no service links, a default container for kubectl.
   */
  FITTED = 'FITTED',

  /** Nothing: what the code does not say is left out, so that Kubernetes' own defaults apply. */
  KUBERNETES = 'KUBERNETES',
}

/** Settings for everything below an app or a chart. */
export interface SidecarSettingsProps {
  /**
   * The oldest Kubernetes version the YAML must work on, as `major.minor`.
   * @default '1.29'
   */
  readonly kubernetesVersion?: string;

  /**
   * The security profile of Pods that do not name one.
   * @default SecurityProfile.RESTRICTED
   */
  readonly securityProfile?: SecurityProfile;

  /**
   * How much of a Pod is filled in when the code does not say.
   * @default PodDefaults.FITTED
   */
  readonly podDefaults?: PodDefaults;
}

const VERSION_KEY = 'kubernetesVersion';
const PROFILE_KEY = 'securityProfile';
const DEFAULTS_KEY = 'podDefaults';

/**
 * Sets what holds for all Pods of an app or a chart, kept in the construct tree's context
 * (`kubernetesVersion`, `securityProfile`, `podDefaults`).
 */
export class SidecarSettings {
  /**
   * Sets them for everything that is added below the scope from here on.
   * Throws when a value is not valid or when the scope has children already.
   */
  public static apply(scope: IConstruct, props: SidecarSettingsProps): void {
    if (props.kubernetesVersion !== undefined) KubernetesVersion.parse(props.kubernetesVersion, describe(scope));
    const entries = Object.entries({
      [VERSION_KEY]: props.kubernetesVersion,
      [PROFILE_KEY]: props.securityProfile,
      [DEFAULTS_KEY]: props.podDefaults,
    }).filter(([, value]) => value !== undefined);
    if (entries.length > 0 && scope.node.children.length > 0) {
      throw new SidecarsError({
        where: describe(scope),
        what: 'settings were applied after something was added',
        why: 'What was added before would not have them',
        fix: 'call SidecarSettings.apply first, right after the app or chart is made',
      });
    }
    for (const [key, value] of entries) scope.node.setContext(key, value);
  }

  private constructor() {}
}

export function targetVersion(scope: IConstruct): KubernetesVersion {
  const value: unknown = scope.node.tryGetContext(VERSION_KEY);
  if (value === undefined) return KubernetesVersion.DEFAULT;
  if (typeof value === 'string') return KubernetesVersion.parse(value, describe(scope));
  throw new SidecarsError({
    where: describe(scope),
    what: `context "${VERSION_KEY}" is not a string but ${JSON.stringify(value)}`,
    why: 'As a number 1.30 is the same as 1.3',
    fix: 'write it in quotes, such as "1.30"',
  });
}

export function securityProfileOf(scope: IConstruct): SecurityProfile {
  return fromContext(scope, PROFILE_KEY, Object.values(SecurityProfile)) ?? SecurityProfile.RESTRICTED;
}

export function podDefaultsOf(scope: IConstruct): PodDefaults {
  return fromContext(scope, DEFAULTS_KEY, Object.values(PodDefaults)) ?? PodDefaults.FITTED;
}

function fromContext<T extends string>(scope: IConstruct, key: string, allowed: T[]): T | undefined {
  const value: unknown = scope.node.tryGetContext(key);
  if (value === undefined) return undefined;
  const found = allowed.find((name) => name === String(value).toUpperCase());
  if (found === undefined) {
    throw new SidecarsError({
      where: describe(scope),
      what: `context "${key}" is "${String(value)}"`,
      why: `The values it can have are ${allowed.join(', ')}`,
      fix: 'set one of these, or leave it out',
    });
  }
  return found;
}
