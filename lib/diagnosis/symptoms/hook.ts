import { Symptom } from '../symptom';

/** The kubelet ends a container whose postStart hook has failed. */
export const postStartHook: Symptom = (pod, container) => {
  const hook = container.spec.hook('postStart');
  const failed = container.event('FailedPostStartHook');
  const since = container.ending?.startedAt;
  const isRecent = failed && !(failed.time !== undefined && since !== undefined && failed.time < since - 1000);
  const ended = container.stuck !== undefined || container.terminated !== undefined;
  if (!hook || !(container.waiting?.reason === 'PostStartHookError' || (ended && isRecent))) return undefined;
  const found = pod.suspectIn(
    container,
    'postStart',
    'tool-missing',
    'shell-command-split',
    'loopback-from-outside',
  ) ?? {
    cause: 'its postStart hook fails, so that the kubelet ends it and starts it again',
    fix: 'run what the hook runs in the container to see why, and correct it',
    path: hook.path,
  };
  return { ...found, evidence: [...container.said, ...(failed ? [failed.toString()] : [])] };
};
