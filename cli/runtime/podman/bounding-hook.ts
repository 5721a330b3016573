import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Marks containers whose user is not root and that have capabilities. */
export const BOUNDING_ANNOTATION = 'cdk8s-sidecars.bounding-only';

/**
 * In the OCI configuration of a container, only the bounding set keeps its capabilities. A quote in a text is written as \",
 * so that these can only be keys.
 */
const FILTER = `exec sed 's/"\\(effective\\|inheritable\\|permitted\\|ambient\\)":\\[[^]]*\\]/"\\1":[]/g'\n`;

/**
 * Podman gives the capabilities of a user who is not root to every program he starts. The runtimes of Kubernetes only allow
 * them, to programs that have them in their file or are set-user-ID: NET_BIND_SERVICE does not let such a user bind port 80.
 * Podman runs what is in this folder before it makes a container, when it is named by --hooks-dir.
 * @see https://github.com/kubernetes/kubernetes/issues/56374
 */
export function writeHooks(folder: string): string {
  const hooks = join(folder, 'hooks');
  const script = join(hooks, 'bounding-only');
  mkdirSync(hooks);
  writeFileSync(script, FILTER);
  const hook = {
    version: '1.0.0',
    hook: { path: '/bin/sh', args: ['sh', script] },
    when: { annotations: { [`^${BOUNDING_ANNOTATION.replaceAll('.', '\\.')}$`]: '^true$' } },
    stages: ['precreate'],
  };
  writeFileSync(join(hooks, 'bounding-only.json'), JSON.stringify(hook));
  return hooks;
}
