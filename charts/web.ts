import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import {
  AdapterSource,
  DefaultDeny,
  DisruptionBudget,
  Expectation,
  HttpIngress,
  SharedContentVolume,
  SidecarDeployment,
} from '../lib';
import { contentWriter } from './content-writer';
import { Environment } from './environment';
import { IMAGES } from './images';
import { namespaceOf } from './namespace';
import { NGINX_SERVERS, siteWithStatus, STATUS } from './nginx';

const METRICS_PORT = 9113;

/**
 * Without `app.kubernetes.io/instance`, by which Argo CD can track what it has made.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
const LABELS = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/managed-by': 'cdk8s' };

/** The tutorial's system grown up: replicated, exposed, measured, isolated. */
export class Web extends Chart {
  public constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, { namespace: environment.namespace, labels: LABELS });
    namespaceOf(this, { 'pod-security.kubernetes.io/enforce': 'restricted' });

    const web = this.deployment(environment);
    const service = web.exposeViaService({ name: 'web' });
    new HttpIngress(this, 'ingress', {
      metadata: { name: 'web' },
      className: environment.ingressClass,
      tlsSecretName: environment.tlsSecretName,
      routes: [{ host: environment.host, service, port: 80 }],
    });
    this.policies(web, environment);
    new DisruptionBudget(this, 'budget', { metadata: { name: 'web' }, workload: web });
    if (environment.maxReplicas !== undefined) {
      new kplus.HorizontalPodAutoscaler(this, 'autoscaler', {
        metadata: { name: 'web' },
        target: web,
        minReplicas: environment.replicas,
        maxReplicas: environment.maxReplicas,
        metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
      });
    }
  }

  private deployment(environment: Environment): SidecarDeployment {
    const web = new SidecarDeployment(this, 'web', {
      metadata: { name: 'web' },
      // The chart's labels are on its objects, and not on the Pods that these make.
      podMetadata: { labels: LABELS },
      replicas: environment.maxReplicas === undefined ? environment.replicas : undefined,
      topologySpread: [{ topology: kplus.Topology.ZONE }, { topology: kplus.Topology.HOSTNAME }],
      main: {
        name: 'nginx',
        image: IMAGES.nginx,
        ports: [{ number: 80, name: 'http' }],
        loopbackPorts: [STATUS],
        readiness: kplus.Probe.fromHttpGet('/'),
        // Requests still come until all nodes and controllers know that the Pod is going.
        lifecycle: { preStop: kplus.Handler.fromCommand(['sleep', '5']) },
      },
    });
    web.main.mount(NGINX_SERVERS, siteWithStatus(this, 'web-servers'), { readOnly: true });

    const content = SharedContentVolume.fromEmptyDir(this, 'content', { sizeLimit: Size.mebibytes(16) });
    const writer = web.addSidecar(contentWriter({ name: 'content-writer', folder: '/content', greeting: 'Hello' }));
    content.addWriter(writer, '/content');
    content.addReader(web.main, '/usr/share/nginx/html');

    const status = web.main.localhost('status');
    web.addAdapter({
      name: 'metrics',
      image: IMAGES.nginxExporter,
      reads: AdapterSource.fromLocalhost(status),
      args: [`--nginx.scrape-uri=${status.url(STATUS.path)}`],
      ports: [{ number: METRICS_PORT, name: 'metrics' }],
      scrapePath: '/metrics',
    });

    web.expect(Expectation.http(web.main.localhost('http').url(), { from: writer, bodyContains: 'Hello' }));
    return web;
  }

  private policies(web: SidecarDeployment, { ingressNamespace, monitoringNamespace }: Environment): void {
    new DefaultDeny(this, 'default-deny');
    const http = kplus.NetworkPolicyPort.tcp(80);
    const metrics = kplus.NetworkPolicyPort.tcp(METRICS_PORT);
    web.acceptFrom(this.others(ingressNamespace), { ports: [http] });
    web.acceptFrom(this.others(monitoringNamespace), { ports: [metrics] });
  }

  private others(name: string): kplus.Namespaces {
    return kplus.Namespaces.select(this, name, { names: [name] });
  }
}
