import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { LoopbackPort } from '../lib';
import { configuration } from './configuration';

/** The folder from which nginx reads its servers. */
export const NGINX_SERVERS = '/etc/nginx/conf.d';

/** Where nginx tells its own numbers, to the other containers of its Pod only. */
export const STATUS: LoopbackPort & { path: string } = { number: 8081, name: 'status', path: '/stub_status' };

/** The default site with a status page beside it. */
export function siteWithStatus(scope: Construct, id: string): kplus.Volume {
  return configuration(scope, id, {
    'default.conf': `server {
  listen 80;
  location / {
    root /usr/share/nginx/html;
    index index.html;
  }
}

server {
  listen 127.0.0.1:${STATUS.number};
  access_log off;
  location = ${STATUS.path} {
    stub_status;
  }
}
`,
  });
}
