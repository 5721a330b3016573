import { Rule } from './rule';
import { autoscalerWithoutRequests } from './rules/autoscaler-without-requests';
import { capabilityName } from './rules/capability-name';
import { claimMountedByMany } from './rules/claim-mounted-by-many';
import { commandEnds } from './rules/command-ends';
import { configuredPort } from './rules/configured-port';
import { containerNameTwice } from './rules/container-name-twice';
import { cronSchedule } from './rules/cron-schedule';
import { defaultContainer } from './rules/default-container';
import { droppedCapabilities } from './rules/dropped-capabilities';
import { duplicateObject } from './rules/duplicate-object';
import { envTwice } from './rules/env-twice';
import { hostPortTwice } from './rules/host-port-twice';
import { ignoresSigterm } from './rules/ignores-sigterm';
import { imageConfigurationMissing } from './rules/image-configuration-missing';
import { imageNeedsWritableRoot } from './rules/image-needs-writable-root';
import { imageReference } from './rules/image-reference';
import { imageRootUnderNonRoot } from './rules/image-root-under-non-root';
import { imageUserByName } from './rules/image-user-by-name';
import { imageVolumeUnmounted } from './rules/image-volume-unmounted';
import { ingressBackend } from './rules/ingress-backend';
import { initNeverEnds } from './rules/init-never-ends';
import { invalidEnv } from './rules/invalid-env';
import { invalidName } from './rules/invalid-name';
import { jobNeverCompletes } from './rules/job-never-completes';
import { localhostWithoutListener } from './rules/localhost-without-listener';
import { logIsStdout } from './rules/log-is-stdout';
import { loopbackFromOutside } from './rules/loopback-from-outside';
import { lowPortWithoutRoot } from './rules/low-port-without-root';
import { memoryVolumeLimit } from './rules/memory-volume-limit';
import { missingReference } from './rules/missing-reference';
import { mixedQos } from './rules/mixed-qos';
import { mountHidesFiles } from './rules/mount-hides-files';
import { mountPathTwice } from './rules/mount-path-twice';
import { namespaceRefusesPod } from './rules/namespace-refuses-pod';
import { nestedMounts } from './rules/nested-mounts';
import { pathOutsideMounts } from './rules/path-outside-mounts';
import { policyBlocksDns } from './rules/policy-blocks-dns';
import { portDeclaredTwice } from './rules/port-declared-twice';
import { portListenedTwice } from './rules/port-listened-twice';
import { portNameTwice } from './rules/port-name-twice';
import { portOutOfRange } from './rules/port-out-of-range';
import { postgresDataMount } from './rules/postgres-data-mount';
import { prestopExceedsGrace } from './rules/prestop-exceeds-grace';
import { probeHost } from './rules/probe-host';
import { probePortName } from './rules/probe-port-name';
import { probePortNumber } from './rules/probe-port-number';
import { probeTiming } from './rules/probe-timing';
import { probeWithoutHandler } from './rules/probe-without-handler';
import { refusedFields } from './rules/refused-fields';
import { requestsExceedNode } from './rules/requests-exceed-node';
import { resourceQuantities } from './rules/resource-quantities';
import { restartPolicy } from './rules/restart-policy';
import { routeBackend } from './rules/route-backend';
import { schema } from './rules/schema';
import { selectorMismatch } from './rules/selector-mismatch';
import { serviceAccountToken } from './rules/service-account-token';
import { serviceLinkCollision } from './rules/service-link-collision';
import { servicePortUnnamed } from './rules/service-port-unnamed';
import { serviceSelector } from './rules/service-selector';
import { serviceTargetPort } from './rules/service-target-port';
import { sharedProcesses } from './rules/shared-processes';
import { sharedVolumeOneSided } from './rules/shared-volume-one-sided';
import { sharedVolumeUsers } from './rules/shared-volume-users';
import { shellCommandSplit } from './rules/shell-command-split';
import { siblingAsHost } from './rules/sibling-as-host';
import { sidecarDecidesReadiness } from './rules/sidecar-decides-readiness';
import { sidecarPortByName } from './rules/sidecar-port-by-name';
import { sidecarStartRace } from './rules/sidecar-start-race';
import { stopsBeforeMain } from './rules/stops-before-main';
import { subpathNeverUpdates } from './rules/subpath-never-updates';
import { tailMissingFile } from './rules/tail-missing-file';
import { toolMissing } from './rules/tool-missing';
import { unboundedVolume } from './rules/unbounded-volume';
import { unsafeSysctl } from './rules/unsafe-sysctl';
import { valueOutOfRange } from './rules/value-out-of-range';
import { variableNotExpanded } from './rules/variable-not-expanded';
import { volumeUndeclared } from './rules/volume-undeclared';
import { volumeUnused } from './rules/volume-unused';
import { writeToReadOnly } from './rules/write-to-read-only';

/** Every rule there is, in the order of how often and how badly the failure hits. */
export const RULES: readonly Rule[] = [
  imageRootUnderNonRoot,
  imageNeedsWritableRoot,
  portDeclaredTwice,
  portListenedTwice,
  jobNeverCompletes,
  loopbackFromOutside,
  policyBlocksDns,
  imageUserByName,
  commandEnds,
  serviceTargetPort,
  serviceSelector,
  toolMissing,
  sharedVolumeOneSided,
  pathOutsideMounts,
  mountHidesFiles,
  sidecarStartRace,
  probePortName,
  probePortNumber,
  shellCommandSplit,
  autoscalerWithoutRequests,
  sharedVolumeUsers,
  missingReference,
  namespaceRefusesPod,
  imageReference,
  initNeverEnds,
  siblingAsHost,
  localhostWithoutListener,
  droppedCapabilities,
  lowPortWithoutRoot,
  imageConfigurationMissing,
  postgresDataMount,
  serviceLinkCollision,
  claimMountedByMany,
  imageVolumeUnmounted,
  requestsExceedNode,
  resourceQuantities,
  subpathNeverUpdates,
  ingressBackend,
  ignoresSigterm,
  variableNotExpanded,
  writeToReadOnly,
  prestopExceedsGrace,
  logIsStdout,
  memoryVolumeLimit,
  unboundedVolume,
  routeBackend,
  portNameTwice,
  mountPathTwice,
  probeTiming,
  stopsBeforeMain,
  probeHost,
  probeWithoutHandler,
  sidecarPortByName,
  nestedMounts,
  hostPortTwice,
  serviceAccountToken,
  sidecarDecidesReadiness,
  tailMissingFile,
  containerNameTwice,
  sharedProcesses,
  servicePortUnnamed,
  invalidName,
  mixedQos,
  envTwice,
  invalidEnv,
  restartPolicy,
  valueOutOfRange,
  portOutOfRange,
  cronSchedule,
  duplicateObject,
  schema,
  configuredPort,
  refusedFields,
  unsafeSysctl,
  capabilityName,
  defaultContainer,
  volumeUndeclared,
  volumeUnused,
  selectorMismatch,
];
