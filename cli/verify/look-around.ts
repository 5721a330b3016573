import { RunningPod } from '../runtime/runtime';

/**
 * A fix with the commands that lead to this Pod, where it names those of a cluster in general. They are of use as long as the
 * Pod is there, which without --keep it is no more when somebody reads this.
 */
export function withCommandsOf({ commands, name }: RunningPod, fix: string): string {
  return fix
    .replace(/kubectl logs \S+ -c (\S+)(?: --previous)?/, (_, container: string) => kept(commands.logs(container)))
    .replace(/kubectl exec \S+ -c (\S+)/, (_, container: string) => kept(commands.exec(container, [])))
    .replace(/look at kubectl describe pod \S+/, `run it again with --keep, and look around in ${name}`);
}

function kept(command: string): string {
  return `"${command.trim()}" (with --keep)`;
}
