import { KnownFacts, KnownImage, variants } from '../known-image';
import { alpine, busybox, debian, noShell } from './toolboxes';

const SERVER: KnownFacts = { keepsRunning: true, dropsPrivileges: false };

const EXPORTER: KnownFacts = { ...SERVER, writablePaths: [], essentialPaths: [], volumes: [] };

// The image's user has a name only, which the kubelet cannot tell from root; its number is BusyBox's.
const NOBODY: KnownFacts = { user: 65534, group: 65534, imageUser: 'nobody', ...busybox() };

const NUMBERED_NOBODY: KnownFacts = { ...NOBODY, imageUser: '65534' };

const DISTROLESS: KnownFacts = { ...noShell(), user: 65532, group: 65532, imageUser: '65532' };

const PROMETHEUS: KnownFacts = {
  ...SERVER,
  ports: [{ number: 9090 }],
  writablePaths: [],
  dataPaths: ['/prometheus'],
  essentialPaths: ['/prometheus'],
  configPaths: ['/etc/prometheus'],
  memoryMebibytes: 512,
};

const ALERTMANAGER: KnownFacts = {
  ...SERVER,
  ports: [{ number: 9093 }, { number: 9094 }, { number: 9094, protocol: 'UDP' }],
  writablePaths: [],
  dataPaths: ['/alertmanager'],
  configPaths: ['/etc/alertmanager'],
};

const GRAFANA: KnownFacts = {
  ...SERVER,
  user: 472,
  group: 0,
  imageUser: '472',
  ports: [{ number: 3000 }],
  writablePaths: ['/tmp'],
  dataPaths: ['/var/lib/grafana'],
  essentialPaths: ['/var/lib/grafana'],
  volumes: [],
  configPaths: ['/etc/grafana'],
  memoryMebibytes: 256,
  source: 'github.com/grafana/grafana Dockerfile; folders: github.com/prometheus-operator/kube-prometheus',
};

const STATSD_PORTS = [{ number: 9102 }, { number: 9125 }, { number: 9125, protocol: 'UDP' }] as const;

function prometheusNames(name: string): string[] {
  return [`docker.io/prom/${name}`, `quay.io/prometheus/${name}`];
}

export const MONITORING: KnownImage[] = [
  ...variants(prometheusNames('prometheus'), PROMETHEUS, [
    { ...NOBODY, volumes: ['/prometheus'], source: 'github.com/prometheus/prometheus Dockerfile' },
    {
      tagPattern: 'distroless',
      ...DISTROLESS,
      volumes: [],
      source: 'github.com/prometheus/prometheus Dockerfile.distroless',
    },
  ]),
  ...variants(prometheusNames('alertmanager'), ALERTMANAGER, [
    { ...NOBODY, volumes: ['/alertmanager'], source: 'github.com/prometheus/alertmanager Dockerfile' },
    { tagPattern: 'distroless', ...DISTROLESS, source: 'github.com/prometheus/alertmanager Dockerfile.distroless' },
  ]),
  ...variants(prometheusNames('node-exporter'), { ...EXPORTER, ports: [{ number: 9100 }] }, [
    { ...NOBODY, source: 'github.com/prometheus/node_exporter Dockerfile' },
    { tagPattern: 'distroless', ...DISTROLESS, source: 'github.com/prometheus/node_exporter Dockerfile.distroless' },
  ]),
  ...variants(prometheusNames('pushgateway'), { ...EXPORTER, ports: [{ number: 9091 }] }, [
    { ...NUMBERED_NOBODY, source: 'github.com/prometheus/pushgateway Dockerfile' },
    { tagPattern: 'distroless', ...DISTROLESS, source: 'github.com/prometheus/pushgateway Dockerfile.distroless' },
  ]),
  ...variants(prometheusNames('statsd-exporter'), { ...EXPORTER, ports: STATSD_PORTS }, [
    { ...NUMBERED_NOBODY, source: 'github.com/prometheus/statsd_exporter Dockerfile, main.go' },
    { tagPattern: 'distroless', ...DISTROLESS, source: 'github.com/prometheus/statsd_exporter Dockerfile.distroless' },
  ]),
  {
    repositories: ['docker.io/prometheuscommunity/postgres-exporter', 'quay.io/prometheuscommunity/postgres-exporter'],
    ...EXPORTER,
    ...NOBODY,
    ports: [{ number: 9187 }],
    source: 'github.com/prometheus-community/postgres_exporter Dockerfile',
  },
  {
    repositories: ['docker.io', 'ghcr.io', 'quay.io', 'public.ecr.aws'].map(
      (host) => `${host}/nginx/nginx-prometheus-exporter`,
    ),
    ...EXPORTER,
    ...noShell(),
    user: 1001,
    group: 1001,
    imageUser: '1001:1001',
    ports: [{ number: 9113 }],
    source: 'github.com/nginx/nginx-prometheus-exporter build/Dockerfile, exporter.go',
  },
  ...variants(
    ['docker.io', 'ghcr.io', 'quay.io'].map((host) => `${host}/oliver006/redis_exporter`),
    { ...EXPORTER, user: 59000, group: 59000, ports: [{ number: 9121 }] },
    [
      { ...noShell(), imageUser: '59000:59000', source: 'github.com/oliver006/redis_exporter Dockerfile' },
      { tagPattern: 'alpine', ...alpine(), source: 'github.com/oliver006/redis_exporter Dockerfile' },
    ],
  ),
  ...variants(
    ['docker.io/grafana/grafana', 'docker.io/grafana/grafana-oss', 'docker.io/grafana/grafana-enterprise'],
    GRAFANA,
    [
      // Only newer releases come with curl.
      { ...alpine('bash', 'curl') },
      { tagPattern: 'ubuntu', ...debian('curl') },
      { tagPattern: 'distroless', ...noShell() },
    ],
  ),
];
