import { KnownFacts, KnownImage, variants } from '../known-image';
import { alpine, debian } from './toolboxes';

const NGINX_FOLDERS: KnownFacts = {
  contentPaths: ['/usr/share/nginx/html'],
  configPaths: ['/etc/nginx', '/docker-entrypoint.d'],
  logLinks: ['/var/log/nginx/access.log', '/var/log/nginx/error.log'],
};

// /var/run is a link to /run, where the pid file goes. The entrypoint also edits /etc/nginx, and only says so if it
// cannot.
const NGINX: KnownFacts = {
  ...NGINX_FOLDERS,
  user: 101,
  group: 101,
  imageUser: '',
  ports: [{ number: 80 }],
  writablePaths: ['/var/cache/nginx', '/run'],
  essentialPaths: ['/var/cache/nginx', '/run'],
  volumes: [],
  keepsRunning: true,
  dropsPrivileges: true,
  stopSignal: 'SIGQUIT',
};

const NGINX_UNPRIVILEGED: KnownFacts = {
  ...NGINX_FOLDERS,
  user: 101,
  group: 101,
  imageUser: '101',
  ports: [{ number: 8080 }],
  writablePaths: ['/tmp'],
  essentialPaths: ['/tmp'],
  volumes: [],
  keepsRunning: true,
  dropsPrivileges: false,
  stopSignal: 'SIGQUIT',
};

const HTTPD: KnownFacts = {
  imageUser: '',
  ports: [{ number: 80 }],
  writablePaths: ['/usr/local/apache2/logs'],
  essentialPaths: ['/usr/local/apache2/logs'],
  volumes: [],
  contentPaths: ['/usr/local/apache2/htdocs'],
  configPaths: ['/usr/local/apache2/conf'],
  keepsRunning: true,
  dropsPrivileges: true,
  stopSignal: 'SIGWINCH',
};

// The binary carries cap_net_bind_service, so the kernel refuses to start it where that capability cannot be had.
// HTTPS is off until the Caddyfile names a host; the admin API listens on loopback.
const CADDY: KnownFacts = {
  user: 65534,
  group: 65534,
  imageUser: '',
  ports: [{ number: 80 }, { number: 2019, loopback: true }],
  writablePaths: ['/config'],
  dataPaths: ['/data'],
  contentPaths: ['/usr/share/caddy', '/srv'],
  configPaths: ['/etc/caddy'],
  capabilities: ['NET_BIND_SERVICE'],
  keepsRunning: true,
  dropsPrivileges: false,
  source: 'github.com/caddyserver/caddy-docker 2.11/alpine/Dockerfile',
};

export const WEB_SERVERS: KnownImage[] = [
  ...variants(['docker.io/library/nginx', 'public.ecr.aws/nginx/nginx'], NGINX, [
    { ...debian('curl nginx envsubst'), source: 'github.com/nginx/docker-nginx stable/debian/Dockerfile' },
    {
      tagPattern: 'alpine',
      ...alpine('curl nginx envsubst'),
      source: 'github.com/nginx/docker-nginx mainline/alpine/Dockerfile',
    },
    {
      tagPattern: 'alpine[0-9.]*-slim',
      ...alpine('nginx envsubst'),
      source: 'github.com/nginx/docker-nginx mainline/alpine-slim/Dockerfile',
    },
  ]),
  ...variants(
    [
      'docker.io/nginxinc/nginx-unprivileged',
      'ghcr.io/nginx/nginx-unprivileged',
      'ghcr.io/nginxinc/nginx-unprivileged',
      'quay.io/nginx/nginx-unprivileged',
      'public.ecr.aws/nginx/nginx-unprivileged',
    ],
    NGINX_UNPRIVILEGED,
    [
      {
        ...debian('curl nginx envsubst'),
        source: 'github.com/nginx/docker-nginx-unprivileged mainline/debian/Dockerfile',
      },
      {
        tagPattern: 'alpine',
        ...alpine('nginx envsubst', 'curl'),
        source: 'github.com/nginx/docker-nginx-unprivileged stable/alpine-slim/Dockerfile',
      },
      {
        tagPattern: 'alpine[0-9.]*-slim',
        ...alpine('nginx envsubst'),
        source: 'github.com/nginx/docker-nginx-unprivileged stable/alpine-slim/Dockerfile',
      },
    ],
  ),
  ...variants(['docker.io/library/httpd'], HTTPD, [
    {
      user: 33,
      group: 33,
      ...debian('httpd'),
      source: 'github.com/docker-library/httpd 2.4/Dockerfile',
    },
    {
      tagPattern: 'alpine',
      user: 82,
      group: 82,
      ...alpine('httpd'),
      source: 'github.com/docker-library/httpd 2.4/alpine/Dockerfile',
    },
  ]),
  ...variants(['docker.io/library/caddy'], CADDY, [
    // Older releases come without curl.
    { ...alpine('caddy', 'curl') },
  ]),
  {
    repositories: ['docker.io/library/caddy'],
    tagPattern: 'builder',
    imageUser: '',
    keepsRunning: false,
    source: 'github.com/caddyserver/caddy-docker 2.11/builder/Dockerfile',
  },
];
