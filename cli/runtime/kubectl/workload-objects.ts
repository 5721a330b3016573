import { KubeObject } from '../../../lib/model/kube-object';
import { Data, dataOf, textOf } from '../../../lib/model/values';
import { Workload } from '../../../lib/model/workload';
import { RUN } from './labels';
import { changed, eachLabelled, labelled } from './marked';

/**
 * What is applied of a workload, which is in its place already: marked with the run, as is what it makes. The last of the
 * objects is the one whose Pods are looked at.
 */
export function objectsFor(workload: Workload, placed: Data, run: string): Data[] {
  const labels = { [RUN]: run };
  const marked = awake(workload, labelled(placed, labels));
  const { kind, pod } = workload;
  if (kind === 'PodTemplate') return [podOf(marked)];
  const withTemplate = labelled(marked, labels, pod.templatePath);
  if (kind === 'CronJob') return jobAndCronJob(withTemplate, run);
  return [eachLabelledClaims(kind, withTemplate, labels)];
}

/** With a Pod, also where the manifest leaves it to somebody else to ask for the first one. */
function awake({ replicas, object }: Workload, data: Data): Data {
  const started = isSuspended(object) ? changed(data, ['spec', 'suspend'], () => false) : data;
  return replicas === 0 ? changed(started, ['spec', 'replicas'], () => 1) : started;
}

export function isSuspended({ kind, spec }: KubeObject): boolean {
  return kind === 'Job' && spec['suspend'] === true;
}

function eachLabelledClaims(kind: string, object: Data, labels: { readonly [key: string]: string }): Data {
  const path = ['spec', 'volumeClaimTemplates'];
  const has = kind === 'StatefulSet' && dataOf(object['spec'])['volumeClaimTemplates'] !== undefined;
  return has ? eachLabelled(object, path, labels) : object;
}

/** Nothing makes Pods of a template that only lies there. */
function podOf(template: Data): Data {
  const { metadata, spec } = dataOf(template['template']);
  const { labels, annotations } = dataOf(metadata);
  const own = dataOf(template['metadata']);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: own['name'],
      namespace: own['namespace'],
      labels: { ...dataOf(labels), ...dataOf(own['labels']) },
      ...(annotations !== undefined && { annotations }),
    },
    spec,
  };
}

const LONGEST_JOB = 63;

/** The schedule is not waited for: it is suspended, and its Job is run once. */
function jobAndCronJob(cronJob: Data, run: string): Data[] {
  const { name, namespace } = dataOf(cronJob['metadata']);
  const stem = (textOf(name) ?? '').slice(0, LONGEST_JOB - run.length - 1).replace(/[-.]+$/, '');
  const template = dataOf(dataOf(cronJob['spec'])['jobTemplate']);
  const { labels, annotations } = dataOf(template['metadata']);
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: `${stem}-${run}`,
      namespace,
      labels: { ...dataOf(labels), [RUN]: run },
      ...(annotations !== undefined && { annotations }),
    },
    spec: { ...dataOf(template['spec']), suspend: false },
  };
  return [changed(cronJob, ['spec', 'suspend'], () => true), job];
}
