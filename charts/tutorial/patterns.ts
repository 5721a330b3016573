import { Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import {
  AdapterSource,
  Endpoint,
  Expectation,
  SharedContentVolume,
  Shell,
  SidecarDeployment,
  SidecarPod,
} from '../../lib';
import { configuration } from '../configuration';
import { contentWriter } from '../content-writer';
import { IMAGES } from '../images';
import { NGINX_SERVERS, siteWithStatus, STATUS } from '../nginx';

/** What is left of the connections is cut off after that. */
const SECONDS_TO_STOP = 15;

/** The three ways in which a container helps another one. */
export class Patterns extends Chart {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.sidecar();
    this.adapter();
    this.ambassador();
  }

  /** A sidecar adds to what the main container does: here, the content it serves. */
  private sidecar(): void {
    const content = SharedContentVolume.fromEmptyDir(this, 'content', { sizeLimit: Size.mebibytes(16) });
    const pod = new SidecarPod(this, 'sidecar', {
      metadata: { name: 'sidecar' },
      main: { name: 'nginx', image: IMAGES.nginx, portNumber: 80 },
    });
    const writer = pod.addSidecar(
      contentWriter({ name: 'writer', folder: '/content', greeting: 'Written by a sidecar' }),
    );
    content.addWriter(writer, '/content');
    content.addReader(pod.main, '/usr/share/nginx/html');
    pod.expect(Expectation.http(pod.main.localhost().url(), { from: writer, bodyContains: 'Written by a sidecar' }));
  }

  /** An adapter tells what the main container does in a form that others know: here, metrics for Prometheus. */
  private adapter(): void {
    const pod = new SidecarPod(this, 'adapter', {
      metadata: { name: 'adapter' },
      main: {
        name: 'nginx',
        image: IMAGES.nginx,
        ports: [{ number: 80, name: 'http' }],
        loopbackPorts: [STATUS],
      },
    });
    pod.main.mount(NGINX_SERVERS, siteWithStatus(this, 'adapter-servers'), { readOnly: true });
    const status = pod.main.localhost('status');
    const adapter = pod.addAdapter({
      name: 'exporter',
      image: IMAGES.nginxExporter,
      reads: AdapterSource.fromLocalhost(status),
      args: [`--nginx.scrape-uri=${status.url(STATUS.path)}`],
      ports: [{ number: 9113, name: 'metrics' }],
      scrapePath: '/metrics',
    });
    pod.exposeViaService({ name: 'adapter' });

    const metrics = adapter.localhost().url('/metrics');
    pod.expect(Expectation.http(metrics, { from: pod.main, bodyContains: 'nginx_up 1' }));
  }

  /** An ambassador speaks to the outside for the main container, which knows only localhost. */
  private ambassador(): void {
    const redis = new SidecarDeployment(this, 'redis', {
      metadata: { name: 'redis' },
      replicas: 1,
      main: { name: 'redis', image: IMAGES.redis, portNumber: 6379 },
    });
    const remote = Endpoint.fromService(redis.exposeViaService({ name: 'redis' }));

    const pod = new SidecarPod(this, 'ambassador', {
      metadata: { name: 'ambassador' },
      main: {
        name: 'app',
        image: IMAGES.busybox,
        command: Shell.every(Duration.seconds(10), `{ printf 'PING\\r\\n'; sleep 1; } | nc -w 5 localhost 6379`),
      },
    });
    const ambassador = pod.addAmbassador({
      name: 'redis-proxy',
      image: IMAGES.haproxy,
      listenPort: 6379,
      remote,
      ports: [{ number: 8404, name: 'health' }],
      startup: kplus.Probe.fromHttpGet('/healthz', {
        port: 8404,
        periodSeconds: Duration.seconds(1),
        failureThreshold: 30,
      }),
      timeToStop: Duration.seconds(SECONDS_TO_STOP),
    });
    ambassador.mount('/usr/local/etc/haproxy', this.haproxyConfiguration(), { readOnly: true });
    pod.connectTo(redis);
    pod.expect(Expectation.log(pod.main, '+PONG'));
  }

  private haproxyConfiguration(): kplus.Volume {
    return configuration(this, 'redis-proxy-config', {
      // Sizes its tables by maxconn; without it by the limit on open files, which can be more than its memory.
      'haproxy.cfg': `global
  log stdout format raw local0
  maxconn 256
  hard-stop-after ${SECONDS_TO_STOP}s

defaults
  log global
  mode tcp
  timeout connect 5s
  timeout client 1m
  timeout server 1m

frontend health
  mode http
  bind :8404
  monitor-uri /healthz

listen redis
  bind 127.0.0.1:6379
  server redis "\${REMOTE_HOST}:\${REMOTE_PORT}"
`,
    });
  }
}
