import { App } from 'cdk8s';
import { Web } from '../../../charts/web';
import { prod } from '../../../environments/prod';
import { AppSynthesis, Checks, SidecarSettings } from '../../../lib';

// Everything in a Helm chart is installed together: this is one environment.
const app = new App();
Checks.enforce(app);
SidecarSettings.apply(app, { kubernetesVersion: prod.kubernetesVersion });
new Web(app, 'web', prod);
AppSynthesis.write(app);
