import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { ArgoApplication } from '../lib';
import { Environment } from './environment';

const REPOSITORY = 'https://github.com/cdk8s-sidecars/cdk8s-sidecars.git';
const NAMESPACE = 'argocd';

/** An environment and the app that is synthesized for it. */
export interface System {
  readonly environment: Environment;
  readonly contents: IConstruct;
}

/**
 * What Argo CD is to keep: an Application for each environment, and one for the folder with these Applications, so that
 * applying them once is enough. Deleting an Application leaves what it has made.
 */
export class ArgoCd extends Chart {
  public constructor(scope: Construct, id: string, systems: readonly System[]) {
    super(scope, id, { namespace: NAMESPACE });

    new ArgoApplication(this, 'applications', {
      metadata: { name: 'applications' },
      repoUrl: REPOSITORY,
      path: 'dist/argocd',
      destinationNamespace: NAMESPACE,
      createNamespace: false,
    });
    for (const { environment, contents } of systems) {
      new ArgoApplication(this, environment.name, {
        metadata: { name: `web-${environment.name}` },
        repoUrl: REPOSITORY,
        path: `dist/${environment.name}`,
        destinationNamespace: environment.namespace,
        contents,
      });
    }
  }
}
