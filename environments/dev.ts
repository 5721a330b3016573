import { Environment } from './environment';

export const dev: Environment = {
  name: 'dev',
  kubernetesVersion: '1.29',
  namespace: 'web-dev',
  host: 'web.dev.example.com',
  replicas: 1,
};
