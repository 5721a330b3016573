import { KubernetesVersion } from './kubernetes-version';

const version = (text: string) => KubernetesVersion.parse(text, 'here');

test.each([
  ['1.28', false],
  ['1.3', false],
  ['0.30', false],
  ['1.29', true],
  ['v1.29.4', true],
  [' 1.33 ', true],
  ['2.0', true],
])('Kubernetes %s has native sidecars: %s', (text, native) => {
  expect(version(text).atLeast(KubernetesVersion.NATIVE_SIDECARS)).toBe(native);
});

test('a version is written as major and minor', () => {
  expect(version('v1.31.2').toString()).toBe('1.31');
});
