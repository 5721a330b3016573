import { Chart, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { brief, idle, OWN } from '../../test/pods';
import { containerOf, podSpecOf, validationErrors } from '../../test/synth';
import { SecurityProfile, SharedContentVolume, SidecarDeployment, SidecarPod } from '..';

let chart: Chart;
let pod: SidecarPod;
beforeEach(() => {
  chart = Testing.chart();
  pod = podWith('pod');
});

function podWith(id: string): SidecarPod {
  const metadata = { name: id };
  return new SidecarPod(chart, id, {
    metadata,
    main: { name: 'app', ...idle },
    securityProfile: SecurityProfile.STOCK,
  });
}

function helperOf(host: SidecarPod, name = 'helper') {
  return host.addSidecar({ ...idle, name });
}

function raw(name: string): kplus.Container {
  return new kplus.Container({ name, image: OWN });
}

function share(content: SharedContentVolume): kplus.k8s.Volume[] {
  content.addWriter(pod.main, '/out');
  content.addReader(helperOf(pod), '/in');
  return podSpecOf(pod).volumes;
}

test('an emptyDir is limited, and has the id as its name', () => {
  expect(share(SharedContentVolume.fromEmptyDir(chart, 'content'))).toEqual([
    { name: 'content', emptyDir: { sizeLimit: '64Mi' } },
  ]);
});

test('an emptyDir with all its options', () => {
  const options = { name: 'shared', sizeLimit: Size.mebibytes(5), medium: kplus.EmptyDirMedium.MEMORY };
  const content = SharedContentVolume.fromEmptyDir(chart, 'content', { ...options, multipleWriters: true });
  expect(content.name).toBe('shared');
  content.addWriter(helperOf(pod, 'second'), '/out');
  expect(share(content)).toEqual([{ name: 'shared', emptyDir: { sizeLimit: '5Mi', medium: 'Memory' } }]);
});

test('a claim that exists', () => {
  const claim = kplus.PersistentVolumeClaim.fromClaimName(chart, 'claim', 'data');
  expect(share(SharedContentVolume.fromClaim(chart, 'content', claim))).toEqual([
    { name: 'content', persistentVolumeClaim: { claimName: 'data', readOnly: false } },
  ]);
});

test('a new claim with little said', () => {
  const volumes = share(SharedContentVolume.fromNewClaim(chart, 'content', { storage: Size.gibibytes(1) }));
  const claim = Testing.synth(chart).find(({ kind }) => kind === 'PersistentVolumeClaim');
  expect(claim.spec).toMatchObject({ accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } });
  expect(volumes).toEqual([
    { name: 'content', persistentVolumeClaim: { claimName: claim.metadata.name, readOnly: false } },
  ]);
});

test.each([
  [Size.gibibytes(2048), '2048Gi'],
  [Size.mebibytes(1536), '1536Mi'],
  [Size.kibibytes(100), '100Ki'],
])('a new claim of %j', (storage, written) => {
  share(SharedContentVolume.fromNewClaim(chart, 'content', { storage }));
  const claim = Testing.synth(chart).find(({ kind }) => kind === 'PersistentVolumeClaim');
  expect(claim.spec.resources).toEqual({ requests: { storage: written } });
});

test('a new claim of nothing is refused', () => {
  expect(() => SharedContentVolume.fromNewClaim(chart, 'content', { storage: Size.gibibytes(0) })).toThrow(
    new Error(
      'SharedContentVolume test/content: its storage is 0Gi. The API server rejects a claim that claims nothing. Fix: ' +
        'pass how much is needed, such as Size.gibibytes(1).',
    ),
  );
});

test.each([
  [{ accessModes: [] }, 'its accessModes are none. The API server rejects a claim that nobody may mount'],
  [
    { accessModes: [null as never] },
    'accessModes[0] is null. It has to be PersistentVolumeAccessMode.READ_WRITE_ONCE or',
  ],
  [{ accessModes: ['ReadWrite' as never] }, 'accessModes[0] is "ReadWrite". It has to be PersistentVolumeAccessMode.'],
  [{ storageClassName: 'Fast SSD' }, '"Fast SSD" is not a valid storageClassName.'],
])('a new claim with %j is refused', (options, message) => {
  const claim = () => SharedContentVolume.fromNewClaim(chart, 'content', { storage: Size.gibibytes(1), ...options });
  expect(claim).toThrow(`SharedContentVolume test/content: ${message}`);
});

test('a new claim can be for a volume that is there already', () => {
  share(SharedContentVolume.fromNewClaim(chart, 'content', { storage: Size.gibibytes(1), storageClassName: '' }));
  const claim = Testing.synth(chart).find(({ kind }) => kind === 'PersistentVolumeClaim');
  expect(claim.spec.storageClassName).toBe('');
});

test('a new claim with all its options', () => {
  const content = SharedContentVolume.fromNewClaim(chart, 'content', {
    name: 'shared',
    storage: Size.gibibytes(1),
    accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_MANY],
    storageClassName: 'fast',
    multipleWriters: true,
  });
  content.addWriter(helperOf(pod, 'second'), '/out');
  expect(share(content)).toMatchObject([{ name: 'shared' }]);
  expect(Testing.synth(chart).find(({ kind }) => kind === 'PersistentVolumeClaim').spec).toMatchObject({
    accessModes: ['ReadWriteMany'],
    storageClassName: 'fast',
  });
});

test('readers cannot write', () => {
  share(SharedContentVolume.fromEmptyDir(chart, 'content'));
  expect(containerOf(pod, 'app').volumeMounts).toEqual([{ name: 'content', mountPath: '/out' }]);
  expect(containerOf(pod, 'helper').volumeMounts).toEqual([{ name: 'content', mountPath: '/in', readOnly: true }]);
});

test('mounting it makes a container a reader or writer too', () => {
  const content = SharedContentVolume.fromEmptyDir(chart, 'content');
  pod.main.mount('/out', content, { subPath: 'a' });
  const helper = helperOf(pod);
  helper.mount('/in', content, { readOnly: true, subPath: 'a' });
  expect(containerOf(pod, 'app').volumeMounts).toEqual([{ name: 'content', mountPath: '/out', subPath: 'a' }]);
  expect(validationErrors(chart)).toEqual([]);
  expect(() => helper.mount('/out', content)).toThrow('has a writer already, container "app"');
});

describe('a second writer', () => {
  const error = new Error(
    'Pod pod (test/pod), container "helper": shared volume "content" has a writer already, container "app". Two writers ' +
      'that do not know of each other overwrite or interleave what they write. Fix: make this one a reader with ' +
      'addReader, or pass multipleWriters: true if both are made for it.',
  );

  test('is refused', () => {
    const content = SharedContentVolume.fromEmptyDir(chart, 'content');
    content.addWriter(pod.main, '/out');
    expect(() => content.addWriter(helperOf(pod), '/out')).toThrow(error);
  });

  test('is welcome where it is said so', () => {
    const content = SharedContentVolume.fromEmptyDir(chart, 'content', { multipleWriters: true });
    for (const container of [pod.main, helperOf(pod)]) content.addWriter(container, '/out');
    content.addReader(helperOf(pod, 'reader'), '/in');
    expect(validationErrors(chart)).toEqual([]);
  });

  test('in another Pod has an emptyDir of its own, but the same claim', () => {
    const other = podWith('other');
    const emptyDir = SharedContentVolume.fromEmptyDir(chart, 'content');
    for (const host of [pod, other]) {
      emptyDir.addWriter(host.main, '/out');
      emptyDir.addReader(helperOf(host), '/in');
    }
    expect(validationErrors(chart)).toEqual([]);
    const claim = SharedContentVolume.fromNewClaim(chart, 'claim', { storage: Size.gibibytes(1) });
    claim.addWriter(pod.main, '/data');
    expect(() => claim.addWriter(other.main, '/data')).toThrow(
      'Pod other (test/other), container "app": shared volume "claim" has a writer already, container "app".',
    );
  });

  test('that cdk8s-plus made is found when it is attached before or after', () => {
    const content = SharedContentVolume.fromEmptyDir(chart, 'content');
    const [before, after] = [raw('before'), raw('after')];
    pod.attachContainer(before);
    content.addWriter(pod.main, '/out');
    expect(() => content.addWriter(before, '/out')).toThrow('container "before": shared volume "content" has a writer');
    content.addReader(before, '/in');
    content.addWriter(after, '/out');
    pod.attachContainer(after);
    expect(validationErrors(chart)).toEqual([
      'Pod pod (test/pod), container "after": shared volume "content" has a writer already, container "app". Two ' +
        'writers that do not know of each other overwrite or interleave what they write. Fix: make this one a reader ' +
        'with addReader, or pass multipleWriters: true if both are made for it.',
    ]);
  });
});

describe('a volume that is not complete', () => {
  const noWriter = (where: string, readers: string) =>
    `${where}: shared volume "content" has no writer. What reads it (${readers}) would find an empty folder. Fix: call ` +
    'addWriter(container, path) for the container that fills it.';
  const noReader = (where: string, writer: string) =>
    `${where}: shared volume "content" has no reader. What "${writer}" writes would be seen by nobody. Fix: call ` +
    "addReader(container, path), or use cdk8s-plus's Volume.fromEmptyDir for a container's own scratch folder.";
  const unused = (where: string) =>
    `${where}: shared volume "content" has neither a writer nor a reader. Nothing mounts it, so it is written nowhere. ` +
    'Fix: call addWriter(container, path) and addReader(container, path), or leave the volume out.';

  test('has no writer', () => {
    const content = SharedContentVolume.fromEmptyDir(chart, 'content');
    for (const container of [pod.main, helperOf(pod)]) content.addReader(container, '/in');
    expect(validationErrors(chart)).toEqual([noWriter('Pod pod (test/pod)', '"app", "helper"')]);
  });

  test('has no reader', () => {
    SharedContentVolume.fromEmptyDir(chart, 'content').addWriter(pod.main, '/out');
    expect(validationErrors(chart)).toEqual([noReader('Pod pod (test/pod)', 'app')]);
  });

  test('is not used at all', () => {
    SharedContentVolume.fromEmptyDir(chart, 'content');
    expect(validationErrors(chart)).toEqual([unused('test/content')]);
  });

  test('is complete in one Pod and not in another', () => {
    const content = SharedContentVolume.fromEmptyDir(chart, 'content');
    share(content);
    content.addReader(podWith('other').main, '/in');
    expect(validationErrors(chart)).toEqual([
      'Pod other (test/other): shared volume "content" has no writer in this Pod. What reads it ("app") would find an ' +
        'empty folder: "app" is in Pod pod (test/pod), and each Pod has an emptyDir of its own. Fix: put both into one ' +
        'Pod, or use SharedContentVolume.fromNewClaim, which several Pods can mount.',
    ]);
  });

  test('has its two sides in two Pods', () => {
    const content = SharedContentVolume.fromEmptyDir(chart, 'content');
    content.addWriter(pod.main, '/out');
    content.addReader(podWith('other').main, '/in');
    expect(validationErrors(chart)).toEqual([
      'Pod pod (test/pod): shared volume "content" has no reader in this Pod. What "app" writes would be seen by nobody: ' +
        '"app" is in Pod other (test/other), and each Pod has an emptyDir of its own. Fix: put both into one Pod, or use ' +
        'SharedContentVolume.fromNewClaim, which several Pods can mount.',
      expect.stringContaining('Pod other (test/other): shared volume "content" has no writer in this Pod.'),
    ]);
  });

  test('is read by its writer alone', () => {
    const content = SharedContentVolume.fromEmptyDir(chart, 'content');
    content.addWriter(pod.main, '/out');
    content.addReader(pod.main, '/in');
    expect(validationErrors(chart)).toEqual([
      'Pod pod (test/pod), container "app": shared volume "content" is read by its writer alone. What it writes would be ' +
        "seen by nobody else. Fix: call addReader for another container, or use cdk8s-plus's Volume.fromEmptyDir for a " +
        "container's own scratch folder.",
    ]);
    content.addReader(helperOf(pod), '/in');
    expect(validationErrors(chart)).toEqual([]);
  });

  describe('is read before it is written', () => {
    const error =
      'Pod pod (test/pod), container "early": it reads shared volume "content", and "app" starts to write there after it ' +
      'has ended. An init container runs to its end before the next one starts, so it would find an empty folder. Fix: ' +
      'read it in a container that runs beside the writer, or add the writer before, as an init container or a native ' +
      'sidecar.';

    function earlyReader(make: (host: SidecarPod) => SharedContentVolume): SharedContentVolume {
      const content = make(pod);
      content.addReader(pod.addInitContainer({ ...brief, name: 'early' }), '/in');
      content.addWriter(pod.main, '/out');
      content.addReader(helperOf(pod), '/in');
      return content;
    }

    test('by an init container', () => {
      earlyReader(() => SharedContentVolume.fromEmptyDir(chart, 'content'));
      expect(validationErrors(chart)).toEqual([error]);
    });

    test.each(['init container', 'native sidecar'])('unless an %s before it writes too', (kind) => {
      const fill = kind === 'native sidecar' ? helperOf(pod, 'fill') : pod.addInitContainer({ ...brief, name: 'fill' });
      const content = earlyReader(() => SharedContentVolume.fromEmptyDir(chart, 'content', { multipleWriters: true }));
      expect(validationErrors(chart)).toHaveLength(1);
      content.addWriter(fill, '/out');
      expect(validationErrors(chart)).toEqual([]);
    });

    test('unless it is a claim, which has what was written the last time', () => {
      earlyReader(() => SharedContentVolume.fromNewClaim(chart, 'content', { storage: Size.gibibytes(1) }));
      expect(validationErrors(chart)).toEqual([]);
    });
  });

  test('is a new claim, which can be complete over several Pods', () => {
    const content = SharedContentVolume.fromNewClaim(chart, 'content', { storage: Size.gibibytes(1) });
    content.addReader(pod.main, '/in');
    expect(validationErrors(chart)).toEqual([noWriter('test/content', '"app"')]);
    content.addWriter(podWith('other').main, '/out');
    expect(validationErrors(chart)).toEqual([]);
  });

  test('is a new claim without reader', () => {
    const content = SharedContentVolume.fromNewClaim(chart, 'content', { storage: Size.gibibytes(1) });
    content.addWriter(pod.main, '/out');
    expect(validationErrors(chart)).toEqual([
      'test/content: shared volume "content" has no reader. What "app" writes would be seen by nobody. Fix: call ' +
        "addReader(container, path), or use cdk8s-plus's Volume.fromPersistentVolumeClaim for what a container keeps for " +
        'itself.',
    ]);
  });

  test('is a claim that exists, of which one side is enough', () => {
    const claim = kplus.PersistentVolumeClaim.fromClaimName(chart, 'claim', 'data');
    const content = SharedContentVolume.fromClaim(chart, 'content', claim);
    expect(validationErrors(chart)).toEqual([unused('test/content')]);
    content.addReader(pod.main, '/in');
    expect(validationErrors(chart)).toEqual([]);
  });
});

describe('outside our Pods', () => {
  const plain = (id: string, ...containers: kplus.Container[]) => {
    const host = new kplus.Pod(chart, id);
    for (const container of containers) host.attachContainer(container);
    return host;
  };

  test('it serves containers that cdk8s-plus made', () => {
    const content = SharedContentVolume.fromEmptyDir(chart, 'content');
    const [writer, reader] = [raw('writer'), raw('reader')];
    content.addWriter(writer, '/out');
    content.addReader(reader, '/in');
    const { containers, volumes } = podSpecOf(plain('plain', writer, reader));
    expect(containers[0].volumeMounts).toEqual([{ name: 'content', mountPath: '/out' }]);
    expect(containers[1].volumeMounts).toEqual([{ name: 'content', mountPath: '/in', readOnly: true }]);
    expect(volumes).toEqual([{ name: 'content', emptyDir: { sizeLimit: '64Mi' } }]);
  });

  test('it must be complete too', () => {
    const content = SharedContentVolume.fromEmptyDir(chart, 'content');
    const writer = raw('writer');
    plain('plain', writer);
    content.addWriter(writer, '/out');
    expect(validationErrors(chart)).toEqual([
      expect.stringContaining('test/content: shared volume "content" has no reader.'),
    ]);
    expect(() => content.addWriter(raw('second'), '/out')).toThrow(
      'test/content, container "second": shared volume "content" has a writer already, container "writer".',
    );
  });

  test('handed over as a plain volume it is not asked for readers and writers', () => {
    const content = SharedContentVolume.fromEmptyDir(chart, 'content');
    const container = raw('app');
    container.mount('/data', content);
    expect(podSpecOf(plain('plain', container)).containers[0].volumeMounts).toEqual([
      { name: 'content', mountPath: '/data' },
    ]);
    expect(validationErrors(chart)).toEqual([]);
  });
});

test('a container that cdk8s-plus made is a side of the volume once it is attached', () => {
  const content = SharedContentVolume.fromEmptyDir(chart, 'content');
  const [before, after] = [raw('before'), raw('after')];
  content.addWriter(pod.main, '/out');
  content.addReader(before, '/in');
  pod.attachContainer(before);
  pod.attachContainer(after);
  content.addReader(after, '/in');
  expect(validationErrors(chart)).toEqual([]);
  const pure = podWith('pure');
  const [writer, reader] = [raw('writer'), raw('reader')];
  for (const container of [writer, reader]) pure.attachContainer(container);
  content.addWriter(writer, '/out');
  expect(validationErrors(chart)).toEqual([
    expect.stringContaining('Pod pure (test/pure): shared volume "content" has no'),
  ]);
});

test('a workload uses it like a Pod', () => {
  const content = SharedContentVolume.fromEmptyDir(chart, 'content');
  const web = new SidecarDeployment(chart, 'web', { metadata: { name: 'web' }, main: { name: 'app', ...idle } });
  content.addReader(web.main, '/in');
  expect(validationErrors(chart)).toEqual([
    expect.stringContaining('Deployment web (test/web): shared volume "content" has no writer.'),
  ]);
});

test.each(['Content', 'a_b', 'a'.repeat(64)])('%s is not a name for a volume', (name) => {
  const message =
    `"${name}" is not a valid volume name. The API server rejects names that are not DNS labels. Fix: use lower-case ` +
    'letters, digits and "-", start and end with a letter or digit, at most 63 characters.';
  expect(() => SharedContentVolume.fromEmptyDir(chart, 'content', { name })).toThrow(
    new Error(`SharedContentVolume test/content: ${message}`),
  );
  expect(() => SharedContentVolume.fromEmptyDir(chart, name)).toThrow(
    new Error(`SharedContentVolume test/${name}: ${message}`),
  );
});

test('a path that is taken is refused, and the container is no writer then', () => {
  const [first, second] = ['a', 'b'].map((id) => SharedContentVolume.fromEmptyDir(chart, id));
  first.addWriter(pod.main, '/data');
  expect(() => second.addWriter(pod.main, '/data/')).toThrow(
    'Pod pod (test/pod), container "app": volume "b" is to be mounted at /data/, where volume "a" is already.',
  );
  expect(() => second.addWriter(helperOf(pod), '/data')).not.toThrow();
});

test.each([
  [
    Size.mebibytes(0),
    'its sizeLimit is 0. Kubernetes takes that as no limit at all. Fix: pass how much may be written, such as ' +
      'Size.mebibytes(64).',
  ],
  [
    Size.kibibytes(1500),
    'its sizeLimit is 1500Ki. cdk8s-plus writes whole mebibytes. Fix: pass Size.mebibytes with a whole number from 1.',
  ],
])('a sizeLimit of %j is refused', (sizeLimit, text) => {
  expect(() => SharedContentVolume.fromEmptyDir(chart, 'content', { sizeLimit })).toThrow(
    new Error(`SharedContentVolume test/content: ${text}`),
  );
});
