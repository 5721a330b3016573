import { Cron } from 'cdk8s';
import { Construct } from 'constructs';
import {
  SidecarCronJob,
  SidecarDaemonSet,
  SidecarDeployment,
  SidecarJob,
  SidecarPod,
  SidecarPodProps,
  SidecarStatefulSet,
} from '../lib';

export type AnyWorkload =
  SidecarPod | SidecarDeployment | SidecarStatefulSet | SidecarDaemonSet | SidecarJob | SidecarCronJob;

/** Our Pod and our workloads by kind, each made from what they all take. */
export const WORKLOADS = {
  Pod: (scope, id, props) => new SidecarPod(scope, id, props),
  Deployment: (scope, id, props) => new SidecarDeployment(scope, id, props),
  StatefulSet: (scope, id, props) => new SidecarStatefulSet(scope, id, props),
  DaemonSet: (scope, id, props) => new SidecarDaemonSet(scope, id, props),
  Job: (scope, id, props) => new SidecarJob(scope, id, props),
  CronJob: (scope, id, props) => new SidecarCronJob(scope, id, { ...props, schedule: Cron.daily() }),
} satisfies Record<string, (scope: Construct, id: string, props: SidecarPodProps) => AnyWorkload>;

export type Kind = keyof typeof WORKLOADS;

export const KINDS = Object.keys(WORKLOADS) as Kind[];

/** Those whose Pods keep running. */
export const LASTING_KINDS = KINDS.filter((kind) => kind !== 'Job' && kind !== 'CronJob');
