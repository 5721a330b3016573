/** Under these names the settings are kept in the context of the construct tree. */
export const VERSION_KEY = 'kubernetesVersion';
export const PROFILE_KEY = 'securityProfile';
export const DEFAULTS_KEY = 'podDefaults';
