import { Mount } from '../../model/volume';
import { podRule } from '../rule';

/** A folder of a container is one volume or another. */
export const mountPathTwice = podRule(
  {
    id: 'mount-path-twice',
    severity: 'error',
    title: 'two mounts on one path',
    sources: [
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go',
      'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#volumes-1',
    ],
  },
  function* (pod) {
    for (const container of pod.containers) {
      const seen = new Map<string, Mount>();
      for (const mount of container.mounts) {
        if (mount.folder === '') continue;
        const first = seen.get(mount.folder);
        if (!first) {
          seen.set(mount.folder, mount);
          continue;
        }
        const written = String(mount.data['mountPath']);
        yield {
          container,
          path: [...mount.path, 'mountPath'],
          what: `volumes "${first.name}" and "${mount.name}" are both mounted at ${mount.folder}`,
          // The API server compares the texts, and lets "/data" and "/data/" pass.
          happens:
            written === first.data['mountPath']
              ? `The API server rejects it: mountPath: Invalid value: "${written}": must be unique`
              : `It is accepted, as "${String(first.data['mountPath'])}" and "${written}" differ as texts; then the one hides the other`,
          fix:
            first.name === mount.name
              ? 'remove one of the two mounts'
              : `mount one of the two at another path, or remove the one that is not needed`,
        };
      }
    }
  },
);
