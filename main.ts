import { join } from 'node:path';
import { App } from 'cdk8s';
import { ArgoCd } from './charts/argocd';
import { GatewayRoutes } from './charts/tutorial/gateway';
import { IngressRoutes } from './charts/tutorial/ingress';
import { NetworkPolicies } from './charts/tutorial/network-policies';
import { Patterns } from './charts/tutorial/patterns';
import { ServicesAndPods } from './charts/tutorial/services-and-pods';
import { SharedNetwork } from './charts/tutorial/shared-network';
import { SharedVolume } from './charts/tutorial/shared-volume';
import { SharedVolumeHardened } from './charts/tutorial/shared-volume-hardened';
import { Web } from './charts/web';
import { ENVIRONMENTS } from './environments';
import { AppSynthesis, Checks, SidecarSettings } from './lib';

const dist = process.env.CDK8S_OUTDIR ?? 'dist';

const tutorial = new App({ outdir: join(dist, 'tutorial') });
Checks.enforce(tutorial);
new SharedNetwork(tutorial, 'shared-network');
new SharedVolume(tutorial, 'shared-volume');
new SharedVolumeHardened(tutorial, 'shared-volume-hardened');
new ServicesAndPods(tutorial, 'services-and-pods');
new IngressRoutes(tutorial, 'ingress');
new GatewayRoutes(tutorial, 'gateway');
new NetworkPolicies(tutorial, 'network-policies');
new Patterns(tutorial, 'patterns');
AppSynthesis.write(tutorial);

const systems = ENVIRONMENTS.map((environment) => {
  const app = new App({ outdir: join(dist, environment.name) });
  Checks.enforce(app);
  SidecarSettings.apply(app, { kubernetesVersion: environment.kubernetesVersion });
  new Web(app, 'web', environment);
  AppSynthesis.write(app, { kustomization: true });
  return { environment, contents: app };
});

const argocd = new App({ outdir: join(dist, 'argocd') });
Checks.enforce(argocd);
new ArgoCd(argocd, 'applications', systems);
AppSynthesis.write(argocd);
