import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Gateway } from '../../imports/gateway-gateway.networking.k8s.io';
import { GatewayReference, HttpRoute, HttpRouteFilter } from '../../lib';
import { website } from '../website';

/**
 * The websites of the Ingress, by the Gateway API: a Gateway says where clients come in, and routes which Services answer
 * them. It takes a controller for the GatewayClass `eg`, and the Secret `websites-tls` with a certificate for both hosts.
 */
export class GatewayRoutes extends Chart {
  public constructor(scope: Construct, id: string) {
    super(scope, id);

    const gateway = new Gateway(this, 'gateway', {
      metadata: { name: 'websites' },
      spec: {
        gatewayClassName: 'eg',
        listeners: [
          { name: 'http', protocol: 'HTTP', port: 80 },
          { name: 'https', protocol: 'HTTPS', port: 443, tls: { certificateRefs: [{ name: 'websites-tls' }] } },
        ],
      },
    });
    const http: GatewayReference = { name: gateway.name, listener: 'http' };
    const https: GatewayReference = { name: gateway.name, listener: 'https' };

    new HttpRoute(this, 'to-https', {
      metadata: { name: 'to-https' },
      gateways: [http],
      rules: [{ filters: [HttpRouteFilter.redirect({ scheme: 'https', statusCode: 301 })] }],
    });

    const blog = website(this, 'blog').exposeViaService({ name: 'blog' });
    const shop = website(this, 'shop').exposeViaGateway({ name: 'shop', gateways: [https], hosts: ['example.com'] });
    shop.addRule({
      matches: [{ path: '/blog' }],
      filters: [HttpRouteFilter.rewrite({ prefix: '/' })],
      backends: [{ service: blog }],
    });
    new HttpRoute(this, 'blog-route', {
      metadata: { name: 'blog' },
      gateways: [https],
      hosts: ['blog.example.com'],
      rules: [{ backends: [{ service: blog }] }],
    });
  }
}
