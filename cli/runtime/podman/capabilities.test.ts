import { capabilitiesOf } from './capabilities';

test('without a word, the set of containerd, which is not that of podman', () => {
  const { add, drop } = capabilitiesOf(undefined);
  expect(drop).toEqual(['ALL']);
  expect(add).toEqual(expect.arrayContaining(['NET_RAW', 'MKNOD', 'AUDIT_WRITE', 'NET_BIND_SERVICE']));
  expect(add).toHaveLength(14);
});

test.each([
  [{ drop: ['ALL'] }, { add: [], drop: ['ALL'] }],
  [
    { drop: ['all'], add: ['cap_net_bind_service'] },
    { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
  ],
  [
    { drop: ['ALL'], add: ['ALL', 'KILL'] },
    { add: ['KILL'], drop: ['ALL'] },
  ],
  // Podman refuses ALL on both sides.
  [{ add: ['ALL'] }, { add: ['ALL'], drop: [] }],
  [
    { add: ['ALL'], drop: ['NET_RAW'] },
    { add: ['ALL'], drop: ['NET_RAW'] },
  ],
  [
    { drop: ['ALL', 'KILL'], add: ['KILL'] },
    { add: [], drop: ['ALL'] },
  ],
])('%j', (said, expected) => expect(capabilitiesOf(said)).toEqual(expected));

test('dropping comes after adding', () => {
  const { add } = capabilitiesOf({ add: ['SYS_TIME', 'SYS_ADMIN'], drop: ['SYS_ADMIN', 'CHOWN'] });
  expect(add).toContain('SYS_TIME');
  expect(add).not.toContain('SYS_ADMIN');
  expect(add).not.toContain('CHOWN');
});
