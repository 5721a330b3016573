/** The images of all charts, in one place to update them. */
export const IMAGES = {
  busybox: 'busybox:1.36',
  haproxy: 'haproxy:3.2-alpine',
  nginx: 'nginx:1.27-alpine',
  nginxExporter: 'nginx/nginx-prometheus-exporter:1.5.3',
  redis: 'redis:7.4-alpine',
} as const;
