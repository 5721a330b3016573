import { isBelow, networkOf } from './networks';

test.each([
  ['10.0.0.0/8', 4, 8],
  ['10.1.2.3/32', 4, 32],
  ['0.0.0.0/0', 4, 0],
  ['2001:db8::/32', 6, 32],
  ['::/0', 6, 0],
  ['::ffff:10.0.0.1/128', 4, 32],
  ['10.0.0.0/08', 4, 8],
])('reads %s', (cidr, version, length) => {
  const network = networkOf(cidr);
  expect([network?.version, network?.prefix.length]).toEqual([version, length]);
});

test.each(['10.0.0.0', '10.0.0/8', '10.0.0.256/8', '10.0.0.0/33', '2001:db8::/129', '2001:::/32', 'a/8', ''])(
  'does not read "%s"',
  (text) => expect(networkOf(text)).toBeUndefined(),
);

test.each([
  ['10.1.0.0/16', '10.0.0.0/8', true],
  ['10.0.0.0/8', '10.0.0.0/8', false],
  ['10.0.0.0/8', '10.0.0.0/16', false],
  ['11.0.0.0/16', '10.0.0.0/8', false],
  ['2001:db8:1::/48', '2001:db8::/32', true],
  ['2001:db9::/48', '2001:db8::/32', false],
  ['10.0.0.0/8', '::/0', false],
])('knows whether %s is below %s', (part, whole, expected) => {
  expect(isBelow(networkOf(part)!, networkOf(whole)!)).toBe(expected);
});
