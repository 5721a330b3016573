import { Pod } from '../../../lib/model/pod';
import { dataOf, listOf, textOf, textsOf } from '../../../lib/model/values';
import { sysctlsOf } from './sysctls';

/** Everything that decides on how podman makes the sandbox of a Pod. */
export interface PodSetup {
  readonly pod: Pod;
  readonly name: string;
  readonly hostname: string;
  readonly labels: readonly string[];
  /** Undefined for podman's default. */
  readonly network: { readonly name: string; readonly address: string } | undefined;
}

export function podArguments({ pod, name, hostname, labels, network }: PodSetup): string[] {
  return [
    ...['pod', 'create', '--name', name, '--infra-name', infraName(name), '--hostname', hostname],
    ...['--share', pod.sharesProcesses ? 'ipc,net,uts,pid' : 'ipc,net,uts'],
    ...labels.flatMap((label) => ['--label', label]),
    ...(network ? ['--network', network.name, '--ip', network.address] : []),
    ...sysctlsOf(pod).flatMap(([key, value]) => ['--sysctl', `${key}=${value}`]),
    ...resolverFlags(pod),
  ];
}

export function infraName(pod: string): string {
  return `${pod}-infra`;
}

function resolverFlags({ spec }: Pod): string[] {
  const { nameservers, searches, options } = dataOf(spec['dnsConfig']);
  return [
    ...(textsOf(nameservers) ?? []).flatMap((server) => ['--dns', server]),
    ...(textsOf(searches) ?? []).flatMap((domain) => ['--dns-search', domain]),
    ...listOf(options)
      .map(dataOf)
      .flatMap(({ name, value }) => {
        const text = textOf(name) ?? '';
        return ['--dns-option', value === undefined ? text : `${text}:${String(value)}`];
      }),
  ];
}
