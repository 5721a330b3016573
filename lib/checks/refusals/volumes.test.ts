import { ofObject, ofPod } from '../../../test/refusals';

function ofVolume(source: object, mount: object = {}, container: object = {}): string[] {
  const volumeMounts = [{ name: 'data', mountPath: '/data', ...mount }];
  return ofPod({ volumes: [{ name: 'data', ...source }] }, { volumeMounts, ...container });
}

const ofMount = (mount: object, container = {}) => ofVolume({ emptyDir: {} }, mount, container);
const ofConfigMap = (item: object) =>
  ofVolume({ configMap: { name: 'app', items: [{ key: 'a', path: 'a', ...item }] } });
const ofFile = (item: object) => ofVolume({ downwardAPI: { items: [{ path: 'a', ...item }] } });
const ofSources = (...sources: object[]) => ofVolume({ projected: { sources } });
const named = { fieldRef: { fieldPath: 'metadata.name' } };

test.each<[string, string[], string]>([
  [
    'two kinds in one',
    ofVolume({ emptyDir: {}, configMap: { name: 'app' } }),
    'spec.volumes[0].configMap | volume "data" is emptyDir and configMap at once | configMap: Forbidden: may not specify more than 1 volume type',
  ],
  [
    'a subPath from the root',
    ofMount({ subPath: '/x' }),
    'spec.containers[0].volumeMounts[0].subPath | subPath "/x" begins with a "/" | subPath: Invalid value: "/x": must be a relative path',
  ],
  [
    'a subPath that leads out',
    ofMount({ subPath: 'a/../../b' }),
    `spec.containers[0].volumeMounts[0].subPath | subPath "a/../../b" leads out of the volume | subPath: Invalid value: "a/../../b": must not contain '..'`,
  ],
  [
    'subPath beside subPathExpr',
    ofMount({ subPath: 'a', subPathExpr: '$(POD)' }),
    'spec.containers[0].volumeMounts[0].subPathExpr | a mount has subPath and subPathExpr | subPathExpr: Invalid value: "$(POD)": subPathExpr and subPath are mutually exclusive',
  ],
  [
    'recursiveReadOnly of what is not read-only',
    ofMount({ recursiveReadOnly: 'Enabled' }),
    'spec.containers[0].volumeMounts[0].recursiveReadOnly | recursiveReadOnly is Enabled, and the mount itself may be written to | recursiveReadOnly: Forbidden: may only be specified when readOnly is true',
  ],
  [
    'recursiveReadOnly with propagation',
    ofMount({ recursiveReadOnly: 'IfPossible', readOnly: true, mountPropagation: 'HostToContainer' }),
    'spec.containers[0].volumeMounts[0].recursiveReadOnly | recursiveReadOnly is IfPossible, and mounts of the node may come in later | recursiveReadOnly: Forbidden: may only be specified when mountPropagation is None or not specified',
  ],
  [
    'Bidirectional without privileges',
    ofMount({ mountPropagation: 'Bidirectional' }),
    'spec.containers[0].volumeMounts[0].mountPropagation | what it mounts is to reach the node, and it is not privileged | mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers',
  ],
  [
    'a ConfigMap without a name',
    ofVolume({ configMap: {} }),
    'spec.volumes[0].configMap | a volume does not say which ConfigMap it is made of | name: Required value',
  ],
  [
    'a Secret with the name of another field',
    ofVolume({ secret: { secretName: '' } }),
    'spec.volumes[0].secret.secretName | a volume does not say which Secret it is made of | secretName: Required value',
  ],
  [
    'a mode without its zero',
    ofVolume({ secret: { secretName: 'app', defaultMode: 755 } }),
    'spec.volumes[0].secret.defaultMode | defaultMode is 755 | defaultMode: Invalid value: 755: must be a number between 0 and 0777 (octal), both inclusive',
  ],
  [
    'a file at the root',
    ofConfigMap({ path: '/a' }),
    'spec.volumes[0].configMap.items[0].path | path "/a" begins with a "/" | path: Invalid value: "/a": must be a relative path',
  ],
  [
    'a file beside the volume',
    ofConfigMap({ path: '../a' }),
    `spec.volumes[0].configMap.items[0].path | path "../a" leads out of the volume | path: Invalid value: "../a": must not contain '..'`,
  ],
  [
    "a file with a name of the kubelet's own",
    ofConfigMap({ path: '..data' }),
    `spec.volumes[0].configMap.items[0].path | path "..data" begins with ".." | path: Invalid value: "..data": must not start with '..'`,
  ],
  [
    'a mode of a file',
    ofConfigMap({ mode: -1 }),
    'spec.volumes[0].configMap.items[0].mode | mode is -1 | mode: Invalid value: -1: must be a number between 0 and 0777 (octal), both inclusive',
  ],
  [
    'a file of nothing',
    ofFile({}),
    'spec.volumes[0].downwardAPI.items[0] | file "a" of a volume is filled from nothing | fieldRef: Required value: one of fieldRef and resourceFieldRef is required',
  ],
  [
    'a file of two things',
    ofFile({ ...named, resourceFieldRef: { containerName: 'app', resource: 'limits.cpu' } }),
    'spec.volumes[0].downwardAPI.items[0].resourceFieldRef | file "a" of a volume is filled from fieldRef and resourceFieldRef | resource: Invalid value: "a": fieldRef and resourceFieldRef can not be specified simultaneously',
  ],
  [
    'a field that no file has',
    ofFile({ fieldRef: { fieldPath: 'status.podIP' } }),
    'spec.volumes[0].downwardAPI.items[0].fieldRef.fieldPath | status.podIP is no field that can be the value in a volume | fieldPath: Unsupported value: "status.podIP"',
  ],
  [
    'a resource of nobody',
    ofFile({ resourceFieldRef: { resource: 'limits.cpu' } }),
    'spec.volumes[0].downwardAPI.items[0].resourceFieldRef | file "a" of a volume does not say whose resources are meant | containerName: Required value',
  ],
  [
    'two sources in one',
    ofSources({ configMap: { name: 'a' }, secret: { name: 'b' } }),
    'spec.volumes[0].projected.sources[0].secret | a source of a projected volume is configMap and secret at once | sources: Forbidden: may not specify more than 1 volume type per source',
  ],
  [
    'one path of two sources',
    ofSources(
      { configMap: { name: 'a', items: [{ key: 'a', path: 'x' }] } },
      { secret: { name: 'b', items: [{ key: 'b', path: 'x' }] } },
    ),
    'spec.volumes[0].projected.sources[1].secret.items[0].path | two files of a volume are at "x" | projected: Invalid value: conflicting duplicate paths',
  ],
  [
    'a source without a name',
    ofSources({ secret: {} }),
    'spec.volumes[0].projected.sources[0].secret | a volume does not say which Secret it is made of | name: Required value',
  ],
  [
    'a token that hardly lasts',
    ofSources({ serviceAccountToken: { path: 'token', expirationSeconds: 60 } }),
    'spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds | a token is to expire after 60 s | expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes',
  ],
  [
    'a hostPath without a path',
    ofVolume({ hostPath: { path: '' } }),
    'spec.volumes[0].hostPath.path | a hostPath has no path | path: Required value',
  ],
  [
    'a hostPath that leads up',
    ofVolume({ hostPath: { path: '/a/../b' } }),
    `spec.volumes[0].hostPath.path | the path of a hostPath, "/a/../b", has a ".." | path: Invalid value: "/a/../b": must not contain '..'`,
  ],
  [
    'a relative path of a server',
    ofVolume({ nfs: { server: 'nfs.example.com', path: 'exports' } }),
    'spec.volumes[0].nfs.path | the path of an NFS volume, "exports", does not begin with a "/" | path: Invalid value: "exports": must be an absolute path',
  ],
  [
    'a medium that there is not',
    ofVolume({ emptyDir: { medium: 'memory' } }),
    'spec.volumes[0].emptyDir.medium | there is no medium "memory" for an emptyDir | The Pod does not start: FailedMount: unknown storage medium "memory"',
  ],
  [
    'an ephemeral volume without a claim',
    ofVolume({ ephemeral: {} }),
    'spec.volumes[0].ephemeral | an ephemeral volume has no claim | volumeClaimTemplate: Required value',
  ],
])('finds %s', (_, found, expected) => expect(found).toEqual([expected]));

const ofClaim = (spec: object) => ofObject('v1', 'PersistentVolumeClaim', { spec });
const request = (storage: string) => ({ resources: { requests: { storage } } });

test.each<[string, string[], string]>([
  [
    'without access modes',
    ofClaim({ accessModes: [], ...request('1Gi') }),
    'spec.accessModes | a claim does not say how it is mounted | accessModes: Required value: at least 1 access mode is required',
  ],
  [
    'without a size',
    ofClaim({ accessModes: ['ReadWriteOnce'], resources: { limits: { storage: '1Gi' } } }),
    'spec.resources | a claim does not say how large it is | resources[storage]: Required value',
  ],
  [
    'for nothing',
    ofClaim({ accessModes: ['ReadWriteOnce'], ...request('0') }),
    'spec.resources.requests.storage | a claim is for storage of 0 | resources[storage]: Invalid value: "0": must be greater than zero',
  ],
  [
    'for one Pod and for many',
    ofClaim({ accessModes: ['ReadWriteOncePod', 'ReadOnlyMany'], ...request('1Gi') }),
    'spec.accessModes | a claim is ReadWriteOncePod and ReadOnlyMany at once | accessModes: Forbidden: may not use ReadWriteOncePod with other access modes',
  ],
])('finds a claim %s', (_, found, expected) => expect(found).toEqual([expected]));

test('finds them in the templates of a StatefulSet', () => {
  const volumeClaimTemplates = [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } }];
  const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [] } };
  const selector = { matchLabels: { a: 'b' } };
  const found = ofObject('apps/v1', 'StatefulSet', { spec: { selector, template, volumeClaimTemplates } });
  expect(found).toEqual([
    'spec.volumeClaimTemplates[0].spec | a claim does not say how large it is | resources[storage]: Required value',
  ]);
});

test.each<[string, string[]]>([
  ['a path with dots in it', ofMount({ subPath: 'a..b/..c' })],
  ['an empty subPath', ofMount({ subPath: '', subPathExpr: 'a' })],
  ['what is filled in later', ofMount({ subPath: '${SUB_PATH}' })],
  [
    'Bidirectional for the privileged',
    ofMount({ mountPropagation: 'Bidirectional' }, { securityContext: { privileged: true } }),
  ],
  ['recursiveReadOnly', ofMount({ readOnly: true, recursiveReadOnly: 'Enabled', mountPropagation: 'None' })],
  ['recursiveReadOnly that is off', ofMount({ recursiveReadOnly: 'Disabled' })],
  ['a volume of no kind, which is an emptyDir', ofVolume({})],
  ['a kind that is null', ofVolume({ emptyDir: {}, configMap: null })],
  [
    'permissions',
    ofVolume({ configMap: { name: 'a', defaultMode: 0o777, items: [{ key: 'a', path: 'b/c', mode: 0 }] } }),
  ],
  ['memory', ofVolume({ emptyDir: { medium: 'HugePages-2Mi' } })],
  ['a label in a file', ofFile({ fieldRef: { fieldPath: "metadata.labels['app']" } })],
  ['one path of one ConfigMap', ofConfigMap({})],
  ['a token', ofSources({ serviceAccountToken: { path: 'token', expirationSeconds: 600 } })],
  ['a claim', ofClaim({ accessModes: ['ReadWriteOnce', 'ReadOnlyMany'], ...request('${SIZE}') })],
  ['wrong types', ofVolume({ projected: { sources: [null, 5, { configMap: [] }] } })],
])('is content with %s', (_, found) => expect(found).toEqual([]));

test.each<[string, string[]]>([
  [
    'a claim for one Pod, said twice',
    ofClaim({ accessModes: ['ReadWriteOncePod', 'ReadWriteOncePod'], ...request('1Gi') }),
  ],
  ['a mount that is filled in later', ofMount({ recursiveReadOnly: 'Enabled', readOnly: '${READ_ONLY}' })],
  [
    'what is no text by itself',
    ofClaim({ accessModes: ['ReadWriteOnce'], resources: { requests: { storage: { toString: 1 } } } }),
  ],
])('is content with %s too', (_, found) => expect(found).toEqual([]));

test('finds a file without a path', () => {
  expect(ofConfigMap({ path: '' })).toEqual([
    'spec.volumes[0].configMap.items[0].path | path is empty | path: Required value',
  ]);
});
