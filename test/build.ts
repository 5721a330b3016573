import { App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AdapterSource,
  Endpoint,
  HttpIngress,
  MainContainerProps,
  SharedContentVolume,
  SidecarDeployment,
  SidecarSettings,
} from '../lib';
import { Composition, ContainerSpec, EdgeSpec, VolumeSpec } from './compositions';
import { idle } from './pods';
import { AnyWorkload, WORKLOADS } from './workloads';

export interface Built {
  readonly chart: Chart;
  readonly workload: AnyWorkload;
  /** Whether a mount is read-only, by container and path, as it was asked for. */
  readonly readOnly: Map<string, boolean>;
}

/** Makes it as a user would. Throws what the library throws. */
export function build(spec: Composition): Built {
  const app = new App();
  SidecarSettings.apply(app, { kubernetesVersion: spec.version });
  const chart = new Chart(app, 'chart', { namespace: spec.namespace });
  const [main, ...others] = spec.containers as [ContainerSpec];
  const workload = WORKLOADS[spec.kind](chart, 'web', {
    main: propsOf(main),
    securityProfile: spec.profile,
    podDefaults: spec.defaults,
    isolate: spec.isolate,
    terminationGracePeriod: spec.gracePeriod === undefined ? undefined : Duration.seconds(spec.gracePeriod),
  });
  const containers = [workload.main, ...others.map((one, index) => add(workload, one, index))];
  const built = { chart, workload, readOnly: new Map<string, boolean>() };
  spec.volumes.forEach((one, index) => share(built, containers, one, index));
  spec.edges.forEach((one, index) => connect(built, one, index));
  return built;
}

function propsOf(spec: ContainerSpec): MainContainerProps & { name: string; ports: kplus.ContainerPort[] } {
  return {
    name: spec.name,
    image: spec.image,
    securityContext: spec.user === undefined ? undefined : { user: spec.user },
    command: spec.runsCommand ? ['sleep', spec.ends ? '1' : 'infinity'] : undefined,
    securityProfile: spec.profile,
    writablePaths: spec.writablePaths,
    ports: spec.ports,
    loopbackPorts: spec.loopback === undefined ? undefined : [{ number: spec.loopback }],
    startup: spec.hasStartup ? kplus.Probe.fromCommand(['true']) : undefined,
    readiness: spec.hasReadiness ? kplus.Probe.fromTcpSocket() : undefined,
    resources: spec.memoryLimit === undefined ? undefined : { memory: { limit: Size.mebibytes(spec.memoryLimit) } },
    timeToStop: spec.secondsToStop === undefined ? undefined : Duration.seconds(spec.secondsToStop),
  };
}

function add(workload: AnyWorkload, spec: ContainerSpec, index: number): kplus.Container {
  const props = { ...propsOf(spec), sidecarLifecycle: spec.lifecycle };
  switch (spec.role) {
    case 'sidecar':
      return workload.addSidecar(props);
    case 'adapter': {
      const port = workload.main.ports[0]?.number ?? 80;
      return workload.addAdapter({ ...props, reads: AdapterSource.fromLocalhost(Endpoint.of('localhost', port)) });
    }
    case 'ambassador':
      return workload.addAmbassador({ ...props, listenPort: 9600 + index, remote: Endpoint.of('redis', 6379) });
    case 'init':
      return workload.addInitContainer(props);
    case 'restarting':
      return workload.addInitContainer({ ...props, restartPolicy: kplus.ContainerRestartPolicy.ALWAYS });
    case 'attached': {
      const { name, image, command, securityContext } = props;
      // cdk8s-plus itself refuses a second port of the same name.
      const ports = props.ports.slice(0, 1);
      const made = new kplus.Container({ name, image, command, ports, securityContext });
      workload.attachContainer(made);
      return made;
    }
    default:
      return workload.addMainContainer(props);
  }
}

function share({ chart, readOnly }: Built, containers: kplus.Container[], spec: VolumeSpec, index: number): void {
  const volume = makeVolume(chart, `v${index}`, spec);
  const mount = (position: number, reads: boolean) => {
    const target = containers[(spec.first + position) % containers.length];
    const path = spec.path ?? `/${reads ? 'reads' : 'writes'}${index}-${position}`;
    if (reads) volume.addReader(target, path);
    else volume.addWriter(target, path);
    readOnly.set(`${target.name} ${path}`, reads);
  };
  for (let position = 0; position < spec.writers; position++) mount(position, false);
  for (let position = 0; position < spec.readers; position++) mount(spec.writers + position, true);
}

function makeVolume(chart: Chart, id: string, { type, name, shared, mebibytes }: VolumeSpec): SharedContentVolume {
  const options = { name, multipleWriters: shared };
  const sizeLimit = mebibytes === undefined ? undefined : Size.mebibytes(mebibytes);
  switch (type) {
    case 'disk':
      return SharedContentVolume.fromEmptyDir(chart, id, { ...options, sizeLimit });
    case 'memory':
      return SharedContentVolume.fromEmptyDir(chart, id, {
        ...options,
        sizeLimit,
        medium: kplus.EmptyDirMedium.MEMORY,
      });
    case 'new claim':
      return SharedContentVolume.fromNewClaim(chart, id, { ...options, storage: Size.gibibytes(1) });
    case 'claim': {
      const claim = kplus.PersistentVolumeClaim.fromClaimName(chart, `${id}-claim`, 'claim');
      return SharedContentVolume.fromClaim(chart, id, claim, options);
    }
  }
}

function connect({ chart, workload }: Built, edge: EdgeSpec, index: number): void {
  const peer = (portNumber?: number) => new SidecarDeployment(chart, `peer${index}`, { main: { ...idle, portNumber } });
  switch (edge.to) {
    case 'service': {
      const ports = edge.port === undefined ? undefined : [{ port: edge.port }];
      workload.exposeViaService({ name: `s${index}`, ports });
      return;
    }
    case 'headless service':
      workload.exposeViaHeadlessService({ name: `h${index}` });
      return;
    case 'ingress': {
      const service = workload.exposeViaService({ name: `i${index}` });
      new HttpIngress(chart, `ingress${index}`, { className: 'nginx', routes: [{ host: 'example.com', service }] });
      return;
    }
    case 'cache':
      return workload.connectTo(peer(6379));
    case 'client':
      return workload.acceptFrom(peer());
    case 'peer without port':
      return workload.connectTo(peer());
    case 'namespace':
      return workload.acceptFrom(kplus.Namespaces.select(chart, `namespace${index}`, { names: ['monitoring'] }));
  }
}
