import * as fs from 'node:fs';
import * as path from 'node:path';
import { Cli, finePod } from '../test/cli';

let cli: Cli;

beforeAll(async () => {
  cli = await Cli.build();
});

afterAll(() => cli.remove());

beforeEach(() => cli.clear());

const NOWHERE = { PATH: '/nonexistent' };

/** A podman that is there, and of which nothing more is asked. */
function podman(): { readonly SIDECARS_PODMAN: string } {
  const program = path.join(cli.folder, 'podman');
  fs.writeFileSync(program, `#!/bin/sh\necho '{"Client":{"Version":"4.9.0"}}'\n`, { mode: 0o755 });
  return { SIDECARS_PODMAN: program };
}

function plan(container: string): string {
  const expectations = [{ type: 'log', container, contains: 'x', withinSeconds: 1 }];
  const pod = { outdir: '.', chart: 'site', path: 'site/pod', kind: 'Pod', name: 'site', expectations };
  return JSON.stringify({ version: 1, pods: [pod] });
}

function refused(args: readonly string[], env: { readonly [name: string]: string } = podman()): string {
  const { code, stdout, stderr } = cli.run(['verify', ...args], { env });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^sidecars: /);
  return stderr;
}

test('where there is neither podman nor kubectl, says how to get either', () => {
  cli.write({ 'site.yaml': finePod('site') });
  const message = refused(['site.yaml'], NOWHERE);
  expect(message).toMatch(/neither podman nor kubectl/);
  expect(message).toMatch(/apt install podman/);
  expect(message).toMatch(/minikube/);
});

test.each([
  [['--runtime', 'docker'], '--runtime is podman or kubectl, not "docker"'],
  [['--ready-within', 'soon'], '--ready-within is a time such as 90s or 2m, not "soon"'],
  [['--report', 'report.doc'], 'report.doc'],
  [['--chart', 'site', 'site.yaml'], '--chart is for an app'],
  [['--plan', 'plan.json'], '--plan is for files'],
  [['--namespace', 'x', '--own-namespace'], 'either --namespace or --own-namespace'],
  [['nowhere.yaml'], 'nowhere.yaml'],
  [[], 'there is no cdk8s.yaml here, so no app; name the files that are to be run'],
])('%j is wrong use', (args, said) => {
  cli.write({ 'site.yaml': finePod('site') });
  expect(refused(args)).toContain(said);
});

test('YAML without Pods cannot be run', () => {
  cli.write({ 'map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: map\n' });
  expect(refused(['map.yaml'])).toContain('there is no Pod and no workload in what was named');
});

test('YAML that cannot be read is told with its place', () => {
  cli.write({ 'bad.yaml': 'kind: Pod\n  name: x\n' });
  expect(refused(['bad.yaml'])).toMatch(/bad\.yaml:\d+:\d+: /);
});

test('what a cluster would refuse is told with its place', () => {
  cli.write({ 'site.yaml': finePod('site').replace('image:', 'imge:') });
  expect(refused(['site.yaml'])).toMatch(
    /nothing was started:\n\nPod site\n {2}site\.yaml:7:7 {2}error {2}image-reference/,
  );
});

test('an expectation of a container that is not there is told with those that are', () => {
  cli.write({ 'site.yaml': finePod('site'), 'plan.json': plan('ap') });
  expect(refused(['--plan', 'plan.json', 'site.yaml'])).toContain(
    'an expectation of Pod site is about container "ap"; did you mean "app"?; it has app',
  );
});

test('a name that no Pod has is told with the one that was meant', () => {
  cli.write({ 'site.yaml': finePod('site') });
  expect(refused(['--pod', 'sit', 'site.yaml'])).toMatch(/there is no Pod or workload "sit".*; there are site$/m);
});

describe('the app of cdk8s.yaml', () => {
  const app = (command: string) => cli.write({ 'cdk8s.yaml': `language: typescript\napp: ${command}\n` });

  test('that fails is told with what it says', () => {
    app('"echo no luck >&2; exit 3"');
    expect(refused([])).toMatch(/the app \(.*\) failed:\nno luck/);
  });

  test('that writes nothing is told', () => {
    app('"true"');
    expect(refused([])).toContain('wrote nothing to the folder that CDK8S_OUTDIR names');
  });

  test('writes nothing into the project', () => {
    cli.write({
      'make.sh': `mkdir "$CDK8S_OUTDIR"\ncat > "$CDK8S_OUTDIR/site.k8s.yaml" <<'END'\n${finePod('site')}END\n`,
    });
    app('sh make.sh');
    const before = fs.readdirSync(cli.folder);
    expect(refused(['--chart', 'sit'], { ...podman(), PATH: process.env['PATH']! })).toContain(
      'there is no chart "sit"',
    );
    expect(fs.readdirSync(cli.folder).filter((name) => name !== 'podman')).toEqual(before);
  });
});
