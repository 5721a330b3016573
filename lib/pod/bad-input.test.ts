import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { brief, idle, sidecarPod, UNKNOWN } from '../../test/pods';
import { Endpoint, SharedContentVolume, SidecarJob, SidecarLifecycle, SidecarPod, SidecarSettings } from '..';

// What the messages say is a part of the library: who, what is wrong, why, and how to fix it.

const POD = 'Pod web (test/pod)';
const { NATIVE, ALONGSIDE } = SidecarLifecycle;

let chart: Chart;
let pod: SidecarPod;
beforeEach(() => {
  chart = Testing.chart();
  pod = sidecarPod({ main: { name: 'app', ...idle, portNumber: 8080 } }, chart);
});

function emptyDir(name: string): kplus.Volume {
  return kplus.Volume.fromEmptyDir(chart, name, name);
}

const AT_THE_CALL: [string, () => void, string][] = [
  [
    'a container name that is taken',
    () => pod.addSidecar({ ...idle, name: 'app' }),
    `${POD}: there are two containers named "app". The API server rejects a Pod whose containers, init containers ` +
      'included, do not all have their own name. Fix: pass another name.',
  ],
  [
    'a second sidecar without a name',
    () => [idle, idle].forEach((sidecar) => pod.addSidecar(sidecar)),
    `${POD}: a sidecar is added without a name, and there is a container named "sidecar". That is its name where none is ` +
      'given, and the API server rejects a Pod whose containers do not all have their own. Fix: pass a name that tells ' +
      "them apart, as in { name: 'sidecar-2' }.",
  ],
  [
    'a second ambassador without a name',
    () => {
      const remote = Endpoint.of('redis.example.com', 6379);
      for (const listenPort of [6379, 6380]) pod.addAmbassador({ ...idle, listenPort, remote });
    },
    `${POD}: an ambassador is added without a name, and there is a container named "ambassador". That is its name where ` +
      'none is given, and the API server rejects a Pod whose containers do not all have their own. Fix: pass a name that ' +
      "tells them apart, as in { name: 'ambassador-2' }.",
  ],
  [
    'a main container without a name beside one called main',
    () => [idle, idle].forEach((main) => pod.addMainContainer(main)),
    `${POD}: a main container is added without a name, and there is a container named "main". That is its name where ` +
      'none is given, and the API server rejects a Pod whose containers do not all have their own. Fix: pass a name that ' +
      "tells them apart, as in { name: 'main-2' }.",
  ],
  [
    'an init container without a name whose number is taken',
    () => [{ ...brief, name: 'init-1' }, brief].forEach((init) => pod.addInitContainer(init)),
    `${POD}: an init container is added without a name, and there is a container named "init-1". That is its name where ` +
      'none is given, and the API server rejects a Pod whose containers do not all have their own. Fix: pass a name that ' +
      "tells them apart, as in { name: 'init-2' }.",
  ],
  [
    'a container name that Kubernetes rejects',
    () => pod.addSidecar({ ...idle, name: 'My_Container' }),
    `${POD}: "My_Container" is not a valid container name. The API server rejects names that are not DNS labels. Fix: ` +
      'use lower-case letters, digits and "-", start and end with a letter or digit, at most 63 characters.',
  ],
  [
    'a port that is taken',
    () => pod.addSidecar({ ...idle, name: 'helper', portNumber: 8080 }),
    `${POD}, container "helper": port 8080/TCP is taken by container "app". All containers of a Pod share one network ` +
      'namespace, so the second process to start would end with "Address already in use". Fix: let one of them listen ' +
      'on another port, and declare that port with portNumber or ports.',
  ],
  [
    'a port out of range',
    () => pod.addSidecar({ ...idle, name: 'helper', portNumber: 70000 }),
    `${POD}, container "helper": 70000 is not a valid port. Ports are whole numbers from 1 to 65535. Fix: give the ` +
      'number the process listens on.',
  ],
  [
    'a port name that Kubernetes rejects',
    () => pod.addSidecar({ ...idle, name: 'helper', ports: [{ number: 9000, name: 'prometheus-metrics' }] }),
    `${POD}, container "helper": "prometheus-metrics" is not a valid port name. The API server rejects port names that ` +
      'are not IANA service names. Fix: use at most 15 lower-case letters, digits and single "-", with at least one ' +
      'letter, and no "-" at either end.',
  ],
  [
    'a mount path that is taken',
    () => ['/data', '/data/'].forEach((path, index) => pod.main.mount(path, emptyDir(`volume-${index}`))),
    `${POD}, container "app": volume "volume-1" is to be mounted at /data/, where volume "volume-0" is already. A ` +
      'container has one volume at a path. Fix: mount one of them elsewhere.',
  ],
  [
    'a volume name that Kubernetes rejects',
    () => SharedContentVolume.fromEmptyDir(chart, 'Nginx_Content'),
    'SharedContentVolume test/Nginx_Content: "Nginx_Content" is not a valid volume name. The API server rejects names ' +
      'that are not DNS labels. Fix: use lower-case letters, digits and "-", start and end with a letter or digit, at ' +
      'most 63 characters.',
  ],
  [
    'a second writer',
    () => {
      const content = SharedContentVolume.fromEmptyDir(chart, 'content');
      content.addWriter(pod.main, '/out');
      content.addWriter(pod.addSidecar({ ...idle, name: 'helper' }), '/out');
    },
    `${POD}, container "helper": shared volume "content" has a writer already, container "app". Two writers that do not ` +
      'know of each other overwrite or interleave what they write. Fix: make this one a reader with addReader, or pass ' +
      'multipleWriters: true if both are made for it.',
  ],
  [
    'an image that nothing is known about, without a user',
    () => pod.addSidecar({ name: 'helper', image: UNKNOWN }),
    `${POD}, container "helper": as which user image "registry.example.com/team/app:1.0" runs without root is not known. ` +
      'Under the RESTRICTED profile Kubernetes starts a container only as a numeric user other than 0. Fix: pass ' +
      'securityContext: { user: <number> } for the container, or tell it once for all Pods with ' +
      "ImageFacts.register({ repository: 'registry.example.com/team/app', user: <number> }).",
  ],
  [
    'a sidecar ALONGSIDE in a Job',
    () => {
      const job = new SidecarJob(chart, 'job', { metadata: { name: 'report' }, main: { name: 'app', ...idle } });
      job.addSidecar({ ...idle, name: 'helper', sidecarLifecycle: ALONGSIDE });
    },
    'Job report (test/job), container "helper": an ALONGSIDE sidecar in a Job. A Job is complete when all its regular ' +
      'containers have ended, and a sidecar does not end. Fix: leave sidecarLifecycle out: a NATIVE sidecar is stopped ' +
      'when the main container has ended.',
  ],
  [
    'a native sidecar for a Kubernetes that does not have them',
    () => {
      const old = Testing.chart();
      SidecarSettings.apply(old, { kubernetesVersion: '1.28' });
      sidecarPod({}, old).addSidecar({ ...idle, name: 'helper', sidecarLifecycle: NATIVE });
    },
    `${POD}, container "helper": a NATIVE sidecar is asked for, and the target version is 1.28. Before Kubernetes 1.29 ` +
      'the API server drops or rejects restartPolicy on init containers. Fix: raise kubernetesVersion to 1.29 or newer, ' +
      'or pass SidecarLifecycle.ALONGSIDE.',
  ],
];

test.each(AT_THE_CALL)('%s is refused at the call', (_, call, message) => {
  expect(call).toThrow(new Error(message));
});

const AT_SYNTH: [string, () => void, string][] = [
  [
    'a shared volume without a writer',
    () => SharedContentVolume.fromEmptyDir(chart, 'content').addReader(pod.main, '/in'),
    `[test/pod] ${POD}: shared volume "content" has no writer. What reads it ("app") would find an empty folder. Fix: ` +
      'call addWriter(container, path) for the container that fills it.',
  ],
  [
    'a shared volume without a reader',
    () => SharedContentVolume.fromEmptyDir(chart, 'content').addWriter(pod.main, '/out'),
    `[test/pod] ${POD}: shared volume "content" has no reader. What "app" writes would be seen by nobody. Fix: call ` +
      "addReader(container, path), or use cdk8s-plus's Volume.fromEmptyDir for a container's own scratch folder.",
  ],
];

test.each(AT_SYNTH)('%s is refused at synth', (_, call, message) => {
  call();
  expect(() => Testing.synth(chart)).toThrow(new Error(`Validation failed with the following errors:\n  ${message}`));
});
