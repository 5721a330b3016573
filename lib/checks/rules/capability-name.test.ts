import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { capabilityName as rule } from './capability-name';

const pod = (capabilities: object, spec: object = {}) =>
  podOf({ containers: [{ name: 'app', securityContext: { capabilities } }], ...spec });

test('finds CAP_ in front', () => {
  const yaml = pod({ add: ['NET_RAW', 'CAP_NET_ADMIN'] });
  expect(placesOf(rule, yaml)).toEqual(['warning app spec.containers[0].securityContext.capabilities.add[1]']);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: 'it adds the capability "CAP_NET_ADMIN", which is CAP_CAP_NET_ADMIN to the runtime',
    happens:
      'containerd leaves it out, so that the container goes without it; older runtimes do not start it: unknown capability',
    fix: 'write NET_ADMIN',
  });
});

test('finds what is misspelled', () => {
  expect(findingsOf(rule, pod({ drop: ['NET_RAWW'] }))[0]).toMatchObject({
    what: 'it drops the capability "NET_RAWW", which is none',
    happens:
      'containerd leaves it out, so that the container keeps it; older runtimes do not start it: unknown capability',
    fix: 'write NET_RAW',
  });
});

test('finds what is none at all', () => {
  expect(findingsOf(rule, pod({ add: ['ROOT'] }))[0]).toMatchObject({
    what: 'it adds the capability "ROOT", which is none',
    fix: 'write a capability of Linux without CAP_, such as NET_ADMIN',
  });
});

test.each<[string, string]>([
  ['capabilities', pod({ add: ['NET_BIND_SERVICE', 'sys_time'], drop: ['ALL', 'all'] })],
  ['Windows', pod({ add: ['CAP_CHOWN'] }, { os: { name: 'windows' } })],
  ['what is filled in later', pod({ add: ['${CAPABILITY}'] })],
  ['wrong types', pod({ add: [null, 5], drop: 'ALL' })],
])('is content with %s', (_, yaml) => expect(placesOf(rule, yaml)).toEqual([]));
