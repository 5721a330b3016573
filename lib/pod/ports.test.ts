import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { brief, idle, NGINX, OWN, sidecarPod } from '../../test/pods';
import { containerOf, validationErrors } from '../../test/synth';
import { ImageFacts, SecurityProfile, SidecarLifecycle } from '..';

const { TCP, UDP } = kplus.Protocol;
const stock = { securityProfile: SecurityProfile.STOCK };
const nginx = { name: 'nginx', image: NGINX };
const why =
  'All containers of a Pod share one network namespace, so the second process to start would end with "Address already ' +
  'in use". Fix: let one of them listen on another port, and declare that port with portNumber or ports.';
const taken = (container: string, what: string) =>
  new Error(`Pod web (test/pod), container "${container}": ${what}. ${why}`);

test('all ways to declare a port are written, with their names', () => {
  const pod = sidecarPod({
    main: {
      ...idle,
      name: 'app',
      portNumber: 80,
      portName: 'http',
      ports: [{ number: 53, name: 'dns', protocol: UDP }],
    },
  });
  pod.addSidecar({ ...idle, name: 'old', port: 81 });
  pod.main.addPort({ number: 82 });
  expect(containerOf(pod, 'app').ports).toEqual([
    { containerPort: 80, name: 'http' },
    { containerPort: 53, name: 'dns', protocol: 'UDP' },
    { containerPort: 82 },
  ]);
  expect(containerOf(pod, 'old').ports).toEqual([{ containerPort: 81 }]);
});

test('two containers cannot declare one port', () => {
  const pod = sidecarPod({ main: { ...idle, name: 'app', portNumber: 8080 } });
  const error = taken('second', 'port 8080/TCP is taken by container "app"');
  expect(() => pod.addMainContainer({ ...idle, name: 'second', portNumber: 8080 })).toThrow(error);
});

test.each([
  ['portNumber', { portNumber: 8080 }],
  ['port', { port: 8080 }],
  ['ports', { ports: [{ number: 8080, protocol: TCP }] }],
  ['loopbackPorts', { loopbackPorts: [{ number: 8080 }] }],
])('a native sidecar cannot declare a port of the main container with %s', (_, ports) => {
  const pod = sidecarPod({ main: { ...idle, name: 'app', portNumber: 8080 } });
  const error = taken('helper', 'port 8080/TCP is taken by container "app"');
  expect(() => pod.addSidecar({ ...idle, name: 'helper', ...ports })).toThrow(error);
});

test('a port that is added later is looked at too', () => {
  const pod = sidecarPod({ main: { ...idle, name: 'app', portNumber: 8080 } });
  const helper = pod.addSidecar({ ...idle, name: 'helper' });
  const error = taken('helper', 'port 8080/TCP is taken by container "app"');
  expect(() => helper.addPort({ number: 8080 })).toThrow(error);
});

test('a port on 127.0.0.1 is taken for everybody', () => {
  const pod = sidecarPod({ main: { ...idle, name: 'app', loopbackPorts: [{ number: 8080 }] } });
  const error = taken('helper', 'port 8080/TCP is taken by container "app"');
  expect(() => pod.addSidecar({ ...idle, name: 'helper', portNumber: 8080 })).toThrow(error);
});

test('one number can be used for TCP and for UDP', () => {
  const pod = sidecarPod({ main: { ...idle, name: 'app', ports: [{ number: 53 }, { number: 53, protocol: UDP }] } });
  pod.addSidecar({ ...idle, name: 'helper', loopbackPorts: [{ number: 8125, protocol: UDP }] });
  pod.addSidecar({ ...idle, name: 'other', portNumber: 8125 });
  expect(containerOf(pod, 'app').ports).toHaveLength(2);
});

test('a container declares a port once', () => {
  expect(() => sidecarPod({ main: { ...idle, name: 'app', portNumber: 80, ports: [{ number: 80 }] } })).toThrow(
    new Error(
      'Pod web (test/pod), container "app": it declares port 80/TCP twice. Only one of its processes can listen there. ' +
        'Fix: declare the port once, in portNumber, ports, loopbackPorts or listenPort.',
    ),
  );
});

test('a container gives a port name once, and another container can give it again', () => {
  const http = { name: 'http', number: 8080 };
  const pod = sidecarPod({ main: { ...idle, name: 'app', ports: [http] } });
  pod.addSidecar({ ...idle, name: 'helper', ports: [{ ...http, number: 8081 }] });
  expect(() => pod.main.addPort({ ...http, number: 8082 })).toThrow(
    new Error(
      'Pod web (test/pod), container "app": two of its ports are named "http". The API server rejects a container whose ' +
        'ports do not all have their own name. Fix: give one of them another name.',
    ),
  );
});

test('port and portNumber are not given both', () => {
  expect(() => sidecarPod({ main: { ...idle, name: 'app', port: 80, portNumber: 81 } })).toThrow(
    new Error(
      'Pod web (test/pod), container "app": both port (80) and portNumber (81) are given. They are two names for one ' +
        'property, and port is deprecated. Fix: pass portNumber alone, and further ports in ports.',
    ),
  );
});

test('a name for a port that is not given is refused', () => {
  expect(() => sidecarPod({ main: { ...idle, name: 'app', portName: 'http', ports: [{ number: 80 }] } })).toThrow(
    new Error(
      'Pod web (test/pod), container "app": portName "http" is given without portNumber. It names that port and no ' +
        'other. Fix: pass portNumber, or give the name along with the number in ports.',
    ),
  );
});

describe('the port of an init container', () => {
  const init = { ...brief, name: 'init', portNumber: 8080 };

  test('is free again for containers that start later', () => {
    const pod = sidecarPod({ main: { ...idle, name: 'app', portNumber: 8080 } });
    pod.addInitContainer(init);
    pod.addInitContainer({ ...init, name: 'again' });
    expect(containerOf(pod, 'init').ports).toEqual([{ containerPort: 8080 }]);
  });

  test('is free for a native sidecar that starts later, and taken by one that started before', () => {
    const pod = sidecarPod();
    pod.addInitContainer(init);
    pod.addSidecar({ ...idle, name: 'helper', portNumber: 8080 });
    expect(() => pod.addInitContainer({ ...init, name: 'late' })).toThrow(
      taken('late', 'port 8080/TCP is taken by container "helper"'),
    );
  });
});

describe('what an image listens on by default', () => {
  const repository = 'registry.example.com/configurable';
  ImageFacts.register({ repository, user: 1000, ports: [{ number: 80 }], writablePaths: [] });
  // nginx cannot be told another port by a variable, and a declaration alone moves no program.
  const envVariables = { PORT: kplus.EnvValue.fromValue('8080') };
  const configurable = { name: 'app', image: `${repository}:1`, envVariables };

  test('is taken from others also of an image that can be told another port, as long as none is declared', () => {
    const pod = sidecarPod({ main: configurable });
    expect(() => pod.addSidecar({ ...idle, name: 'helper', portNumber: 80 })).toThrow(
      taken('helper', 'port 80/TCP is taken by container "app", whose image listens there by default'),
    );
  });

  test('is taken from others that declare it', () => {
    const pod = sidecarPod({ main: nginx });
    expect(() => pod.addSidecar({ ...idle, name: 'helper', portNumber: 80 })).toThrow(
      taken('helper', 'port 80/TCP is taken by container "nginx", whose image listens there by default'),
    );
  });

  test('cannot be what another container declares', () => {
    const pod = sidecarPod({ main: { ...idle, name: 'app', portNumber: 80 } });
    expect(() => pod.addSidecar(nginx)).toThrow(
      taken('nginx', 'its image listens on port 80/TCP by default, which is taken by container "app"'),
    );
  });

  test('cannot be what another image listens on', () => {
    const pod = sidecarPod({ main: nginx });
    expect(() => pod.addMainContainer({ name: 'second', image: 'httpd:2.4' })).toThrow(
      taken('second', 'its image listens on port 80/TCP by default, which is taken by container "nginx"'),
    );
  });

  test('is not written to the YAML', () => {
    expect(containerOf(sidecarPod({ main: nginx }), 'nginx').ports).toBeUndefined();
  });

  test.each([
    ['a declared port', { portNumber: 8080 }],
    ['a port on 127.0.0.1', { loopbackPorts: [{ number: 8080 }] }],
    ['a command', { command: ['nginx', '-c', '/tmp/nginx.conf'] }],
    ['arguments', { args: ['nginx', '-c', '/tmp/nginx.conf'] }],
  ])('is replaced by %s', (_, props) => {
    const pod = sidecarPod({ main: { ...configurable, ...props } });
    pod.addSidecar({ ...idle, name: 'helper', portNumber: 80 });
    expect(containerOf(pod, 'helper').ports).toEqual([{ containerPort: 80 }]);
  });

  test.each(['/etc/nginx', '/etc/nginx/conf.d/', '/etc'])('is replaced by a configuration at %s', (path) => {
    const pod = sidecarPod({ main: nginx });
    pod.main.mount(path, kplus.Volume.fromEmptyDir(pod, 'config', 'config'));
    pod.addSidecar({ ...idle, name: 'helper', portNumber: 80 });
    expect(containerOf(pod, 'helper').ports).toEqual([{ containerPort: 80 }]);
  });

  test('stays known of others, as does what is declared, when a configuration is mounted', () => {
    const pod = sidecarPod({ main: nginx });
    const helper = pod.addSidecar({ ...nginx, name: 'helper', portNumber: 8080 });
    helper.mount('/etc/nginx', kplus.Volume.fromEmptyDir(pod, 'config', 'config'));
    expect(() => pod.addSidecar({ ...idle, portNumber: 80 })).toThrow('is taken by container "nginx"');
    expect(() => pod.addSidecar({ ...idle, name: 'third', portNumber: 8080 })).toThrow('taken by container "helper"');
  });

  test('can be several ports', () => {
    const two = 'registry.example.com/two-ports';
    ImageFacts.register({ repository: two, user: 1000, ports: [{ number: 7001 }, { number: 7002 }] });
    for (const portNumber of [7001, 7002]) {
      const pod = sidecarPod({ main: { name: 'two', image: `${two}:1` } });
      expect(() => pod.addSidecar({ ...idle, portNumber })).toThrow('is taken by container "two", whose image listens');
    }
  });

  test('is replaced by a configuration in volumeMounts', () => {
    const pod = sidecarPod({ main: { ...idle, name: 'app', portNumber: 80 } });
    const volume = kplus.Volume.fromEmptyDir(pod, 'config', 'config');
    pod.addSidecar({ ...nginx, volumeMounts: [{ path: '/etc/nginx/conf.d', volume }] });
    expect(containerOf(pod, 'nginx').volumeMounts[0].mountPath).toBe('/etc/nginx/conf.d');
  });

  test('is not replaced by content', () => {
    const pod = sidecarPod({ main: nginx });
    pod.main.mount('/usr/share/nginx/html', kplus.Volume.fromEmptyDir(pod, 'html', 'html'));
    expect(() => pod.addSidecar({ ...idle, portNumber: 80 })).toThrow('port 80/TCP is taken by container "nginx"');
  });

  test('is replaced by a port that is added later', () => {
    const pod = sidecarPod({ main: configurable });
    pod.main.addPort({ number: 8080 });
    pod.addSidecar({ ...idle, name: 'helper', portNumber: 80 });
    expect(containerOf(pod, 'app').ports).toEqual([{ containerPort: 8080 }]);
  });

  test('on 127.0.0.1 stays when a port for everybody is declared', () => {
    const caddy = { image: 'caddy:2.10-alpine' };
    const pod = sidecarPod({ main: { ...caddy, name: 'caddy', portNumber: 8080 } });
    expect(() => pod.addSidecar({ ...caddy, name: 'second', portNumber: 8081 })).toThrow(
      taken('second', 'its image listens on port 2019/TCP by default, which is taken by container "caddy"'),
    );
  });

  test('on 127.0.0.1 stays when a port for everybody is added later', () => {
    const pod = sidecarPod({ main: { name: 'caddy', image: 'caddy:2.10-alpine' } });
    pod.main.addPort({ number: 8080 });
    pod.addSidecar({ ...idle, name: 'helper', portNumber: 80 });
    expect(() => pod.addSidecar({ ...idle, portNumber: 2019 })).toThrow('is taken by container "caddy"');
  });

  test('on 127.0.0.1 can be declared for everybody, at once or later', () => {
    const caddy = { name: 'caddy', image: 'caddy:2.10-alpine' };
    const pod = sidecarPod({ main: { ...caddy, portNumber: 2019 } });
    expect(containerOf(pod, 'caddy').ports).toEqual([{ containerPort: 2019 }]);
    const later = sidecarPod({ main: caddy });
    later.main.addPort({ number: 2019 });
    expect(containerOf(later, 'caddy').ports).toEqual([{ containerPort: 2019 }]);
  });

  test('is not known of an image elsewhere that only has the same name', () => {
    const image = 'registry.example.com/nginx:1.27';
    const pod = sidecarPod({ main: { name: 'nginx', image, securityContext: { user: 101 } } });
    pod.addSidecar({ ...idle, name: 'helper', portNumber: 80 });
    expect(containerOf(pod, 'helper').ports).toEqual([{ containerPort: 80 }]);
  });

  test('does not matter of an image that runs to its end', () => {
    const pod = sidecarPod({ main: nginx, initContainers: [{ name: 'test-config', image: NGINX }] });
    expect(pod.initContainers).toHaveLength(1);
  });
});

describe('a port of the node', () => {
  const onNode = (hostPort: number, number: number, more = {}) => ({ ports: [{ number, hostPort, ...more }] });

  test('cannot be given to two containers, even where they listen on different ports', () => {
    const pod = sidecarPod({ ...stock, main: { ...idle, name: 'app', ...onNode(8080, 80) } });
    expect(() => pod.addSidecar({ ...idle, name: 'helper', ...onNode(8080, 81) })).toThrow(
      new Error(
        'Pod web (test/pod), container "helper": hostPort 8080/TCP is taken by container "app". A port of the node ' +
          'leads to one port of one container only. Fix: use another hostPort, or none and a Service.',
      ),
    );
  });

  test('cannot lead to two ports of one container', () => {
    const ports = [80, 81].map((number) => ({ number, hostPort: 8080 }));
    expect(() => sidecarPod({ ...stock, main: { ...idle, name: 'app', ports } })).toThrow(
      'container "app": it asks for hostPort 8080/TCP twice.',
    );
  });

  test.each([
    ['another protocol', { protocol: UDP }, {}],
    ['another address', { hostIp: '10.0.0.1' }, { hostIp: '10.0.0.2' }],
  ])('can be given to two containers for %s', (_, second, first) => {
    const pod = sidecarPod({ ...stock, main: { ...idle, name: 'app', ...onNode(8080, 80, first) } });
    pod.addSidecar({ ...idle, name: 'helper', ...onNode(8080, 81, second) });
    expect(containerOf(pod, 'helper').ports).toEqual([{ containerPort: 81, hostPort: 8080, ...renamed(second) }]);
  });

  test.each([
    ['0.0.0.0', '10.0.0.1'],
    ['10.0.0.1', '0.0.0.0'],
    ['::', '10.0.0.1'],
    ['10.0.0.1', undefined],
    ['10.0.0.1', '10.0.0.1'],
  ])('on %s is taken on %s', (first, second) => {
    const pod = sidecarPod({ ...stock, main: { ...idle, name: 'app', ...onNode(8080, 80, { hostIp: first }) } });
    expect(() => pod.addSidecar({ ...idle, ...onNode(8080, 81, { hostIp: second }) })).toThrow('is taken by');
  });

  test('is from 1 to 65535', () => {
    expect(() => sidecarPod({ ...stock, main: { ...idle, name: 'app', ...onNode(70000, 80) } })).toThrow(
      'container "app": 70000 is not a valid hostPort.',
    );
  });
});

test('a container that cdk8s-plus made has its ports looked at when it is attached', () => {
  const pod = sidecarPod({ main: { ...idle, name: 'app', portNumber: 8080 } });
  const raw = new kplus.Container({ name: 'raw', image: OWN, portNumber: 8080 });
  expect(() => pod.attachContainer(raw)).toThrow(taken('raw', 'port 8080/TCP is taken by container "app"'));
});

test('the default of its image is known as well', () => {
  const pod = sidecarPod({ main: { ...idle, name: 'app', portNumber: 80 } });
  expect(() => pod.attachContainer(new kplus.Container(nginx))).toThrow(
    taken('nginx', 'its image listens on port 80/TCP by default, which is taken by container "app"'),
  );
});

test('ports that it gets afterwards are looked at when all is known', () => {
  const pod = sidecarPod({ main: { ...idle, name: 'app', portNumber: 8080 } });
  const raw = new kplus.Container({ name: 'raw', image: OWN });
  pod.attachContainer(raw);
  raw.addPort({ number: 8080 });
  raw.addPort({ number: 8081 });
  const problems = [taken('raw', 'port 8080/TCP is taken by container "app"').message];
  expect(validationErrors(Chart.of(pod))).toEqual(problems);
  expect(validationErrors(Chart.of(pod))).toEqual(problems);
});

test('a sidecar ALONGSIDE shares the network too', () => {
  const pod = sidecarPod({ main: { ...idle, name: 'app', portNumber: 8080 } });
  const helper = { ...idle, name: 'helper', portNumber: 8080, sidecarLifecycle: SidecarLifecycle.ALONGSIDE };
  expect(() => pod.addSidecar(helper)).toThrow(taken('helper', 'port 8080/TCP is taken by container "app"'));
});

function renamed({ hostIp, protocol }: { hostIp?: string; protocol?: string }) {
  return { ...(hostIp && { hostIP: hostIp }), ...(protocol && { protocol }) };
}
