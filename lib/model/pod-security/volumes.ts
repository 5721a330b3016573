import { KubernetesVersion } from '../../kubernetes-version';
import type { Pod } from '../pod';
import { Data, isData, listOf, textOf } from '../values';
import { Control, Fault, faultOf } from './control';
import { podOf } from './subject';

const TYPES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/** @see https://github.com/kubernetes/kubernetes/pull/130394 */
const IMAGES = KubernetesVersion.parse('1.33', 'Pod Security Standards');

export const hostPathVolumes: Control = {
  name: 'HostPath Volumes',
  level: 'baseline',
  find: (pod) => volumesOf(pod, (type) => type === 'hostPath'),
};

export const volumeTypes: Control = {
  name: 'Volume Types',
  level: 'restricted',
  find: (pod, version) => volumesOf(pod, (type) => type !== 'hostPath' && !isRestrictedVolume(type, version)),
};

/** Whether `restricted` allows volumes of that type. */
export function isRestrictedVolume(type: string, version: KubernetesVersion): boolean {
  return TYPES.includes(type) || (type === 'image' && version.atLeast(IMAGES));
}

function volumesOf(pod: Pod, isWrong: (type: string) => boolean): Fault[] {
  return listOf(pod.spec['volumes']).flatMap((volume, index) => {
    if (!isData(volume)) return [];
    const type = typesOf(volume).find(isWrong);
    if (type === undefined) return [];
    const what = `volume "${textOf(volume['name']) ?? ''}" is of type ${type}`;
    const fix = (path: string) => `replace ${path} by emptyDir or persistentVolumeClaim`;
    return [faultOf(podOf(pod), ['volumes', index, type], what, fix)];
  });
}

/** One at most, where the API server takes it; a volume of none is an emptyDir. */
function typesOf(volume: Data): string[] {
  return Object.keys(volume).filter((key) => key !== 'name' && volume[key] != null);
}
