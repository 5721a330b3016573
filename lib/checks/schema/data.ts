// Made by `npm run schemas` from kubernetes-models 4.5.1.

/** The version of Kubernetes that the types are of. */
export const SCHEMA_VERSION: string = '1.33';

/** The type of each kind, by apiVersion and kind. */
export const KINDS: { readonly [apiVersionAndKind: string]: string } = {
  'v1/ConfigMap': 'ConfigMap',
  'v1/Endpoints': 'Endpoints',
  'v1/LimitRange': 'LimitRange',
  'v1/Namespace': 'Namespace',
  'v1/PersistentVolume': 'PersistentVolume',
  'v1/PersistentVolumeClaim': 'PersistentVolumeClaim',
  'v1/Pod': 'Pod',
  'v1/PodTemplate': 'PodTemplate',
  'v1/ReplicationController': 'ReplicationController',
  'v1/ResourceQuota': 'ResourceQuota',
  'v1/Secret': 'Secret',
  'v1/Service': 'Service',
  'v1/ServiceAccount': 'ServiceAccount',
  'apps/v1/DaemonSet': 'DaemonSet',
  'apps/v1/Deployment': 'Deployment',
  'apps/v1/ReplicaSet': 'ReplicaSet',
  'apps/v1/StatefulSet': 'StatefulSet',
  'autoscaling/v1/HorizontalPodAutoscaler': 'AutoscalingV1HorizontalPodAutoscaler',
  'autoscaling/v2/HorizontalPodAutoscaler': 'AutoscalingV2HorizontalPodAutoscaler',
  'batch/v1/CronJob': 'CronJob',
  'batch/v1/Job': 'Job',
  'coordination.k8s.io/v1/Lease': 'Lease',
  'discovery.k8s.io/v1/EndpointSlice': 'EndpointSlice',
  'networking.k8s.io/v1/Ingress': 'Ingress',
  'networking.k8s.io/v1/IngressClass': 'IngressClass',
  'networking.k8s.io/v1/NetworkPolicy': 'NetworkPolicy',
  'node.k8s.io/v1/RuntimeClass': 'RuntimeClass',
  'policy/v1/PodDisruptionBudget': 'PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1/ClusterRole': 'ClusterRole',
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': 'ClusterRoleBinding',
  'rbac.authorization.k8s.io/v1/Role': 'Role',
  'rbac.authorization.k8s.io/v1/RoleBinding': 'RoleBinding',
  'scheduling.k8s.io/v1/PriorityClass': 'PriorityClass',
  'storage.k8s.io/v1/CSIDriver': 'CSIDriver',
  'storage.k8s.io/v1/StorageClass': 'StorageClass',
};

/** A type in each line, with its fields and their types, and "!" after the name of a field that is required. */
export const TYPES: string = `
AWSElasticBlockStoreVolumeSource: fsType string, partition int32, readOnly boolean, volumeID! string
Affinity: nodeAffinity NodeAffinity, podAffinity PodAffinity, podAntiAffinity PodAntiAffinity
AggregationRule: clusterRoleSelectors [LabelSelector]
AppArmorProfile: localhostProfile string, type! =Localhost|RuntimeDefault|Unconfined
AutoscalingV1CrossVersionObjectReference: apiVersion string, kind! string, name! string
AutoscalingV1HorizontalPodAutoscaler: apiVersion! =autoscaling/v1, kind! =HorizontalPodAutoscaler, metadata ObjectMeta, status any, spec! AutoscalingV1HorizontalPodAutoscalerSpec
AutoscalingV1HorizontalPodAutoscalerSpec: maxReplicas! int32, minReplicas int32, scaleTargetRef! AutoscalingV1CrossVersionObjectReference, targetCPUUtilizationPercentage int32
AutoscalingV2CrossVersionObjectReference: apiVersion string, kind! string, name! string
AutoscalingV2HorizontalPodAutoscaler: apiVersion! =autoscaling/v2, kind! =HorizontalPodAutoscaler, metadata ObjectMeta, status any, spec! AutoscalingV2HorizontalPodAutoscalerSpec
AutoscalingV2HorizontalPodAutoscalerSpec: behavior HorizontalPodAutoscalerBehavior, maxReplicas! int32, metrics [MetricSpec], minReplicas int32, scaleTargetRef! AutoscalingV2CrossVersionObjectReference
AzureDiskVolumeSource: cachingMode =None|ReadOnly|ReadWrite, diskName! string, diskURI! string, fsType string, kind =Dedicated|Managed|Shared, readOnly boolean
AzureFilePersistentVolumeSource: readOnly boolean, secretName! string, secretNamespace string, shareName! string
AzureFileVolumeSource: readOnly boolean, secretName! string, shareName! string
CSIDriver: apiVersion! =storage.k8s.io/v1, kind! =CSIDriver, metadata ObjectMeta, spec CSIDriverSpec
CSIDriverSpec: attachRequired boolean, fsGroupPolicy string, nodeAllocatableUpdatePeriodSeconds int64, podInfoOnMount boolean, requiresRepublish boolean, seLinuxMount boolean, storageCapacity boolean, tokenRequests [TokenRequest], volumeLifecycleModes [string]
CSIPersistentVolumeSource: controllerExpandSecretRef SecretReference, controllerPublishSecretRef SecretReference, driver! string, fsType string, nodeExpandSecretRef SecretReference, nodePublishSecretRef SecretReference, nodeStageSecretRef SecretReference, readOnly boolean, volumeAttributes {string}, volumeHandle! string
CSIVolumeSource: driver! string, fsType string, nodePublishSecretRef LocalObjectReference, readOnly boolean, volumeAttributes {string}
Capabilities: add [string], drop [string]
CephFSPersistentVolumeSource: monitors! [string], path string, readOnly boolean, secretFile string, secretRef SecretReference, user string
CephFSVolumeSource: monitors! [string], path string, readOnly boolean, secretFile string, secretRef LocalObjectReference, user string
CinderPersistentVolumeSource: fsType string, readOnly boolean, secretRef SecretReference, volumeID! string
CinderVolumeSource: fsType string, readOnly boolean, secretRef LocalObjectReference, volumeID! string
ClientIPConfig: timeoutSeconds int32
ClusterRole: aggregationRule AggregationRule, apiVersion! =rbac.authorization.k8s.io/v1, kind! =ClusterRole, metadata ObjectMeta, rules [PolicyRule]
ClusterRoleBinding: apiVersion! =rbac.authorization.k8s.io/v1, kind! =ClusterRoleBinding, metadata ObjectMeta, roleRef! RoleRef, subjects [Subject]
ClusterTrustBundleProjection: labelSelector LabelSelector, name string, optional boolean, path! string, signerName string
ConfigMap: apiVersion! =v1, binaryData {byte}, data {string}, immutable boolean, kind! =ConfigMap, metadata ObjectMeta
ConfigMapEnvSource: name string, optional boolean
ConfigMapKeySelector: key! string, name string, optional boolean
ConfigMapProjection: items [KeyToPath], name string, optional boolean
ConfigMapVolumeSource: defaultMode int32, items [KeyToPath], name string, optional boolean
Container: args [string], command [string], env [EnvVar], envFrom [EnvFromSource], image string, imagePullPolicy =Always|IfNotPresent|Never, lifecycle Lifecycle, livenessProbe Probe, name! string, ports [ContainerPort], readinessProbe Probe, resizePolicy [ContainerResizePolicy], resources ResourceRequirements, restartPolicy string, securityContext SecurityContext, startupProbe Probe, stdin boolean, stdinOnce boolean, terminationMessagePath string, terminationMessagePolicy =FallbackToLogsOnError|File, tty boolean, volumeDevices [VolumeDevice], volumeMounts [VolumeMount], workingDir string
ContainerPort: containerPort! int32, hostIP string, hostPort int32, name string, protocol =SCTP|TCP|UDP
ContainerResizePolicy: resourceName! string, restartPolicy! string
ContainerResourceMetricSource: container! string, name! string, target! MetricTarget
CoreV1EndpointPort: appProtocol string, name string, port! int32, protocol =SCTP|TCP|UDP
CronJob: apiVersion! =batch/v1, kind! =CronJob, metadata ObjectMeta, status any, spec! CronJobSpec
CronJobSpec: concurrencyPolicy =Allow|Forbid|Replace, failedJobsHistoryLimit int32, jobTemplate! JobTemplateSpec, schedule! string, startingDeadlineSeconds int64, successfulJobsHistoryLimit int32, suspend boolean, timeZone string
DaemonSet: apiVersion! =apps/v1, kind! =DaemonSet, metadata ObjectMeta, status any, spec! DaemonSetSpec
DaemonSetSpec: minReadySeconds int32, revisionHistoryLimit int32, selector! LabelSelector, template! PodTemplateSpec, updateStrategy DaemonSetUpdateStrategy
DaemonSetUpdateStrategy: rollingUpdate RollingUpdateDaemonSet, type =OnDelete|RollingUpdate
Deployment: apiVersion! =apps/v1, kind! =Deployment, metadata ObjectMeta, status any, spec! DeploymentSpec
DeploymentSpec: minReadySeconds int32, paused boolean, progressDeadlineSeconds int32, replicas int32, revisionHistoryLimit int32, selector! LabelSelector, strategy DeploymentStrategy, template! PodTemplateSpec
DeploymentStrategy: rollingUpdate RollingUpdateDeployment, type =Recreate|RollingUpdate
DiscoveryV1EndpointPort: appProtocol string, name string, port int32, protocol =SCTP|TCP|UDP
DownwardAPIProjection: items [DownwardAPIVolumeFile]
DownwardAPIVolumeFile: fieldRef ObjectFieldSelector, mode int32, path! string, resourceFieldRef ResourceFieldSelector
DownwardAPIVolumeSource: defaultMode int32, items [DownwardAPIVolumeFile]
EmptyDirVolumeSource: medium string, sizeLimit quantity
Endpoint: addresses! [string], conditions EndpointConditions, deprecatedTopology {string}, hints EndpointHints, hostname string, nodeName string, targetRef ObjectReference, zone string
EndpointAddress: hostname string, ip! string, nodeName string, targetRef ObjectReference
EndpointConditions: ready boolean, serving boolean, terminating boolean
EndpointHints: forNodes [ForNode], forZones [ForZone]
EndpointSlice: addressType! =FQDN|IPv4|IPv6, apiVersion! =discovery.k8s.io/v1, endpoints [Endpoint], kind! =EndpointSlice, metadata ObjectMeta, ports [DiscoveryV1EndpointPort]
EndpointSubset: addresses [EndpointAddress], notReadyAddresses [EndpointAddress], ports [CoreV1EndpointPort]
Endpoints: apiVersion! =v1, kind! =Endpoints, metadata ObjectMeta, subsets [EndpointSubset]
EnvFromSource: configMapRef ConfigMapEnvSource, prefix string, secretRef SecretEnvSource
EnvVar: name! string, value string, valueFrom EnvVarSource
EnvVarSource: configMapKeyRef ConfigMapKeySelector, fieldRef ObjectFieldSelector, resourceFieldRef ResourceFieldSelector, secretKeyRef SecretKeySelector
EphemeralContainer: args [string], command [string], env [EnvVar], envFrom [EnvFromSource], image string, imagePullPolicy =Always|IfNotPresent|Never, lifecycle Lifecycle, livenessProbe Probe, name! string, ports [ContainerPort], readinessProbe Probe, resizePolicy [ContainerResizePolicy], resources ResourceRequirements, restartPolicy string, securityContext SecurityContext, startupProbe Probe, stdin boolean, stdinOnce boolean, targetContainerName string, terminationMessagePath string, terminationMessagePolicy =FallbackToLogsOnError|File, tty boolean, volumeDevices [VolumeDevice], volumeMounts [VolumeMount], workingDir string
EphemeralVolumeSource: volumeClaimTemplate PersistentVolumeClaimTemplate
ExecAction: command [string]
ExternalMetricSource: metric! MetricIdentifier, target! MetricTarget
FCVolumeSource: fsType string, lun int32, readOnly boolean, targetWWNs [string], wwids [string]
FlexPersistentVolumeSource: driver! string, fsType string, options {string}, readOnly boolean, secretRef SecretReference
FlexVolumeSource: driver! string, fsType string, options {string}, readOnly boolean, secretRef LocalObjectReference
FlockerVolumeSource: datasetName string, datasetUUID string
ForNode: name! string
ForZone: name! string
GCEPersistentDiskVolumeSource: fsType string, partition int32, pdName! string, readOnly boolean
GRPCAction: port! int32, service string
GitRepoVolumeSource: directory string, repository! string, revision string
GlusterfsPersistentVolumeSource: endpoints! string, endpointsNamespace string, path! string, readOnly boolean
GlusterfsVolumeSource: endpoints! string, path! string, readOnly boolean
HPAScalingPolicy: periodSeconds! int32, type! string, value! int32
HPAScalingRules: policies [HPAScalingPolicy], selectPolicy string, stabilizationWindowSeconds int32, tolerance quantity
HTTPGetAction: host string, httpHeaders [HTTPHeader], path string, port! int-or-string, scheme =HTTP|HTTPS
HTTPHeader: name! string, value string
HTTPIngressPath: backend! IngressBackend, path string, pathType! =Exact|ImplementationSpecific|Prefix
HTTPIngressRuleValue: paths! [HTTPIngressPath]
HorizontalPodAutoscalerBehavior: scaleDown HPAScalingRules, scaleUp HPAScalingRules
HostAlias: hostnames [string], ip! string
HostPathVolumeSource: path! string, type =|BlockDevice|CharDevice|Directory|DirectoryOrCreate|File|FileOrCreate|Socket
IPBlock: cidr! string, except [string]
ISCSIPersistentVolumeSource: chapAuthDiscovery boolean, chapAuthSession boolean, fsType string, initiatorName string, iqn! string, iscsiInterface string, lun int32, portals [string], readOnly boolean, secretRef SecretReference, targetPortal! string
ISCSIVolumeSource: chapAuthDiscovery boolean, chapAuthSession boolean, fsType string, initiatorName string, iqn! string, iscsiInterface string, lun int32, portals [string], readOnly boolean, secretRef LocalObjectReference, targetPortal! string
ImageVolumeSource: pullPolicy =Always|IfNotPresent|Never, reference string
Ingress: apiVersion! =networking.k8s.io/v1, kind! =Ingress, metadata ObjectMeta, spec IngressSpec, status any
IngressBackend: resource TypedLocalObjectReference, service IngressServiceBackend
IngressClass: apiVersion! =networking.k8s.io/v1, kind! =IngressClass, metadata ObjectMeta, spec IngressClassSpec
IngressClassParametersReference: apiGroup string, kind! string, name! string, namespace string, scope string
IngressClassSpec: controller string, parameters IngressClassParametersReference
IngressRule: host string, http HTTPIngressRuleValue
IngressServiceBackend: name! string, port ServiceBackendPort
IngressSpec: defaultBackend IngressBackend, ingressClassName string, rules [IngressRule], tls [IngressTLS]
IngressTLS: hosts [string], secretName string
Job: apiVersion! =batch/v1, kind! =Job, metadata ObjectMeta, status any, spec! JobSpec
JobSpec: activeDeadlineSeconds int64, backoffLimit int32, backoffLimitPerIndex int32, completionMode =Indexed|NonIndexed, completions int32, managedBy string, manualSelector boolean, maxFailedIndexes int32, parallelism int32, podFailurePolicy PodFailurePolicy, podReplacementPolicy =Failed|TerminatingOrFailed, selector LabelSelector, successPolicy SuccessPolicy, suspend boolean, template! PodTemplateSpec, ttlSecondsAfterFinished int32
JobTemplateSpec: metadata ObjectMeta, spec! JobSpec
KeyToPath: key! string, mode int32, path! string
LabelSelector: matchExpressions [LabelSelectorRequirement], matchLabels {string}
LabelSelectorRequirement: key! string, operator! string, values [string]
Lease: apiVersion! =coordination.k8s.io/v1, kind! =Lease, metadata ObjectMeta, spec LeaseSpec
LeaseSpec: acquireTime time, holderIdentity string, leaseDurationSeconds int32, leaseTransitions int32, preferredHolder string, renewTime time, strategy string
Lifecycle: postStart LifecycleHandler, preStop LifecycleHandler, stopSignal =SIGABRT|SIGALRM|SIGBUS|SIGCHLD|SIGCLD|SIGCONT|SIGFPE|SIGHUP|SIGILL|SIGINT|SIGIO|SIGIOT|SIGKILL|SIGPIPE|SIGPOLL|SIGPROF|SIGPWR|SIGQUIT|SIGRTMAX|SIGRTMAX-1|SIGRTMAX-10|SIGRTMAX-11|SIGRTMAX-12|SIGRTMAX-13|SIGRTMAX-14|SIGRTMAX-2|SIGRTMAX-3|SIGRTMAX-4|SIGRTMAX-5|SIGRTMAX-6|SIGRTMAX-7|SIGRTMAX-8|SIGRTMAX-9|SIGRTMIN|SIGRTMIN+1|SIGRTMIN+10|SIGRTMIN+11|SIGRTMIN+12|SIGRTMIN+13|SIGRTMIN+14|SIGRTMIN+15|SIGRTMIN+2|SIGRTMIN+3|SIGRTMIN+4|SIGRTMIN+5|SIGRTMIN+6|SIGRTMIN+7|SIGRTMIN+8|SIGRTMIN+9|SIGSEGV|SIGSTKFLT|SIGSTOP|SIGSYS|SIGTERM|SIGTRAP|SIGTSTP|SIGTTIN|SIGTTOU|SIGURG|SIGUSR1|SIGUSR2|SIGVTALRM|SIGWINCH|SIGXCPU|SIGXFSZ
LifecycleHandler: exec ExecAction, httpGet HTTPGetAction, sleep SleepAction, tcpSocket TCPSocketAction
LimitRange: apiVersion! =v1, kind! =LimitRange, metadata ObjectMeta, spec LimitRangeSpec
LimitRangeItem: default {quantity}, defaultRequest {quantity}, max {quantity}, maxLimitRequestRatio {quantity}, min {quantity}, type! string
LimitRangeSpec: limits [LimitRangeItem]
LocalObjectReference: name string
LocalVolumeSource: fsType string, path! string
MetricIdentifier: name! string, selector LabelSelector
MetricSpec: containerResource ContainerResourceMetricSource, external ExternalMetricSource, object ObjectMetricSource, pods PodsMetricSource, resource ResourceMetricSource, type! string
MetricTarget: averageUtilization int32, averageValue quantity, type! string, value quantity
NFSVolumeSource: path! string, readOnly boolean, server! string
Namespace: apiVersion! =v1, kind! =Namespace, metadata ObjectMeta, spec NamespaceSpec, status any
NamespaceSpec: finalizers [string]
NetworkPolicy: apiVersion! =networking.k8s.io/v1, kind! =NetworkPolicy, metadata ObjectMeta, spec NetworkPolicySpec
NetworkPolicyEgressRule: ports [NetworkPolicyPort], to [NetworkPolicyPeer]
NetworkPolicyIngressRule: from [NetworkPolicyPeer], ports [NetworkPolicyPort]
NetworkPolicyPeer: ipBlock IPBlock, namespaceSelector LabelSelector, podSelector LabelSelector
NetworkPolicyPort: endPort int32, port int-or-string, protocol =SCTP|TCP|UDP
NetworkPolicySpec: egress [NetworkPolicyEgressRule], ingress [NetworkPolicyIngressRule], podSelector LabelSelector, policyTypes [=Egress|Ingress]
NodeAffinity: preferredDuringSchedulingIgnoredDuringExecution [PreferredSchedulingTerm], requiredDuringSchedulingIgnoredDuringExecution NodeSelector
NodeSelector: nodeSelectorTerms! [NodeSelectorTerm]
NodeSelectorRequirement: key! string, operator! =DoesNotExist|Exists|Gt|In|Lt|NotIn, values [string]
NodeSelectorTerm: matchExpressions [NodeSelectorRequirement], matchFields [NodeSelectorRequirement]
ObjectFieldSelector: apiVersion string, fieldPath! string
ObjectMeta: annotations {string}, creationTimestamp time, deletionGracePeriodSeconds int64, deletionTimestamp time, finalizers [string], generateName string, generation int64, labels {string}, managedFields any, name string, namespace string, ownerReferences [OwnerReference], resourceVersion string, selfLink string, uid string
ObjectMetricSource: describedObject! AutoscalingV2CrossVersionObjectReference, metric! MetricIdentifier, target! MetricTarget
ObjectReference: apiVersion string, fieldPath string, kind string, name string, namespace string, resourceVersion string, uid string
Overhead: podFixed {quantity}
OwnerReference: apiVersion! string, blockOwnerDeletion boolean, controller boolean, kind! string, name! string, uid! string
PersistentVolume: apiVersion! =v1, kind! =PersistentVolume, metadata ObjectMeta, spec PersistentVolumeSpec, status any
PersistentVolumeClaim: apiVersion! =v1, kind! =PersistentVolumeClaim, metadata ObjectMeta, spec PersistentVolumeClaimSpec, status any
PersistentVolumeClaimSpec: accessModes [=ReadOnlyMany|ReadWriteMany|ReadWriteOnce|ReadWriteOncePod], dataSource TypedLocalObjectReference, dataSourceRef TypedObjectReference, resources VolumeResourceRequirements, selector LabelSelector, storageClassName string, volumeAttributesClassName string, volumeMode =Block|Filesystem, volumeName string
PersistentVolumeClaimTemplate: metadata ObjectMeta, spec! PersistentVolumeClaimSpec
PersistentVolumeClaimVolumeSource: claimName! string, readOnly boolean
PersistentVolumeSpec: accessModes [=ReadOnlyMany|ReadWriteMany|ReadWriteOnce|ReadWriteOncePod], awsElasticBlockStore AWSElasticBlockStoreVolumeSource, azureDisk AzureDiskVolumeSource, azureFile AzureFilePersistentVolumeSource, capacity {quantity}, cephfs CephFSPersistentVolumeSource, cinder CinderPersistentVolumeSource, claimRef ObjectReference, csi CSIPersistentVolumeSource, fc FCVolumeSource, flexVolume FlexPersistentVolumeSource, flocker FlockerVolumeSource, gcePersistentDisk GCEPersistentDiskVolumeSource, glusterfs GlusterfsPersistentVolumeSource, hostPath HostPathVolumeSource, iscsi ISCSIPersistentVolumeSource, local LocalVolumeSource, mountOptions [string], nfs NFSVolumeSource, nodeAffinity VolumeNodeAffinity, persistentVolumeReclaimPolicy =Delete|Recycle|Retain, photonPersistentDisk PhotonPersistentDiskVolumeSource, portworxVolume PortworxVolumeSource, quobyte QuobyteVolumeSource, rbd RBDPersistentVolumeSource, scaleIO ScaleIOPersistentVolumeSource, storageClassName string, storageos StorageOSPersistentVolumeSource, volumeAttributesClassName string, volumeMode =Block|Filesystem, vsphereVolume VsphereVirtualDiskVolumeSource
PhotonPersistentDiskVolumeSource: fsType string, pdID! string
Pod: apiVersion! =v1, kind! =Pod, metadata ObjectMeta, status any, spec! PodSpec
PodAffinity: preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm], requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm]
PodAffinityTerm: labelSelector LabelSelector, matchLabelKeys [string], mismatchLabelKeys [string], namespaceSelector LabelSelector, namespaces [string], topologyKey! string
PodAntiAffinity: preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm], requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm]
PodDNSConfig: nameservers [string], options [PodDNSConfigOption], searches [string]
PodDNSConfigOption: name string, value string
PodDisruptionBudget: apiVersion! =policy/v1, kind! =PodDisruptionBudget, metadata ObjectMeta, spec PodDisruptionBudgetSpec, status any
PodDisruptionBudgetSpec: maxUnavailable int-or-string, minAvailable int-or-string, selector LabelSelector, unhealthyPodEvictionPolicy =AlwaysAllow|IfHealthyBudget
PodFailurePolicy: rules! [PodFailurePolicyRule]
PodFailurePolicyOnExitCodesRequirement: containerName string, operator! =In|NotIn, values! [int32]
PodFailurePolicyOnPodConditionsPattern: status string, type! string
PodFailurePolicyRule: action! =Count|FailIndex|FailJob|Ignore, onExitCodes PodFailurePolicyOnExitCodesRequirement, onPodConditions [PodFailurePolicyOnPodConditionsPattern]
PodOS: name! string
PodReadinessGate: conditionType! string
PodResourceClaim: name! string, resourceClaimName string, resourceClaimTemplateName string
PodSchedulingGate: name! string
PodSecurityContext: appArmorProfile AppArmorProfile, fsGroup int64, fsGroupChangePolicy =Always|OnRootMismatch, runAsGroup int64, runAsNonRoot boolean, runAsUser int64, seLinuxChangePolicy string, seLinuxOptions SELinuxOptions, seccompProfile SeccompProfile, supplementalGroups [int64], supplementalGroupsPolicy =Merge|Strict, sysctls [Sysctl], windowsOptions WindowsSecurityContextOptions
PodSpec: activeDeadlineSeconds int64, affinity Affinity, automountServiceAccountToken boolean, containers! [Container], dnsConfig PodDNSConfig, dnsPolicy =ClusterFirst|ClusterFirstWithHostNet|Default|None, enableServiceLinks boolean, ephemeralContainers [EphemeralContainer], hostAliases [HostAlias], hostIPC boolean, hostNetwork boolean, hostPID boolean, hostUsers boolean, hostname string, imagePullSecrets [LocalObjectReference], initContainers [Container], nodeName string, nodeSelector {string}, os PodOS, overhead {quantity}, preemptionPolicy =Never|PreemptLowerPriority, priority int32, priorityClassName string, readinessGates [PodReadinessGate], resourceClaims [PodResourceClaim], resources ResourceRequirements, restartPolicy =Always|Never|OnFailure, runtimeClassName string, schedulerName string, schedulingGates [PodSchedulingGate], securityContext PodSecurityContext, serviceAccount string, serviceAccountName string, setHostnameAsFQDN boolean, shareProcessNamespace boolean, subdomain string, terminationGracePeriodSeconds int64, tolerations [Toleration], topologySpreadConstraints [TopologySpreadConstraint], volumes [Volume]
PodTemplate: apiVersion! =v1, kind! =PodTemplate, metadata ObjectMeta, template PodTemplateSpec
PodTemplateSpec: metadata ObjectMeta, spec! PodSpec
PodsMetricSource: metric! MetricIdentifier, target! MetricTarget
PolicyRule: apiGroups [string], nonResourceURLs [string], resourceNames [string], resources [string], verbs! [string]
PortworxVolumeSource: fsType string, readOnly boolean, volumeID! string
PreferredSchedulingTerm: preference NodeSelectorTerm, weight! int32
PriorityClass: apiVersion! =scheduling.k8s.io/v1, globalDefault boolean, kind! =PriorityClass, metadata ObjectMeta, preemptionPolicy =Never|PreemptLowerPriority, value int32
Probe: exec ExecAction, failureThreshold int32, grpc GRPCAction, httpGet HTTPGetAction, initialDelaySeconds int32, periodSeconds int32, successThreshold int32, tcpSocket TCPSocketAction, terminationGracePeriodSeconds int64, timeoutSeconds int32
ProjectedVolumeSource: defaultMode int32, sources [VolumeProjection]
QuobyteVolumeSource: group string, readOnly boolean, registry! string, tenant string, user string, volume! string
RBDPersistentVolumeSource: fsType string, image! string, keyring string, monitors! [string], pool string, readOnly boolean, secretRef SecretReference, user string
RBDVolumeSource: fsType string, image! string, keyring string, monitors! [string], pool string, readOnly boolean, secretRef LocalObjectReference, user string
ReplicaSet: apiVersion! =apps/v1, kind! =ReplicaSet, metadata ObjectMeta, status any, spec! ReplicaSetSpec
ReplicaSetSpec: minReadySeconds int32, replicas int32, selector! LabelSelector, template PodTemplateSpec
ReplicationController: apiVersion! =v1, kind! =ReplicationController, metadata ObjectMeta, spec ReplicationControllerSpec, status any
ReplicationControllerSpec: minReadySeconds int32, replicas int32, selector {string}, template PodTemplateSpec
ResourceClaim: name! string, request string
ResourceFieldSelector: containerName string, divisor quantity, resource! string
ResourceMetricSource: name! string, target! MetricTarget
ResourceQuota: apiVersion! =v1, kind! =ResourceQuota, metadata ObjectMeta, spec ResourceQuotaSpec, status any
ResourceQuotaSpec: hard {quantity}, scopeSelector ScopeSelector, scopes [=BestEffort|CrossNamespacePodAffinity|NotBestEffort|NotTerminating|PriorityClass|Terminating|VolumeAttributesClass]
ResourceRequirements: claims [ResourceClaim], limits {quantity}, requests {quantity}
Role: apiVersion! =rbac.authorization.k8s.io/v1, kind! =Role, metadata ObjectMeta, rules [PolicyRule]
RoleBinding: apiVersion! =rbac.authorization.k8s.io/v1, kind! =RoleBinding, metadata ObjectMeta, roleRef! RoleRef, subjects [Subject]
RoleRef: apiGroup string, kind! string, name! string
RollingUpdateDaemonSet: maxSurge int-or-string, maxUnavailable int-or-string
RollingUpdateDeployment: maxSurge int-or-string, maxUnavailable int-or-string
RollingUpdateStatefulSetStrategy: maxUnavailable int-or-string, partition int32
RuntimeClass: apiVersion! =node.k8s.io/v1, handler! string, kind! =RuntimeClass, metadata ObjectMeta, overhead Overhead, scheduling Scheduling
SELinuxOptions: level string, role string, type string, user string
ScaleIOPersistentVolumeSource: fsType string, gateway! string, protectionDomain string, readOnly boolean, secretRef! SecretReference, sslEnabled boolean, storageMode string, storagePool string, system! string, volumeName string
ScaleIOVolumeSource: fsType string, gateway! string, protectionDomain string, readOnly boolean, secretRef! LocalObjectReference, sslEnabled boolean, storageMode string, storagePool string, system! string, volumeName string
Scheduling: nodeSelector {string}, tolerations [Toleration]
ScopeSelector: matchExpressions [ScopedResourceSelectorRequirement]
ScopedResourceSelectorRequirement: operator! =DoesNotExist|Exists|In|NotIn, scopeName! =BestEffort|CrossNamespacePodAffinity|NotBestEffort|NotTerminating|PriorityClass|Terminating|VolumeAttributesClass, values [string]
SeccompProfile: localhostProfile string, type! =Localhost|RuntimeDefault|Unconfined
Secret: apiVersion! =v1, data {byte}, immutable boolean, kind! =Secret, metadata ObjectMeta, stringData {string}, type string
SecretEnvSource: name string, optional boolean
SecretKeySelector: key! string, name string, optional boolean
SecretProjection: items [KeyToPath], name string, optional boolean
SecretReference: name string, namespace string
SecretVolumeSource: defaultMode int32, items [KeyToPath], optional boolean, secretName string
SecurityContext: allowPrivilegeEscalation boolean, appArmorProfile AppArmorProfile, capabilities Capabilities, privileged boolean, procMount =Default|Unmasked, readOnlyRootFilesystem boolean, runAsGroup int64, runAsNonRoot boolean, runAsUser int64, seLinuxOptions SELinuxOptions, seccompProfile SeccompProfile, windowsOptions WindowsSecurityContextOptions
Service: apiVersion! =v1, kind! =Service, metadata ObjectMeta, spec ServiceSpec, status any
ServiceAccount: apiVersion! =v1, automountServiceAccountToken boolean, imagePullSecrets [LocalObjectReference], kind! =ServiceAccount, metadata ObjectMeta, secrets [ObjectReference]
ServiceAccountTokenProjection: audience string, expirationSeconds int64, path! string
ServiceBackendPort: name string, number int32
ServicePort: appProtocol string, name string, nodePort int32, port! int32, protocol =SCTP|TCP|UDP, targetPort int-or-string
ServiceSpec: allocateLoadBalancerNodePorts boolean, clusterIP string, clusterIPs [string], externalIPs [string], externalName string, externalTrafficPolicy =Cluster|Local, healthCheckNodePort int32, internalTrafficPolicy =Cluster|Local, ipFamilies [=|IPv4|IPv6], ipFamilyPolicy =PreferDualStack|RequireDualStack|SingleStack, loadBalancerClass string, loadBalancerIP string, loadBalancerSourceRanges [string], ports [ServicePort], publishNotReadyAddresses boolean, selector {string}, sessionAffinity =ClientIP|None, sessionAffinityConfig SessionAffinityConfig, trafficDistribution string, type =ClusterIP|ExternalName|LoadBalancer|NodePort
SessionAffinityConfig: clientIP ClientIPConfig
SleepAction: seconds int64
StatefulSet: apiVersion! =apps/v1, kind! =StatefulSet, metadata ObjectMeta, status any, spec! StatefulSetSpec
StatefulSetOrdinals: start int32
StatefulSetPersistentVolumeClaimRetentionPolicy: whenDeleted string, whenScaled string
StatefulSetSpec: minReadySeconds int32, ordinals StatefulSetOrdinals, persistentVolumeClaimRetentionPolicy StatefulSetPersistentVolumeClaimRetentionPolicy, podManagementPolicy =OrderedReady|Parallel, replicas int32, revisionHistoryLimit int32, selector! LabelSelector, serviceName string, template! PodTemplateSpec, updateStrategy StatefulSetUpdateStrategy, volumeClaimTemplates [StatefulSetSpecVolumeClaimTemplates]
StatefulSetSpecVolumeClaimTemplates: apiVersion string, kind string, metadata ObjectMeta, spec PersistentVolumeClaimSpec, status any
StatefulSetUpdateStrategy: rollingUpdate RollingUpdateStatefulSetStrategy, type =OnDelete|RollingUpdate
StorageClass: allowVolumeExpansion boolean, allowedTopologies [TopologySelectorTerm], apiVersion! =storage.k8s.io/v1, kind! =StorageClass, metadata ObjectMeta, mountOptions [string], parameters {string}, provisioner! string, reclaimPolicy =Delete|Recycle|Retain, volumeBindingMode =Immediate|WaitForFirstConsumer
StorageOSPersistentVolumeSource: fsType string, readOnly boolean, secretRef ObjectReference, volumeName string, volumeNamespace string
StorageOSVolumeSource: fsType string, readOnly boolean, secretRef LocalObjectReference, volumeName string, volumeNamespace string
Subject: apiGroup string, kind! string, name! string, namespace string
SuccessPolicy: rules! [SuccessPolicyRule]
SuccessPolicyRule: succeededCount int32, succeededIndexes string
Sysctl: name! string, value string
TCPSocketAction: host string, port! int-or-string
TokenRequest: audience! string, expirationSeconds int64
Toleration: effect =NoExecute|NoSchedule|PreferNoSchedule, key string, operator string, tolerationSeconds int64, value string
TopologySelectorLabelRequirement: key! string, values! [string]
TopologySelectorTerm: matchLabelExpressions [TopologySelectorLabelRequirement]
TopologySpreadConstraint: labelSelector LabelSelector, matchLabelKeys [string], maxSkew! int32, minDomains int32, nodeAffinityPolicy =Honor|Ignore, nodeTaintsPolicy =Honor|Ignore, topologyKey! string, whenUnsatisfiable! =DoNotSchedule|ScheduleAnyway
TypedLocalObjectReference: apiGroup string, kind! string, name! string
TypedObjectReference: apiGroup string, kind! string, name! string, namespace string
Volume: awsElasticBlockStore AWSElasticBlockStoreVolumeSource, azureDisk AzureDiskVolumeSource, azureFile AzureFileVolumeSource, cephfs CephFSVolumeSource, cinder CinderVolumeSource, configMap ConfigMapVolumeSource, csi CSIVolumeSource, downwardAPI DownwardAPIVolumeSource, emptyDir EmptyDirVolumeSource, ephemeral EphemeralVolumeSource, fc FCVolumeSource, flexVolume FlexVolumeSource, flocker FlockerVolumeSource, gcePersistentDisk GCEPersistentDiskVolumeSource, gitRepo GitRepoVolumeSource, glusterfs GlusterfsVolumeSource, hostPath HostPathVolumeSource, image ImageVolumeSource, iscsi ISCSIVolumeSource, name! string, nfs NFSVolumeSource, persistentVolumeClaim PersistentVolumeClaimVolumeSource, photonPersistentDisk PhotonPersistentDiskVolumeSource, portworxVolume PortworxVolumeSource, projected ProjectedVolumeSource, quobyte QuobyteVolumeSource, rbd RBDVolumeSource, scaleIO ScaleIOVolumeSource, secret SecretVolumeSource, storageos StorageOSVolumeSource, vsphereVolume VsphereVirtualDiskVolumeSource
VolumeDevice: devicePath! string, name! string
VolumeMount: mountPath! string, mountPropagation =Bidirectional|HostToContainer|None, name! string, readOnly boolean, recursiveReadOnly string, subPath string, subPathExpr string
VolumeNodeAffinity: required NodeSelector
VolumeProjection: clusterTrustBundle ClusterTrustBundleProjection, configMap ConfigMapProjection, downwardAPI DownwardAPIProjection, secret SecretProjection, serviceAccountToken ServiceAccountTokenProjection
VolumeResourceRequirements: limits {quantity}, requests {quantity}
VsphereVirtualDiskVolumeSource: fsType string, storagePolicyID string, storagePolicyName string, volumePath! string
WeightedPodAffinityTerm: podAffinityTerm! PodAffinityTerm, weight! int32
WindowsSecurityContextOptions: gmsaCredentialSpec string, gmsaCredentialSpecName string, hostProcess boolean, runAsUserName string
`;
