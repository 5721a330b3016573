import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { HttpIngress, SidecarDeployment } from '../../lib';
import { configuration } from '../configuration';
import { IMAGES } from '../images';
import { NGINX_SERVERS } from '../nginx';

/**
 * One Ingress leads to two Services: by path under one host, and by another host. It takes a controller of class `nginx`
 * to serve it, and the Secret `websites-tls` with a certificate for both hosts.
 */
export class IngressRoutes extends Chart {
  public constructor(scope: Construct, id: string) {
    super(scope, id);

    const shop = this.website('shop');
    const blog = this.website('blog');

    new HttpIngress(this, 'ingress', {
      metadata: { name: 'websites' },
      className: 'nginx',
      tlsSecretName: 'websites-tls',
      routes: [
        { host: 'example.com', path: '/', service: shop },
        { host: 'example.com', path: '/blog', service: blog },
        { host: 'blog.example.com', service: blog },
      ],
    });
  }

  /** A website that tells who answers, and to which request: an Ingress hands on the path as it is. */
  private website(name: string): kplus.Service {
    const website = new SidecarDeployment(this, name, {
      metadata: { name },
      replicas: 2,
      main: { name: 'nginx', image: IMAGES.nginx, portNumber: 80, readiness: kplus.Probe.fromHttpGet('/') },
    });
    const servers = configuration(this, `${name}-servers`, {
      'default.conf': `server {
  listen 80;
  default_type text/plain;
  location / {
    return 200 "${name} answers $host$request_uri\\n";
  }
}
`,
    });
    website.main.mount(NGINX_SERVERS, servers, { readOnly: true });
    return website.exposeViaService({ name });
  }
}
