import { KubeObject, objectsOf } from '../model/kube-object';
import { dataOf, listOf, textOf } from '../model/values';
import { LIST, made, mapOf, requireOptions, requireShape, Shapes, TEXT } from '../shapes';
import { Cluster } from './cluster';
import { Diagnosis } from './diagnosis';

/** What is known besides the objects. */
export interface DiagnoseOptions {
  /**
   * What containers have written, by `pod/container`, or by `namespace/pod/container` where several Pods have one name.
   * The end of it is enough.
   * @default - none is known
   */
  readonly logs?: { [podAndContainer: string]: string };

  /**
   * The time at which the objects were read. What takes time to start is given that time then.
   * @default - all that has not come up counts as overdue
   */
  readonly now?: Date;
}

const OF_DIAGNOSES: Shapes = {
  logs: mapOf(TEXT),
  now: made('a Date', 'getTime', () => 'pass new Date() where the objects have just been read'),
};

/** Finds out why Pods do not run as they should. */
export class Diagnose {
  /**
   * Says what is wrong with each container of the Pods among these objects, why, and how to mend it.
   *
   * Takes what a cluster returns, as of `kubectl get pods,events -o json`: lists and single objects. Events tell most of the
   * reasons; ConfigMaps, Services and the workloads are of help where they are there. Of Pods that are fine, nothing is said.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what jsii has for JSON
  public static find(objects: any[], options: DiagnoseOptions = {}): Diagnosis[] {
    requireShape('Diagnose.find', 'objects', objects, LIST);
    requireOptions('Diagnose.find', options, OF_DIAGNOSES);
    const cluster = new Cluster(objects.flatMap((object) => objectsOf(object)));
    const now = options.now?.getTime();
    const found = cluster.pods.flatMap((pod) => cluster.diagnose(pod, { logs: logsOf(pod, options.logs) }, now));
    return [...found, ...cluster.withoutPods];
  }

  private constructor() {}
}

/** Those of one Pod, by container. */
function logsOf({ name, namespace = 'default', data }: KubeObject, logs: DiagnoseOptions['logs'] = {}) {
  const { containers, initContainers } = dataOf(data['spec']);
  const names = [...listOf(initContainers), ...listOf(containers)].map((container) =>
    textOf(dataOf(container)['name']),
  );
  return Object.fromEntries(
    names.flatMap((container) => {
      const log = logs[`${namespace}/${name}/${container}`] ?? logs[`${name}/${container}`];
      return container === undefined || log === undefined ? [] : [[container, log]];
    }),
  );
}
