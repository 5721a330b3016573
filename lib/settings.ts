import { IConstruct } from 'constructs';
import { describe, SidecarsError } from './errors';
import { SecurityProfile } from './security/security-profile';
import { podDefaultsOf, securityProfileOf, targetVersion } from './settings-context';
import { DEFAULTS_KEY, PROFILE_KEY, VERSION_KEY } from './settings-keys';
import { requireProps } from './shapes';
import { requireScope } from './untyped-places';

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
   * The oldest Kubernetes version the YAML must work on, as `major.minor`, from 1.25 on.
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
    requireScope('SidecarSettings.apply', scope);
    requireProps(
      `SidecarSettings.apply for ${describe(scope)}`,
      props,
      'They are what is set',
      "pass them after the scope, as in { kubernetesVersion: '1.31' }",
    );
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
    // What is not valid is to be said here, not by the first Pod.
    for (const read of [targetVersion, securityProfileOf, podDefaultsOf]) read(scope);
  }

  private constructor() {}
}
