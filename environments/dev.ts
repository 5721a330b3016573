import { Environment } from '../charts/environment';

export const dev: Environment = {
  name: 'dev',
  kubernetesVersion: '1.29',
  namespace: 'web-dev',
  host: 'web.dev.example.com',
  ingressClass: 'nginx',
  ingressNamespace: 'ingress-nginx',
  monitoringNamespace: 'monitoring',
  replicas: 1,
};
