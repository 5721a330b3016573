import { dnsLabel, normalPath, requireDnsLabel, requireMountPath, requirePortName, requirePortNumber } from './names';

test.each(['a', '0', 'container-1', 'a'.repeat(63)])('"%s" is a container name', (name) => {
  expect(() => requireDnsLabel('here', 'container name', name)).not.toThrow();
});

test.each(['', '-a', 'a-', 'My_Container', 'a.b', 'ä', 'a\n', 'a'.repeat(64)])('"%s" is no container name', (name) => {
  expect(() => requireDnsLabel('here', 'container name', name)).toThrow(
    `here: "${name}" is not a valid container name.`,
  );
});

test.each(['http', 'a', '8080tcp', 'a-b', 'fifteen-letters'])('"%s" is a port name', (name) => {
  expect(() => requirePortName('here', name)).not.toThrow();
});

test.each(['', '80', 'Http', 'a--b', '-a', 'a-', 'a_b', 'a'.repeat(16)])('"%s" is no port name', (name) => {
  expect(() => requirePortName('here', name)).toThrow(`here: "${name}" is not a valid port name.`);
});

test.each([1, 80, 65535])('%d is a port', (number) => {
  expect(() => requirePortNumber('here', 'port', number)).not.toThrow();
});

test.each([0, -1, 65536, 1.5, NaN])('%d is no port', (number) => {
  expect(() => requirePortNumber('here', 'port', number)).toThrow(`here: ${number} is not a valid port.`);
});

test.each(['/data', '/data/', '/a..b', '/var//cache'])('"%s" is a mount path', (path) => {
  expect(() => requireMountPath('here', path)).not.toThrow();
});

test.each(['', 'data', './data', '/a:b', '/a/../b', '/', '//', '/.'])('"%s" is no mount path', (path) => {
  expect(() => requireMountPath('here', path)).toThrow(`here: "${path}" is not a valid mount path.`);
});

test.each([
  ['/data/', '/data'],
  ['//data///x/', '/data/x'],
  ['/data/./x', '/data/x'],
  ['/', '/'],
])('%s is the folder %s', (path, normal) => {
  expect(normalPath(path)).toBe(normal);
});

test.each([
  [['nginx', '/var/cache/nginx'], 'nginx-var-cache-nginx'],
  [['App', '/.Config_x/'], 'app-config-x'],
  [['a'.repeat(62), 'bc'], 'a'.repeat(62)],
  [['a'.repeat(70)], 'a'.repeat(63)],
])('%j make the label %s', (parts, label) => {
  expect(dnsLabel(...parts)).toBe(label);
});
