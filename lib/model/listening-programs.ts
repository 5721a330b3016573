/** A program of which is known how it is told where to listen. Flags are looked at before variables. */
export interface ListeningProgram {
  /** The words that call it, in this order; other words may be between them. */
  readonly call: readonly [string, string?];
  /** Where it listens when nobody says so; without it, as the facts of the image have it. */
  readonly port?: number;
  readonly loopback?: boolean;
  /** Flags with a port, with a host, and with both in one. */
  readonly ports?: readonly string[];
  readonly hosts?: readonly string[];
  readonly binds?: readonly string[];
  /** The word after the call is the port, or host and port. */
  readonly positional?: boolean;
  readonly variables?: { readonly port?: string; readonly host?: string; readonly bind?: string };
  /** With one of these flags or variables it listens where nobody can tell. */
  readonly hidden?: readonly string[];
  /** A file in the image or in a mount may say where it listens. */
  readonly files?: boolean;
}

const METRICS = { binds: ['--web.listen-address', '-web.listen-address'] };

const METRICS_SERVERS = [
  'alertmanager',
  'configmap-reload',
  'nginx-prometheus-exporter',
  'node-exporter',
  'postgres-exporter',
  'prometheus',
  'pushgateway',
  'statsd-exporter',
];

const REDIS = { ports: ['--port'], hosts: ['--bind'], hidden: ['--unixsocket'], files: true };

const MYSQL = {
  ports: ['--port', '-P'],
  hosts: ['--bind-address'],
  variables: { port: 'MYSQL_TCP_PORT' },
  hidden: ['--defaults-file', '--defaults-extra-file', '--skip-networking'],
  files: true,
};

/** What the entrypoint of the image of that name starts. */
export const IMAGE_PROGRAMS: readonly ListeningProgram[] = [
  ...METRICS_SERVERS.map((name) => ({ ...METRICS, call: [name] as const })),
  { ...METRICS, call: ['redis_exporter'], variables: { bind: 'REDIS_EXPORTER_WEB_LISTEN_ADDRESS' } },
  { call: ['http-echo'], binds: ['-listen', '--listen'] },
  {
    call: ['oauth2-proxy'],
    port: 4180,
    loopback: true,
    binds: ['--http-address', '-http-address'],
    variables: { bind: 'OAUTH2_PROXY_HTTP_ADDRESS' },
    hidden: ['--config', '--alpha-config', 'OAUTH2_PROXY_CONFIG', 'OAUTH2_PROXY_ALPHA_CONFIG'],
  },
  { ...REDIS, call: ['redis'] },
  { ...REDIS, call: ['valkey'] },
  {
    call: ['postgres'],
    ports: ['-p', '--port'],
    hosts: ['-h', '--listen_addresses'],
    variables: { port: 'PGPORT' },
    hidden: ['--config_file'],
  },
  { ...MYSQL, call: ['mysql'] },
  { ...MYSQL, call: ['mariadb'] },
  { call: ['mongo'], ports: ['--port'], hosts: ['--bind_ip'], hidden: ['-f', '--config'] },
  { call: ['memcached'], ports: ['-p', '--port'], hosts: ['-l', '--listen'], hidden: ['-s', '--unix-socket'] },
  {
    call: ['grafana'],
    variables: { port: 'GF_SERVER_HTTP_PORT', host: 'GF_SERVER_HTTP_ADDR' },
    hidden: ['--config', '-config'],
    files: true,
  },
  { call: ['k8s-sidecar'], variables: { port: 'HEALTH_PORT' } },
];

/** What is started by name, in any image. */
export const NAMED_PROGRAMS: readonly ListeningProgram[] = [
  {
    call: ['uvicorn'],
    port: 8000,
    loopback: true,
    ports: ['--port'],
    hosts: ['--host'],
    variables: { port: 'UVICORN_PORT', host: 'UVICORN_HOST' },
    hidden: ['--uds', '--fd'],
  },
  {
    call: ['gunicorn'],
    port: 8000,
    loopback: true,
    binds: ['-b', '--bind'],
    hidden: ['-c', '--config', 'GUNICORN_CMD_ARGS', 'PORT'],
    files: true,
  },
  {
    call: ['flask', 'run'],
    port: 5000,
    loopback: true,
    ports: ['-p', '--port'],
    hosts: ['-h', '--host'],
    variables: { port: 'FLASK_RUN_PORT', host: 'FLASK_RUN_HOST' },
    files: true,
  },
  { call: ['manage.py', 'runserver'], port: 8000, loopback: true, positional: true },
  { call: ['kubectl', 'proxy'], port: 8001, loopback: true, ports: ['-p', '--port'], hosts: ['--address'] },
  { call: ['http.server'], port: 8000, hosts: ['-b', '--bind'], positional: true },
  { call: ['php', '-S'], positional: true },
  { ...REDIS, call: ['redis-server'], port: 6379 },
];
