import { IConstruct } from 'constructs';
import { describe, SidecarsError } from './errors';
import { KubernetesVersion } from './kubernetes-version';
import { SecurityProfile } from './security/security-profile';
import { PodDefaults } from './settings';
import { DEFAULTS_KEY, PROFILE_KEY, VERSION_KEY } from './settings-keys';

export function targetVersion(scope: IConstruct): KubernetesVersion {
  const value: unknown = scope.node.tryGetContext(VERSION_KEY);
  if (value === undefined) return KubernetesVersion.DEFAULT;
  if (typeof value === 'string') return KubernetesVersion.target(value, describe(scope));
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
