import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { brief, idle, sidecarPod, UNKNOWN } from '../../test/pods';
import { containerOf, validationErrors } from '../../test/synth';
import { Endpoint, PodContainer, SharedContentVolume, SidecarLifecycle, SidecarPod } from '..';

const remote = Endpoint.of('redis.example.com', 6379);
const withoutShell = { name: 'writer', image: UNKNOWN, securityContext: { user: 1000 } };

function writtenBy(pod: SidecarPod, writer: PodContainer, id = 'content'): SharedContentVolume {
  const content = SharedContentVolume.fromEmptyDir(pod, id);
  content.addWriter(writer, `/out/${id}`);
  return content;
}

/** The script of the derived probe, run for real. */
function foundContent(pod: SidecarPod, writer: string, ...folders: string[]): boolean {
  const [program, ...args] = containerOf(pod, writer).startupProbe.exec.command;
  return spawnSync(program, [...args.slice(0, 3), ...folders]).status === 0;
}

test('a native sidecar that fills what others read is waited for until there is content', () => {
  const pod = sidecarPod();
  writtenBy(pod, pod.addSidecar({ ...idle, name: 'writer' })).addReader(pod.main, '/in');
  const { startupProbe } = containerOf(pod, 'writer');
  expect(startupProbe).toEqual({
    exec: { command: ['sh', '-c', expect.any(String), 'sh', '/out/content'] },
    periodSeconds: 1,
    failureThreshold: 60,
  });
});

test('it is waited for until there is content in each of its volumes', () => {
  const pod = sidecarPod();
  const writer = pod.addSidecar({ ...idle, name: 'writer' });
  for (const id of ['a', 'b']) writtenBy(pod, writer, id).addReader(pod.main, `/in/${id}`);
  expect(containerOf(pod, 'writer').startupProbe.exec.command.slice(3)).toEqual(['sh', '/out/a', '/out/b']);
});

describe('the derived probe', () => {
  const pod = sidecarPod();
  writtenBy(pod, pod.addSidecar({ ...idle, name: 'writer' })).addReader(pod.main, '/in');
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "it's a folder "));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('fails for an empty folder', () => {
    expect(foundContent(pod, 'writer', folder)).toBe(false);
  });

  test('fails for a folder that is not there', () => {
    expect(foundContent(pod, 'writer', join(folder, 'missing'))).toBe(false);
  });

  test('fails for a new file system, which has only lost+found', () => {
    mkdirSync(join(folder, 'lost+found'));
    expect(foundContent(pod, 'writer', folder)).toBe(false);
  });

  test.each(['index.html', '.htpasswd', 'with space'])('succeeds for a folder with %s', (name) => {
    mkdirSync(join(folder, 'lost+found'));
    writeFileSync(join(folder, name), '');
    expect(foundContent(pod, 'writer', folder)).toBe(true);
  });

  test('succeeds for a link that leads somewhere', () => {
    symlinkSync(tmpdir(), join(folder, 'current'));
    expect(foundContent(pod, 'writer', folder)).toBe(true);
  });

  test('wants something in each of several folders', () => {
    const [full, empty] = ['full', 'empty'].map((name) => join(folder, name));
    for (const path of [full, empty]) mkdirSync(path);
    writeFileSync(join(full, 'x'), '');
    expect(foundContent(pod, 'writer', full, full)).toBe(true);
    expect(foundContent(pod, 'writer', full, empty)).toBe(false);
    expect(foundContent(pod, 'writer', empty, full)).toBe(false);
  });
});

test('the code has the last word on the startup probe', () => {
  const pod = sidecarPod();
  const startup = kplus.Probe.fromCommand(['test', '-s', '/out/content/index.html']);
  writtenBy(pod, pod.addSidecar({ ...idle, name: 'writer', startup })).addReader(pod.main, '/in');
  expect(containerOf(pod, 'writer').startupProbe).toEqual({
    exec: { command: ['test', '-s', '/out/content/index.html'] },
    failureThreshold: 3,
  });
});

test('a reader that is an init container waits too, if it starts after the writer', () => {
  const pod = sidecarPod();
  const writer = pod.addSidecar({ ...idle, name: 'writer' });
  const check = pod.addInitContainer({ ...brief, name: 'check' });
  writtenBy(pod, writer).addReader(check, '/in');
  expect(containerOf(pod, 'writer').startupProbe).toBeDefined();
});

test.each([
  ['a sidecar whose readers start before it', (pod: SidecarPod) => pod.addSidecar({ ...idle, name: 'writer' })],
  [
    'an init container, which has ended anyway',
    (pod: SidecarPod) => pod.addInitContainer({ ...brief, name: 'writer' }),
  ],
  [
    'a sidecar ALONGSIDE, which nobody waits for',
    (pod: SidecarPod) => pod.addSidecar({ ...idle, name: 'writer', sidecarLifecycle: SidecarLifecycle.ALONGSIDE }),
  ],
])('no startup probe for %s', (_, addWriter) => {
  const pod = sidecarPod();
  const reader = pod.addSidecar({ ...idle, name: 'reader' });
  writtenBy(pod, addWriter(pod) as PodContainer).addReader(reader, '/in');
  expect(containerOf(pod, 'writer').startupProbe).toBeUndefined();
});

test('no startup probe for a sidecar that only reads, nor for one that listens', () => {
  const pod = sidecarPod();
  const reader = pod.addSidecar({ ...idle, name: 'reader', portNumber: 8080 });
  writtenBy(pod, pod.main).addReader(reader, '/in');
  expect(containerOf(pod, 'reader').startupProbe).toBeUndefined();
  expect(containerOf(pod, 'app').startupProbe).toBeUndefined();
});

test('it is asked for where nothing can look for the content', () => {
  const pod = sidecarPod();
  writtenBy(pod, pod.addSidecar(withoutShell)).addReader(pod.main, '/in');
  expect(validationErrors(Chart.of(pod))).toEqual([
    'Pod web (test/pod), container "writer": the sidecar has no startup probe. Others read what it writes to ' +
      '/out/content as soon as they start, and without a startup probe Kubernetes does not wait longer than until ' +
      'its process runs. Fix: pass a startup probe that succeeds when it is of use, such as Probe.fromCommand([...]) or ' +
      'Probe.fromHttpGet on a health port.',
  ]);
});

describe('where an init container fills the volume', () => {
  const filled = (pod: SidecarPod, ...writers: kplus.Container[]) => {
    const content = SharedContentVolume.fromEmptyDir(pod, 'content', { multipleWriters: true });
    for (const writer of writers) content.addWriter(writer, '/out');
    return content;
  };

  test.each([
    ['after', (pod: SidecarPod) => [pod.addInitContainer(brief), pod.addSidecar(withoutShell)]],
    ['before', (pod: SidecarPod) => [pod.addSidecar(withoutShell), pod.addInitContainer(brief)]],
  ])('a sidecar that starts %s it need not be waited for', (_, addWriters) => {
    const pod = sidecarPod();
    filled(pod, ...addWriters(pod)).addReader(pod.main, '/in');
    expect(validationErrors(Chart.of(pod))).toEqual([]);
    expect(containerOf(pod, 'writer').startupProbe).toBeUndefined();
  });

  test('what starts before the init container waits for the sidecar', () => {
    const pod = sidecarPod();
    const writer = pod.addSidecar({ ...idle, name: 'writer' });
    const reader = pod.addSidecar({ ...idle, name: 'reader' });
    filled(pod, writer, pod.addInitContainer(brief)).addReader(reader, '/in');
    expect(containerOf(pod, 'writer').startupProbe).toBeDefined();
  });
});

test('an ambassador is asked for one, because the main container dials it at once', () => {
  const pod = sidecarPod();
  pod.addAmbassador({ ...idle, name: 'proxy', listenPort: 6379, remote });
  expect(validationErrors(Chart.of(pod))).toEqual([
    'Pod web (test/pod), container "proxy": the sidecar has no startup probe. The main container dials it as soon as it ' +
      'starts, and without a startup probe Kubernetes does not wait longer than until its process runs. Fix: pass ' +
      'a startup probe that succeeds when it is of use, such as Probe.fromCommand([...]) or Probe.fromHttpGet on a ' +
      'health port.',
  ]);
});

test('an ambassador ALONGSIDE is not asked for one, because nothing waits for it', () => {
  const pod = sidecarPod();
  const sidecarLifecycle = SidecarLifecycle.ALONGSIDE;
  pod.addAmbassador({ ...idle, name: 'proxy', listenPort: 6379, remote, sidecarLifecycle });
  expect(containerOf(pod, 'proxy').startupProbe).toBeUndefined();
});

test('a claim that is filled is looked into as well', () => {
  const pod = sidecarPod();
  const content = SharedContentVolume.fromNewClaim(pod, 'content', { storage: Size.gibibytes(1) });
  content.addWriter(pod.addSidecar({ ...idle, name: 'writer' }), '/out');
  content.addReader(pod.main, '/in');
  expect(containerOf(pod, 'writer').startupProbe.exec.command.at(-1)).toBe('/out');
});
