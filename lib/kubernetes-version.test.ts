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

test.each(['1.25', '1.29', 'v1.37.2', '1.47'])('%s can be a target', (text) => {
  expect(KubernetesVersion.target(text, 'here')).toEqual(version(text));
});

test.each(['0.5', '0.30', '1.3', '1.24', '1.48', '1.99', '1.310', '2.0', '2.31'])('%s cannot be a target', (text) => {
  expect(() => KubernetesVersion.target(text, 'here')).toThrow(
    new Error(
      `here: "${text}" is not a Kubernetes version that is known. The target version decides which fields may be used. ` +
        'Fix: write one that there is, from "1.25" on, such as "1.31".',
    ),
  );
});

test('what is not written as a version is read as none', () => {
  expect(['1.31', 'latest', '1', '', '1.x'].map((text) => KubernetesVersion.read(text)?.toString())).toEqual([
    '1.31',
    ...[undefined, undefined, undefined, undefined],
  ]);
});

test('a version is written as major and minor', () => {
  expect(version('v1.31.2').toString()).toBe('1.31');
});
