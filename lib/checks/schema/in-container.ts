import { Container } from '../../model/container';
import { KubeObject } from '../../model/kube-object';
import { ManifestSet } from '../../model/manifest-set';
import { Path } from '../../model/values';

/** The container that a path leads into. */
export function inContainer(path: Path, object: KubeObject, set: ManifestSet): { container?: Container } {
  const at = path.findIndex((key) => key === 'containers' || key === 'initContainers');
  if (at < 0) return {};
  const container = set
    .workloadOf(object)
    ?.pod.containers.find((each) => each.list === path[at] && each.path.at(-1) === path[at + 1]);
  return container ? { container } : {};
}
