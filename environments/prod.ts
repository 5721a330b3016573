import { Environment } from '../charts/environment';

export const prod: Environment = {
  name: 'prod',
  kubernetesVersion: '1.31',
  namespace: 'web',
  host: 'web.example.com',
  ingressClass: 'nginx',
  ingressNamespace: 'ingress-nginx',
  monitoringNamespace: 'monitoring',
  replicas: 3,
  maxReplicas: 10,
  tlsSecretName: 'web-tls',
};
