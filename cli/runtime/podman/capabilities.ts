import { dataOf, textsOf } from '../../../lib/model/values';

/**
 * What a container may do unless something is said: the set of containerd and Docker, which is larger than podman's own.
 * @see https://github.com/containerd/containerd/blob/v2.0.0/pkg/oci/spec.go
 */
const DEFAULT = [
  'CHOWN',
  'DAC_OVERRIDE',
  'FSETID',
  'FOWNER',
  'MKNOD',
  'NET_RAW',
  'SETGID',
  'SETUID',
  'SETFCAP',
  'SETPCAP',
  'NET_BIND_SERVICE',
  'SYS_CHROOT',
  'KILL',
  'AUDIT_WRITE',
];

/** As `--cap-add` and `--cap-drop` have them; podman takes `ALL` in one of the two only. */
export interface Capabilities {
  readonly add: readonly string[];
  readonly drop: readonly string[];
}

/**
 * `ALL` comes before names, and dropping a name after adding it.
 * @see https://github.com/containerd/containerd/blob/v2.0.0/internal/cri/opts/spec_linux_opts.go
 */
export function capabilitiesOf(data: unknown): Capabilities {
  const { add, drop } = dataOf(data);
  const [added, dropped] = [namesOf(add), namesOf(drop)];
  const names = dropped.filter((name) => name !== 'ALL');
  if (added.includes('ALL') && !dropped.includes('ALL')) return { add: ['ALL'], drop: names };
  const base = dropped.includes('ALL') ? [] : DEFAULT;
  const kept = [...base, ...added.filter((name) => name !== 'ALL')].filter((name) => !names.includes(name));
  return { add: [...new Set(kept)], drop: ['ALL'] };
}

function namesOf(value: unknown): string[] {
  return (textsOf(value) ?? []).map((name) => name.toUpperCase().replace(/^CAP_/, ''));
}
