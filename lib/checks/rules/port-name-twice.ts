import { DeclaredPort } from '../../model/listener';
import { pathText } from '../../model/values';
import { podRule } from '../rule';

/**
 * A Service that names a port gets the first one of that name in the Pod. The API server rejects a name that one
 * container uses twice, and only warns about two containers that use it.
 */
export const portNameTwice = podRule(
  {
    id: 'port-name-twice',
    severity: 'error',
    title: 'two ports of a Pod have one name',
    sources: [
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/api/pod/warnings.go',
      'https://github.com/kubernetes/kubernetes/pull/122170',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go',
    ],
  },
  function* (pod) {
    const named = new Map<string, DeclaredPort>();
    // Regular containers first, as they are looked through.
    for (const container of [
      ...pod.regular,
      ...pod.sidecars,
      ...pod.containers.filter(({ role }) => role === 'init'),
    ]) {
      const own = new Map<string, DeclaredPort>();
      for (const port of container.ports) {
        if (port.name === undefined || port.name === '') continue;
        const path = [...port.path, 'name'];
        const same = own.get(port.name);
        const first = container.longRunning ? named.get(`${port.name}/${port.protocol}`) : undefined;
        own.set(port.name, port);
        if (same) {
          yield {
            container,
            path,
            what: `its ports ${same.number} and ${port.number} are both named "${port.name}"`,
            happens: `The API server rejects it: Duplicate value: "${port.name}"`,
            fix: `give port ${port.number} another name`,
          };
        } else if (first) {
          yield {
            container,
            severity: 'warning',
            path,
            what: `its port ${port.number} is named "${port.name}", as port ${first.number} at ${pathText(first.path)} is`,
            happens: `A Service with targetPort "${port.name}" leads to port ${first.number} only`,
            fix: `give port ${port.number} another name`,
          };
        } else if (container.longRunning) {
          named.set(`${port.name}/${port.protocol}`, port);
        }
      }
    }
  },
);
