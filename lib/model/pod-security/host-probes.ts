import { KubernetesVersion } from '../../kubernetes-version';
import { dataOf, Path, textOf } from '../values';
import { Control, Fault, faultOf, remove } from './control';
import { containersOf, Subject } from './subject';

const SINCE = KubernetesVersion.parse('1.34', 'Pod Security Standards');

const ACTIONS: readonly Path[] = [
  ['livenessProbe'],
  ['readinessProbe'],
  ['startupProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
];

/**
 * The kubelet dials the host that a probe names, from the node and for whoever may create Pods.
 * @see https://github.com/kubernetes/enhancements/issues/4940
 */
export const hostProbes: Control = {
  name: 'Host Probes / Lifecycle Hooks',
  level: 'baseline',
  find: (pod, version) => (version.atLeast(SINCE) ? containersOf(pod).flatMap(hostsOf) : []),
};

function hostsOf(container: Subject): Fault[] {
  return ACTIONS.flatMap((action) =>
    ['httpGet', 'tcpSocket'].flatMap((handler) => {
      const field = [...action, handler, 'host'];
      const host = textOf(valueAt(container, field)) ?? '';
      return host === '' ? [] : [faultOf(container, field, `its ${action.at(-1)} names the host ${host}`, remove)];
    }),
  );
}

function valueAt({ data }: Subject, path: Path): unknown {
  return path.reduce((value: unknown, key) => dataOf(value)[key], data);
}
