import { about, beginning, imageText, shown } from './words';

test.each([
  ['short', 'short'],
  ['', ''],
  ['a\nb\0', 'a\\x0ab\\x00'],
  ['a-name-that-is-much-too-long-for-any-box', 'a-name-that-is-mu…long-for-any-box'],
  [`${'a'.repeat(5000)}z`, `${'a'.repeat(17)}…${'a'.repeat(15)}z`],
  ['𝒳'.repeat(40), `${'𝒳'.repeat(17)}…${'𝒳'.repeat(16)}`],
  ['\u202Etxt', '\\u202etxt'],
])('%j is shown as %j', (text, expected) => expect(shown(text)).toBe(expected));

test.each([
  ['nginx:1.27', 'nginx:1.27'],
  ['registry.example.com/team/app:1.0', 'registry.example.com/team/app:1.0'],
  ['registry.example.com/a-long-team/of/app:1.0', '…/app:1.0'],
  [`nginx@sha256:${'0a1b2c3d'.repeat(8)}`, 'nginx@0a1b2c3…'],
  [`${'x'.repeat(60)}:1`, `${'x'.repeat(17)}…${'x'.repeat(14)}:1`],
])('image %j is shown as %j', (image, expected) => expect(imageText(image)).toBe(expected));

test('of a command the beginning tells most', () => {
  expect(beginning(`sh -c\n  ${'x'.repeat(60)}`, 20)).toBe('sh -c xxxxxxxxxxxxx…');
  expect(about('x'.repeat(1000))).toHaveLength(300);
});
