import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { NGINX, sidecarPod } from '../../test/pods';
import { validationErrors } from '../../test/synth';
import { ImageFacts, MainContainerProps, SidecarPod } from '..';

function errorsOf(main: Partial<MainContainerProps>, change: (pod: SidecarPod) => void = () => undefined): string[] {
  const pod = sidecarPod({ main: { name: 'app', image: NGINX, portNumber: 8080, ...main } });
  change(pod);
  return validationErrors(Chart.of(pod));
}

function mountAt(path: string) {
  return (pod: SidecarPod) => {
    const config = new kplus.ConfigMap(pod, 'config', { data: { 'default.conf': 'server { listen 8080; }' } });
    pod.main.mount(path, kplus.Volume.fromConfigMap(pod, 'volume', config));
  };
}

const fromValue = (value: string) => kplus.EnvValue.fromValue(value);

test('a port is refused on which the image does not listen as it is', () => {
  expect(errorsOf({})).toEqual([
    'Pod web (test/pod), container "app": it declares port 8080/TCP, and its image listens on 80/TCP as it is. To declare a ' +
      'port does not make the process listen there, so whoever dialled it would be refused. Fix: declare port 80/TCP, or ' +
      'make it listen there, with args or a configuration that is mounted at /etc/nginx.',
  ]);
  expect(errorsOf({ portNumber: 80, ports: [{ number: 443 }] })).toEqual([
    expect.stringContaining('it declares port 443/TCP, and its image listens on 80/TCP as it is.'),
  ]);
  expect(errorsOf({ image: 'nginx/nginx-prometheus-exporter:1.4.0', portNumber: 9000 })).toHaveLength(1);
});

test('content that is mounted changes nothing', () => {
  expect(errorsOf({}, mountAt('/usr/share/nginx/html'))).toHaveLength(1);
});

test.each<[string, Partial<MainContainerProps>]>([
  ['its own port', { portNumber: 80 }],
  ['the port of another image', { image: 'nginxinc/nginx-unprivileged:1.27' }],
  ['an image that only has the name', { image: 'registry.example.com/nginx:1.27', securityContext: { user: 101 } }],
  ['a command', { command: ['nginx', '-c', '/tmp/nginx.conf', '-g', 'daemon off;'] }],
  ['arguments', { args: ['nginx', '-g', 'daemon off;'] }],
  ['a variable that may tell it', { envVariables: { NGINX_PORT: fromValue('8080') } }],
  [
    'variables from elsewhere',
    { envFrom: [kplus.Env.fromSecret(kplus.Secret.fromSecretName(sidecarPod(), 'secret', 'app'))] },
  ],
  ['a hook that may tell it', { lifecycle: { postStart: kplus.Handler.fromCommand(['nginx', '-s', 'reload']) } }],
])('is fine with %s', (_, main) => {
  expect(errorsOf(main)).toEqual([]);
});

test.each(['/etc/nginx', '/etc/nginx/conf.d', '/etc/nginx/templates', '/docker-entrypoint.d', '/etc'])(
  'is fine with a mount at %s',
  (path) => {
    expect(errorsOf({}, mountAt(path))).toEqual([]);
  },
);

test('what is registered without its configuration may have it in any volume', () => {
  const repository = 'registry.example.com/server';
  ImageFacts.register({ repository, user: 1000, ports: [{ number: 80 }], keepsRunning: true });
  expect(errorsOf({ image: `${repository}:1` })).toHaveLength(1);
  expect(errorsOf({ image: `${repository}:1` }, mountAt('/config'))).toEqual([]);
});
