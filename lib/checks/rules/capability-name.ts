import { nearMiss } from '../../model/near-miss';
import { isPlaceholder } from '../../model/placeholder';
import { dataOf, listOf } from '../../model/values';
import { podRule } from '../rule';

/** Of Linux 6.x; ALL stands for all of them. */
const CAPABILITIES: ReadonlySet<string> = new Set(
  (
    'ALL AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH ' +
    'FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN ' +
    'NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT ' +
    'SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM'
  ).split(' '),
);

/** The runtime puts CAP_ in front of what it is given, and leaves out what it then does not know. */
export const capabilityName = podRule(
  {
    id: 'capability-name',
    severity: 'warning',
    title: 'a capability that there is not',
    sources: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container',
      'https://github.com/containerd/containerd/blob/v2.1.0/internal/cri/opts/spec_linux_opts.go',
      'https://man7.org/linux/man-pages/man7/capabilities.7.html',
    ],
  },
  function* (pod) {
    if (pod.windows) return;
    for (const container of pod.containers) {
      for (const side of ['add', 'drop'] as const) {
        const names = listOf(dataOf(container.securityContext['capabilities'])[side]);
        for (const [index, name] of names.entries()) {
          // Runtimes do not care for the case.
          if (typeof name !== 'string' || isPlaceholder(name) || CAPABILITIES.has(name.toUpperCase())) continue;
          const bare = name.toUpperCase().replace(/^CAP_/, '');
          const meant = CAPABILITIES.has(bare) ? bare : nearMiss(bare, CAPABILITIES);
          yield {
            container,
            path: [...container.path, 'securityContext', 'capabilities', side, index],
            what: `it ${side}s the capability "${name}", which is ${meant === bare ? `CAP_${name.toUpperCase()} to the runtime` : 'none'}`,
            happens: `containerd leaves it out, so that the container ${side === 'add' ? 'goes without it' : 'keeps it'}; older runtimes do not start it: unknown capability`,
            fix: meant === undefined ? 'write a capability of Linux without CAP_, such as NET_ADMIN' : `write ${meant}`,
          };
        }
      }
    }
  },
);
