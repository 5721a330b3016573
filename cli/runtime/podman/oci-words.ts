/** What the OCI runtime said, without what podman puts around it: `runc create failed: ...`. */
export function ociWords(words: string): string {
  return words
    .replace(/^(?:OCI runtime error: )?(?:unable to start container "\w+": )?/, '')
    .replace(/: OCI (?:runtime attempted to invoke a command that was not found|permission denied|runtime error)$/, '');
}

/** Whether it is the OCI runtime that refused to start a container, and not podman before it. */
export function isOciError(words: string): boolean {
  return /^(?:runc|crun|youki|runsc|kata-runtime|\/\S+): /.test(ociWords(words));
}

/** As containerd has it, with the program's name said once. */
export function ociCreateError(words: string): string {
  return `OCI runtime create failed: ${ociWords(words).replace(/^(\S+): (?=\1 )/, '')}`;
}
