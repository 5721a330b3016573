import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { renderOnce } from '../synthesis/rendering';
import { ArgoIgnoredDifference } from './argo-application-props';

interface Autoscaler {
  readonly metadata: { readonly namespace?: string };
  readonly spec: {
    readonly scaleTargetRef: { readonly apiVersion?: string; readonly kind: string; readonly name: string };
  };
}

/** The replicas of whatever the autoscalers below a construct scale. */
export function autoscaledReplicas(contents: IConstruct): ArgoIgnoredDifference[] {
  return contents.node
    .findAll()
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct))
    .filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
    .map((autoscaler) => {
      const { metadata, spec } = renderOnce(autoscaler) as Autoscaler;
      const { apiVersion = '', kind, name } = spec.scaleTargetRef;
      const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : undefined;
      return { group, kind, name, namespace: metadata.namespace, jsonPointers: ['/spec/replicas'] };
    });
}
