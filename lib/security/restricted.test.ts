import * as kplus from 'cdk8s-plus-28';
import { brief, idle, NGINX, OWN, sidecarPod, UNKNOWN } from '../../test/pods';
import { containerOf, podSpecOf } from '../../test/synth';
import { ImageFacts, SecurityProfile } from '..';

const pod = (securityContext?: kplus.PodSecurityContextProps) => sidecarPod({ securityContext });
const nginx = { name: 'nginx', image: NGINX, portNumber: 80 };

test('a Pod has what the Pod Security Standard asks of all its containers', () => {
  expect(podSpecOf(pod()).securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
});

test('each container has the rest, with the user that is known to run its image', () => {
  const two = pod();
  two.addSidecar(nginx);
  two.addInitContainer({ name: 'init', image: 'postgres:17-alpine', command: ['true'] });
  const rest = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  };
  expect(containerOf(two, 'app').securityContext).toEqual({ ...rest, runAsUser: 65534, runAsGroup: 65534 });
  expect(containerOf(two, 'nginx').securityContext).toEqual({ ...rest, runAsUser: 101, runAsGroup: 101 });
  expect(containerOf(two, 'init').securityContext).toEqual({ ...rest, runAsUser: 70, runAsGroup: 70 });
});

test('the code has the last word in a container', () => {
  const securityContext = {
    user: 1000,
    group: 2000,
    ensureNonRoot: true,
    readOnlyRootFilesystem: false,
    privileged: false,
    allowPrivilegeEscalation: false,
    capabilities: { drop: [kplus.Capability.ALL, kplus.Capability.NET_RAW] },
    seccompProfile: { type: kplus.SeccompProfileType.LOCALHOST, localhostProfile: 'profiles/app.json' },
  };
  const said = sidecarPod({ main: { ...idle, name: 'app', securityContext } });
  expect(containerOf(said, 'app').securityContext).toEqual({
    runAsUser: 1000,
    runAsGroup: 2000,
    runAsNonRoot: true,
    readOnlyRootFilesystem: false,
    privileged: false,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL', 'NET_RAW'] },
    seccompProfile: { type: 'Localhost', localhostProfile: 'profiles/app.json' },
  });
});

test('a user of its own does not get the group of the image', () => {
  const said = sidecarPod({ main: { ...idle, name: 'app', securityContext: { user: 1000 } } });
  expect(containerOf(said, 'app').securityContext).toMatchObject({ runAsUser: 1000 });
  expect(containerOf(said, 'app').securityContext.runAsGroup).toBeUndefined();
});

test('the code has the last word for the Pod', () => {
  const said = pod({
    user: 1000,
    group: 2000,
    fsGroup: 3000,
    fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH,
    sysctls: [{ name: 'net.ipv4.tcp_syncookies', value: '1' }],
  });
  expect(podSpecOf(said).securityContext).toEqual({
    runAsUser: 1000,
    runAsGroup: 2000,
    runAsNonRoot: true,
    fsGroup: 3000,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
    sysctls: [{ name: 'net.ipv4.tcp_syncookies', value: '1' }],
  });
  expect(containerOf(said, 'app').securityContext).toMatchObject({ runAsUser: 1000, runAsGroup: 2000 });
});

test('capabilities are dropped also where some are added', () => {
  const capabilities = { add: [kplus.Capability.NET_BIND_SERVICE] };
  const said = sidecarPod({ main: { ...idle, name: 'app', securityContext: { capabilities } } });
  expect(containerOf(said, 'app').securityContext.capabilities).toEqual({ drop: ['ALL'], add: ['NET_BIND_SERVICE'] });
});

test('an image gets the capabilities without which it does not start', () => {
  const caddy = sidecarPod({ main: { name: 'app', image: 'caddy:2.10-alpine' } });
  expect(containerOf(caddy, 'app').securityContext.capabilities).toEqual({ drop: ['ALL'], add: ['NET_BIND_SERVICE'] });
});

test('an image gets the variables that it needs without root', () => {
  const image = 'postgres:17-alpine';
  const password = { POSTGRES_PASSWORD_FILE: kplus.EnvValue.fromValue('/run/secrets/postgres/password') };
  const postgres = sidecarPod({ main: { name: 'app', image, envVariables: password } });
  const passwordEntry = { name: 'POSTGRES_PASSWORD_FILE', value: '/run/secrets/postgres/password' };
  expect(containerOf(postgres, 'app').env).toEqual([
    passwordEntry,
    { name: 'PGDATA', value: '/var/lib/postgresql/data/pgdata' },
  ]);
  const PGDATA = '/var/lib/postgresql/data/own';
  const said = sidecarPod({
    main: { name: 'app', image, envVariables: { ...password, PGDATA: kplus.EnvValue.fromValue(PGDATA) } },
  });
  expect(containerOf(said, 'app').env).toEqual([passwordEntry, { name: 'PGDATA', value: PGDATA }]);
});

test('facts that are registered are used like those that are known', () => {
  ImageFacts.register({
    repository: 'registry.example.com/team/registered',
    user: 1234,
    group: 4321,
    writablePaths: [],
    environment: { HOME: '/tmp' },
  });
  const registered = sidecarPod({ main: { name: 'app', image: 'registry.example.com/team/registered:1.0' } });
  const { securityContext, env } = containerOf(registered, 'app');
  expect(securityContext).toMatchObject({ runAsUser: 1234, runAsGroup: 4321, readOnlyRootFilesystem: true });
  expect(env).toEqual([{ name: 'HOME', value: '/tmp' }]);
});

test.each([UNKNOWN, 'registry.example.com/nginx:1.27', `httpd@sha256:${'0'.repeat(64)}`])(
  'without facts that are certain, %s needs a user',
  (image) => {
    expect(() => sidecarPod({ main: { name: 'app', image } })).toThrow(
      `Pod web (test/pod), container "app": as which user image "${image}" runs without root is not known.`,
    );
    const said = sidecarPod({ main: { name: 'app', image, securityContext: { user: 1000 } } });
    expect(containerOf(said, 'app').securityContext.runAsUser).toBe(1000);
    const saidForPod = sidecarPod({ main: { name: 'app', image }, securityContext: { user: 1000 } });
    expect(containerOf(saidForPod, 'app').securityContext.runAsUser).toBe(1000);
  },
);

test('an image that may be a copy of a known one is refused with the way to say so', () => {
  expect(() => sidecarPod({ main: { image: 'registry.example.com/hub/library/nginx:1.27' } })).toThrow(
    new Error(
      `Pod web (test/pod), container "main": as which user image "registry.example.com/hub/library/nginx:1.27" runs without root is not known. Under the RESTRICTED profile Kubernetes starts a container only as a numeric user other than 0. Fix: pass securityContext: { user: <number> } for the container, or tell it once for all Pods with ImageFacts.registerMirror('registry.example.com/hub', 'docker.io') if it is a copy of docker.io/library/nginx, else with ImageFacts.register({ repository: 'registry.example.com/hub/library/nginx', user: <number> }).`,
    ),
  );
});

test('the root stays writable where it is not known what an image writes', () => {
  const unknown = sidecarPod({ main: { name: 'app', image: UNKNOWN, securityContext: { user: 1000 } } });
  expect(containerOf(unknown, 'app').securityContext.readOnlyRootFilesystem).toBeUndefined();
  const said = sidecarPod({
    main: { name: 'app', image: UNKNOWN, securityContext: { user: 1000 }, writablePaths: [] },
  });
  expect(containerOf(said, 'app').securityContext.readOnlyRootFilesystem).toBe(true);
});

test('root is refused', () => {
  const error = (container: string) =>
    new Error(
      `Pod web (test/pod), container "${container}": it is to run as user 0, which is root. The RESTRICTED profile sets ` +
        'runAsNonRoot, with which Kubernetes refuses to start it (CreateContainerConfigError). Fix: pass another ' +
        'numeric user, or securityProfile: SecurityProfile.STOCK for this container.',
    );
  expect(() => sidecarPod({ main: { ...idle, name: 'app', securityContext: { user: 0 } } })).toThrow(error('app'));
  expect(() => pod({ user: 0 })).toThrow(error('app'));
  expect(() => pod().addInitContainer({ ...brief, name: 'init', securityContext: { user: 0 } })).toThrow(error('init'));
});

describe('a RESTRICTED container in a STOCK Pod', () => {
  const stock = (securityContext?: kplus.PodSecurityContextProps) =>
    sidecarPod({ main: { name: 'app', image: UNKNOWN }, securityProfile: SecurityProfile.STOCK, securityContext });
  const helper = { ...idle, name: 'helper', securityProfile: SecurityProfile.RESTRICTED };

  test('says all of it itself', () => {
    const mixed = stock();
    mixed.addSidecar(helper);
    expect(podSpecOf(mixed).securityContext).toBeUndefined();
    expect(containerOf(mixed, 'app').securityContext).toBeUndefined();
    expect(containerOf(mixed, 'helper').securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsGroup: 65534,
      runAsNonRoot: true,
      runAsUser: 65534,
      seccompProfile: { type: 'RuntimeDefault' },
    });
  });

  test('cannot be root, even if the Pod can', () => {
    const root = stock({ user: 0, ensureNonRoot: false });
    expect(() => root.addSidecar(helper)).toThrow('container "helper": it is to run as user 0, which is root.');
  });
});

test('a container that cdk8s-plus made keeps what it says, and gets the user and the rest', () => {
  const attached = pod();
  attached.attachContainer(new kplus.Container({ name: 'raw', image: OWN, securityContext: { group: 7 } }));
  expect(containerOf(attached, 'raw').securityContext).toEqual({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
    runAsGroup: 7,
    runAsNonRoot: true,
    runAsUser: 65534,
  });
});
