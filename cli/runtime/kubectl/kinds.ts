import { KubeObject } from '../../../lib/model/kube-object';
import { Data, dataOf, textOf } from '../../../lib/model/values';

/**
 * What belongs to the cluster as a whole. Of kinds that a cluster has been taught nobody knows without asking it.
 * @see https://kubernetes.io/docs/reference/kubectl/#resource-types
 */
const CLUSTER_WIDE: ReadonlySet<string> = new Set([
  '/Namespace',
  '/Node',
  '/PersistentVolume',
  'admissionregistration.k8s.io/MutatingAdmissionPolicy',
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'apiregistration.k8s.io/APIService',
  'certificates.k8s.io/CertificateSigningRequest',
  'certificates.k8s.io/ClusterTrustBundle',
  'flowcontrol.apiserver.k8s.io/FlowSchema',
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration',
  'networking.k8s.io/IngressClass',
  'networking.k8s.io/IPAddress',
  'networking.k8s.io/ServiceCIDR',
  'node.k8s.io/RuntimeClass',
  'policy/PodSecurityPolicy',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'resource.k8s.io/DeviceClass',
  'resource.k8s.io/ResourceSlice',
  'scheduling.k8s.io/PriorityClass',
  'storage.k8s.io/CSIDriver',
  'storage.k8s.io/CSINode',
  'storage.k8s.io/StorageClass',
  'storage.k8s.io/VolumeAttachment',
  'storage.k8s.io/VolumeAttributesClass',
  // Of the kinds that clusters are taught most often.
  'cert-manager.io/ClusterIssuer',
  'gateway.networking.k8s.io/GatewayClass',
]);

export function isClusterWide({ group, kind }: Pick<KubeObject, 'group' | 'kind'>): boolean {
  return CLUSTER_WIDE.has(`${group}/${kind}`);
}

export function isNamespace({ group, kind }: Pick<KubeObject, 'group' | 'kind'>): boolean {
  return group === '' && kind === 'Namespace';
}

/** What others need comes first; what runs comes last. */
const ORDER = [
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ResourceQuota',
  'LimitRange',
  'NetworkPolicy',
  'Secret',
  'ConfigMap',
  'PersistentVolumeClaim',
  'Service',
];
const LAST = [
  'Pod',
  'ReplicationController',
  'ReplicaSet',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'HorizontalPodAutoscaler',
];

export function compareByOrder(a: Data, b: Data): number {
  return rankOf(a) - rankOf(b);
}

function rankOf({ kind }: Data): number {
  const name = textOf(kind) ?? '';
  if (ORDER.includes(name)) return ORDER.indexOf(name);
  return LAST.includes(name) ? ORDER.length + 1 + LAST.indexOf(name) : ORDER.length;
}

/** The kinds whose objects make Pods: they go first, so that nothing makes Pods anew. */
const CONTROLLERS = ['ReplicationController', 'ReplicaSet', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];

/** A kind as kubectl takes it for a type, whatever its plural is: `Deployment.v1.apps`, `Pod.v1.` */
export function typeOf({ apiVersion, kind }: Data): string {
  const [version, group = ''] = (textOf(apiVersion) ?? '').split('/').reverse();
  return `${textOf(kind)}.${version}.${group}`;
}

export function isType(text: string): boolean {
  return /^[A-Za-z]\w*\.v\w+\.[a-z0-9.-]*$/.test(text);
}

export function isControllerType(type: string): boolean {
  return CONTROLLERS.includes(type.split('.')[0]);
}

export const POD_TYPE = 'Pod.v1.';
export const CLAIM_TYPE = 'PersistentVolumeClaim.v1.';

export function nameOf(object: Data): string {
  return textOf(dataOf(object['metadata'])['name']) ?? '';
}

export function namespaceOf(object: Data): string | undefined {
  return textOf(dataOf(object['metadata'])['namespace']);
}

export function sameObject(a: Data, b: Data): boolean {
  return typeOf(a) === typeOf(b) && nameOf(a) === nameOf(b) && namespaceOf(a) === namespaceOf(b);
}
