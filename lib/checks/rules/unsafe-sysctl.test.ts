import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { KubernetesVersion } from '../../kubernetes-version';
import { unsafeSysctl as rule } from './unsafe-sysctl';

const pod = (...names: unknown[]) =>
  podOf({ securityContext: { sysctls: names.map((name) => ({ name, value: '1' })) }, containers: [{ name: 'app' }] });
const at = (version: string) => ({ version: KubernetesVersion.parse(version, 'test') });

test('finds what kubelets refuse', () => {
  const yaml = pod('net.ipv4.tcp_syncookies', 'net.core.somaxconn');
  expect(placesOf(rule, yaml)).toEqual(['warning Pod pod spec.securityContext.sysctls[1].name']);
  expect(findingsOf(rule, yaml, at('1.31'))[0]).toMatchObject({
    what: 'the Pod sets the sysctl net.core.somaxconn, which is not safe in Kubernetes 1.31',
    happens:
      'SysctlForbidden: forbidden sysctl: "net.core.somaxconn" not allowlisted; the Pod fails, and its workload makes the next one',
    fix: 'leave it out, or start the kubelets with --allowed-unsafe-sysctls=net.core.somaxconn and waive this',
  });
});

test('knows from when on one is safe', () => {
  const yaml = pod('net.ipv4.tcp_keepalive_time');
  expect(placesOf(rule, yaml, at('1.28'))).toHaveLength(1);
  expect(placesOf(rule, yaml, at('1.29'))).toEqual([]);
});

test.each<[string, string]>([
  ['slashes', pod('kernel/shm_rmid_forced')],
  ['what is filled in later', pod('${NAME}')],
  ['wrong types', pod(null, 5, '')],
])('is content with %s', (_, yaml) => expect(placesOf(rule, yaml)).toEqual([]));
