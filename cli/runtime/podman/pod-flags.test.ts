import { podOf, Spec } from '../../../test/manifest-pods';
import { podArguments } from './pod-flags';
import { forbiddenSysctl } from './sysctls';

const args = (spec: Spec, network?: { name: string; address: string }) =>
  podArguments({ pod: podOf(spec), name: 'run-web', hostname: 'web', labels: ['a=b'], network });

test('the least', () => {
  expect(args({})).toEqual([
    ...['pod', 'create', '--name', 'run-web', '--infra-name', 'run-web-infra', '--hostname', 'web'],
    ...['--share', 'ipc,net,uts', '--label', 'a=b'],
  ]);
});

test('all there is', () => {
  const spec = {
    shareProcessNamespace: true,
    securityContext: { sysctls: [{ name: 'net/ipv4/tcp_syncookies', value: '1' }] },
    dnsConfig: {
      nameservers: ['192.0.2.53'],
      searches: ['example.com'],
      options: [{ name: 'ndots', value: '2' }, { name: 'edns0' }],
    },
  };
  expect(args(spec, { name: 'net', address: '10.89.0.10' }).slice(8)).toEqual([
    ...['--share', 'ipc,net,uts,pid', '--label', 'a=b', '--network', 'net', '--ip', '10.89.0.10'],
    ...['--sysctl', 'net.ipv4.tcp_syncookies=1', '--dns', '192.0.2.53', '--dns-search', 'example.com'],
    ...['--dns-option', 'ndots:2', '--dns-option', 'edns0'],
  ]);
});

const sysctl = (name: string) => forbiddenSysctl(podOf({ securityContext: { sysctls: [{ name, value: '1' }] } }));

test('a kubelet runs only with sysctls that are safe', () => {
  expect(sysctl('net.ipv4.ip_unprivileged_port_start')).toBeUndefined();
  expect(sysctl('net/ipv4/tcp_rmem')).toBeUndefined();
  expect(sysctl('net.core.somaxconn')).toBe('forbidden sysctl: "net.core.somaxconn" not allowlisted');
});
