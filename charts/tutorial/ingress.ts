import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { HttpIngress } from '../../lib';
import { website } from '../website';

/**
 * One Ingress leads to two Services: by path under one host, and by another host. It takes a controller of class `nginx`
 * to serve it, and the Secret `websites-tls` with a certificate for both hosts.
 */
export class IngressRoutes extends Chart {
  public constructor(scope: Construct, id: string) {
    super(scope, id);

    // An Ingress hands on the path as it is, which is what they answer with.
    const shop = website(this, 'shop').exposeViaService({ name: 'shop' });
    const blog = website(this, 'blog').exposeViaService({ name: 'blog' });

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
}
