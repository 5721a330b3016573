import { Container } from '../model/container';
import { Pod } from '../model/pod';
import { dataOf, Path, textOf } from '../model/values';

/** Where it is written what runs; in an image, where the Pod says nothing. */
export function commandPath(spec: Container): Path {
  const field = spec.command ? 'command' : spec.args ? 'args' : 'image';
  return [...spec.path, field];
}

/** Where its script is written, else what runs in its place. */
export function scriptPath(spec: Container): Path {
  return spec.script?.path ?? spec.line?.[0]?.path ?? spec.path;
}

/** The mount of the volume, or of what is at a folder. */
export function mountPath(spec: Container, volumeOrFolder: string | undefined): Path {
  const found =
    volumeOrFolder === undefined
      ? undefined
      : (spec.mounts.find(({ name }) => name === volumeOrFolder) ?? spec.mountAt(volumeOrFolder));
  return found?.path ?? [...spec.path, 'volumeMounts'];
}

/** Where it is said as which user it runs, or could be. */
export function userPath(pod: Pod, spec: Container): Path {
  const ofPod = !('runAsUser' in spec.securityContext) && 'runAsUser' in pod.securityContext;
  return [...(ofPod ? pod.path : spec.path), 'securityContext', 'runAsUser'];
}

/** The limit as it is written. */
export function memoryLimit(spec: Container): string | undefined {
  return textOf(dataOf(dataOf(spec.data['resources'])['limits'])['memory']);
}

export function memoryLimitPath(spec: Container): Path {
  return [...spec.path, 'resources', 'limits', 'memory'];
}
