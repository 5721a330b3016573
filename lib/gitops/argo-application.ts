import { ApiObject, Chart, Duration, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { durationText } from '../durations';
import { describe } from '../errors';
import { inChart } from '../untyped-places';
import { fittingMetadata } from '../untyped-props';
import { ArgoApplicationProps, ArgoDeletion, ArgoIgnoredDifference, ArgoRetryOptions } from './argo-application-props';
import { requireApplication } from './argo-checks';
import { autoscaledReplicas } from './autoscaled';

const FINALIZERS: Record<ArgoDeletion, string[]> = {
  [ArgoDeletion.ORPHAN]: [],
  [ArgoDeletion.FOREGROUND]: ['resources-finalizer.argocd.argoproj.io'],
  [ArgoDeletion.BACKGROUND]: ['resources-finalizer.argocd.argoproj.io/background'],
};

/**
 * An Application of Argo CD, which keeps a cluster as a folder of a repository says.
 * Throws when the repository, the folder, the cluster or a number is none that Argo CD takes.
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#applications
 */
export class ArgoApplication extends kplus.Resource {
  /** As rules of RBAC name it. */
  public readonly resourceType = 'applications';
  protected readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: ArgoApplicationProps) {
    super(inChart('ArgoApplication', scope, id), id);
    const { finalizers = [], ...metadata } = fittingMetadata(props) ?? {};
    const all = [...finalizers, ...(FINALIZERS[props?.deletion ?? ArgoDeletion.ORPHAN] ?? [])];
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        namespace: Chart.of(this).namespace ?? 'argocd',
        ...metadata,
        ...(all.length > 0 ? { finalizers: [...new Set(all)] } : {}),
      },
      // Autoscalers may still be added to the contents.
      spec: Lazy.any({ produce: () => specOf(props) }) as unknown,
    });
    requireApplication(describe(this), props);
  }
}

function specOf(props: ArgoApplicationProps): object {
  const ignored = [...(props.contents ? autoscaledReplicas(props.contents) : []), ...(props.ignoreDifferences ?? [])];
  const options = syncOptions(props, ignored);
  return {
    project: props.project ?? 'default',
    source: {
      repoURL: props.repoUrl,
      targetRevision: props.targetRevision ?? 'HEAD',
      path: props.path,
      directory: {
        include: props.include ?? '*.yaml',
        exclude: props.exclude ?? 'kustomization.yaml',
        recurse: props.recurse,
      },
    },
    destination: {
      ...(props.destinationName === undefined
        ? { server: props.destinationServer ?? 'https://kubernetes.default.svc' }
        : { name: props.destinationName }),
      namespace: props.destinationNamespace,
    },
    syncPolicy: {
      ...((props.automated ?? true)
        ? { automated: { prune: props.prune ?? true, selfHeal: props.selfHeal ?? true } }
        : {}),
      ...(options.length > 0 ? { syncOptions: options } : {}),
      retry: retryOf(props.retry ?? {}),
    },
    ...(ignored.length > 0 ? { ignoreDifferences: ignored } : {}),
  };
}

function syncOptions(props: ArgoApplicationProps, ignored: readonly ArgoIgnoredDifference[]): string[] {
  const own = [
    ...((props.createNamespace ?? true) ? ['CreateNamespace=true'] : []),
    // Pods of the last version still need what the next one has no more, such as a ConfigMap whose name has changed.
    ...((props.prune ?? true) ? ['PruneLast=true'] : []),
    // Otherwise the next sync for another reason would write the fields all the same.
    ...(ignored.length > 0 ? ['RespectIgnoreDifferences=true'] : []),
  ];
  const said = props.syncOptions ?? [];
  const isSaid = (option: string) => said.some((other) => other.split('=')[0] === option.split('=')[0]);
  return [...own.filter((option) => !isSaid(option)), ...said];
}

function retryOf({
  limit = 5,
  pause = Duration.seconds(5),
  factor = 2,
  maxPause = Duration.minutes(3),
}: ArgoRetryOptions): object {
  const backoff = { duration: durationText(pause), factor, maxDuration: durationText(maxPause) };
  return limit === 0 ? { limit } : { limit, backoff };
}
