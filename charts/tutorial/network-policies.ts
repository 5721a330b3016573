import { Chart, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { DefaultDeny, Endpoint, Expectation, Shell, SidecarDeployment } from '../../lib';
import { IMAGES } from '../images';
import { namespaceOf } from '../namespace';

/**
 * Nothing may talk to anything, and then exactly what is declared may: the Ingress controller to web, web to its cache,
 * and web to one range of addresses outside. A network plugin that does not enforce policies ignores them without a word:
 * Minikube needs `minikube start --cni=calico`.
 */
export class NetworkPolicies extends Chart {
  public constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'tutorial' });

    namespaceOf(this);
    new DefaultDeny(this, 'default-deny');

    const cache = new SidecarDeployment(this, 'cache', {
      metadata: { name: 'cache' },
      replicas: 1,
      main: { name: 'redis', image: IMAGES.redis, portNumber: 6379 },
    });
    const cacheAddress = Endpoint.fromService(cache.exposeViaService({ name: 'cache' }));

    const web = new SidecarDeployment(this, 'web', {
      metadata: { name: 'web' },
      main: { name: 'nginx', image: IMAGES.nginx, portNumber: 80 },
    });
    const watcher = web.addSidecar({
      name: 'cache-watcher',
      image: IMAGES.busybox,
      envVariables: {
        CACHE_HOST: kplus.EnvValue.fromValue(cacheAddress.host),
        CACHE_PORT: kplus.EnvValue.fromValue(String(cacheAddress.port)),
      },
      command: Shell.every(
        Duration.seconds(10),
        `{ printf 'PING\\r\\n'; sleep 1; } | nc -w 5 "$CACHE_HOST" "$CACHE_PORT"`,
      ),
    });

    web.connectTo(cache);
    web.connectTo(kplus.NetworkPolicyIpBlock.ipv4(this, 'partner', '203.0.113.0/24'), {
      ports: [kplus.NetworkPolicyPort.tcp(443)],
    });
    web.acceptFrom(kplus.Namespaces.select(this, 'ingress-controller', { names: ['ingress-nginx'] }));

    web.expect(Expectation.log(watcher, '+PONG'));
  }
}
