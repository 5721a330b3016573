import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { SidecarDeployment } from '../lib';
import { configuration } from './configuration';
import { IMAGES } from './images';
import { NGINX_SERVERS } from './nginx';

/** A website that tells who answers, and to which request. */
export function website(scope: Construct, name: string): SidecarDeployment {
  const site = new SidecarDeployment(scope, name, {
    metadata: { name },
    replicas: 2,
    main: { name: 'nginx', image: IMAGES.nginx, portNumber: 80, readiness: kplus.Probe.fromHttpGet('/') },
  });
  const servers = configuration(scope, `${name}-servers`, {
    'default.conf': `server {
  listen 80;
  default_type text/plain;
  location / {
    return 200 "${name} answers $host$request_uri\\n";
  }
}
`,
  });
  site.main.mount(NGINX_SERVERS, servers, { readOnly: true });
  return site;
}
