import { AUTOSCALING } from './autoscaling';
import { CONFIGURATION } from './configuration';
import { DNS } from './dns';
import { INGRESSES } from './ingresses';
import { NETWORK_POLICIES } from './network-policies';
import { PODS } from './pods';
import { Constraint } from './refusal';
import { REQUIRED_TEXTS } from './required-texts';
import { SCHEDULING } from './scheduling';
import { SECURITY } from './security';
import { SERVICES } from './services';
import { VOLUMES } from './volumes';
import { WORKLOADS } from './workloads';

const BY_TYPE = new Map<string, Constraint[]>();
for (const constraints of [
  REQUIRED_TEXTS,
  PODS,
  DNS,
  VOLUMES,
  SECURITY,
  SCHEDULING,
  SERVICES,
  INGRESSES,
  NETWORK_POLICIES,
  WORKLOADS,
  AUTOSCALING,
  CONFIGURATION,
]) {
  for (const [type, constraint] of Object.entries(constraints)) {
    const same = BY_TYPE.get(type);
    if (same) same.push(constraint);
    else BY_TYPE.set(type, [constraint]);
  }
}

/** What objects of the type are held to. */
export function constraintsOf(type: string): readonly Constraint[] | undefined {
  return BY_TYPE.get(type);
}
