import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { BUSYBOX, idle, OWN, sidecarPod } from '../../test/pods';
import { manifestOf } from '../../test/synth';
import { Expectation } from '..';

const pod = sidecarPod({ main: { ...idle, name: 'app', portNumber: 8080 } });
const url = pod.main.localhost().url('/index.html');

test('a response is expected as seen from a container', () => {
  expect(Expectation.http(url, { from: pod.main })._toPlan()).toEqual({
    container: 'app',
    type: 'http',
    url: 'http://127.0.0.1:8080/index.html',
    status: 200,
    bodyContains: undefined,
    withinSeconds: 60,
  });
  const all = { from: pod.main, status: 404, bodyContains: 'not here', within: Duration.minutes(2) };
  expect(Expectation.http('https://web', all)._toPlan()).toEqual({
    container: 'app',
    type: 'http',
    url: 'https://web',
    status: 404,
    bodyContains: 'not here',
    withinSeconds: 120,
  });
});

test('a command is expected to end', () => {
  const command = ['ls', '/content'];
  const expectation = Expectation.command(pod.main, command);
  command.push('-l');
  expect(expectation._toPlan()).toEqual({
    container: 'app',
    type: 'command',
    command: ['ls', '/content'],
    exitCode: 0,
    outputContains: undefined,
    withinSeconds: 60,
  });
  const all = { exitCode: 1, outputContains: 'index.html', within: Duration.seconds(5) };
  expect(Expectation.command(pod.main, ['ls'], all)._toPlan()).toMatchObject({
    exitCode: 1,
    outputContains: 'index.html',
    withinSeconds: 5,
  });
});

test('a line is expected in a log', () => {
  expect(Expectation.log(pod.main, 'ready', { within: Duration.seconds(5) })._toPlan()).toEqual({
    container: 'app',
    type: 'log',
    contains: 'ready',
    withinSeconds: 5,
  });
});

test('what is expected changes nothing in the YAML', () => {
  const before = manifestOf(pod);
  pod.expect(Expectation.http(url, { from: pod.main }));
  pod.expect(Expectation.log(pod.main, 'ready'));
  expect(manifestOf(pod)).toEqual(before);
});

test.each(['127.0.0.1:8080', 'ftp://localhost', 'http://', 'http://local host/', '/index.html', ''])(
  '"%s" is not a URL to request',
  (text) => {
    expect(() => Expectation.http(text, { from: pod.main })).toThrow(
      new Error(
        `Expectation.http: "${text}" is not an http or https URL. The request is made to exactly this address, as seen ` +
          'from the container. Fix: pass a whole URL, such as http://localhost/ or what container.localhost().url() gives.',
      ),
    );
  },
);

test('an empty command is refused', () => {
  expect(() => Expectation.command(pod.main, [])).toThrow(
    new Error(
      'Expectation.command, container "app": the command is empty. There is nothing to run. Fix: pass the program and ' +
        "its arguments, such as ['ls', '/content'].",
    ),
  );
});

test('what is expected of a container is declared on its Pod', () => {
  const other = sidecarPod();
  for (const container of [other.main, new kplus.Container({ name: 'app', image: BUSYBOX })]) {
    expect(() => pod.expect(Expectation.log(container, 'ready'))).toThrow(
      new Error(
        'Pod web (test/pod): an expectation is about container "app", which is not one of its own. What is expected of a ' +
          'Pod is looked at from within its containers. Fix: declare it on the Pod or workload that has the container.',
      ),
    );
  }
});

test('sidecars, init containers and containers that cdk8s-plus made are its own', () => {
  const several = sidecarPod();
  const raw = new kplus.Container({ name: 'raw', image: OWN });
  several.attachContainer(raw);
  for (const container of [several.addSidecar(idle), several.addInitContainer(idle), raw]) {
    expect(() => several.expect(Expectation.log(container, 'ready'))).not.toThrow();
  }
});
