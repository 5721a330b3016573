import { Constraint, Constraints, required } from './refusal';

/** Fields that have to be there, as the types know, and must not be empty, as they do not. */
const FIELDS: { readonly [type: string]: readonly string[] } = {
  ConfigMapKeySelector: ['key'],
  SecretKeySelector: ['key'],
  DownwardAPIVolumeFile: ['path'],
  HTTPHeader: ['name'],
  IPBlock: ['cidr'],
  KeyToPath: ['key', 'path'],
  LabelSelectorRequirement: ['key'],
  NFSVolumeSource: ['server', 'path'],
  NodeSelectorRequirement: ['key'],
  ObjectFieldSelector: ['fieldPath'],
  PersistentVolumeClaimVolumeSource: ['claimName'],
  PodAffinityTerm: ['topologyKey'],
  PodReadinessGate: ['conditionType'],
  ServiceAccountTokenProjection: ['path'],
  Sysctl: ['name'],
  TopologySpreadConstraint: ['topologyKey'],
  VolumeMount: ['mountPath', 'name'],
};

/** @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go */
export const REQUIRED_TEXTS: Constraints = Object.fromEntries(
  Object.entries(FIELDS).map(([type, fields]) => [type, notEmpty(fields)]),
);

function notEmpty(fields: readonly string[]): Constraint {
  return function* (data) {
    for (const field of fields) {
      if (data[field] !== '') continue;
      yield {
        path: [field],
        what: `${field} is empty`,
        happens: required(field),
        fix: `write the ${field}`,
      };
    }
  };
}
