import { Data, dataOf, flagOf, isData, listOf, numberOf, textOf } from '../model/values';

/**
 * What `kubectl get pods` writes to its column STATUS.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/printers/internalversion/printers.go
 */
export function statusColumn(pod: Data): string {
  const status = dataOf(pod['status']);
  const conditions = listOf(status['conditions']).map(dataOf);
  const isTrue = (type: string) => conditions.some((each) => each['type'] === type && each['status'] === 'True');
  let reason = textOf(status['reason']) || textOf(status['phase']) || 'Unknown';
  const gated = conditions.some((each) => each['type'] === 'PodScheduled' && each['reason'] === 'SchedulingGated');
  if (gated) reason = 'SchedulingGated';

  const initializing = initStatus(pod);
  if (initializing !== undefined) reason = initializing;
  if (initializing === undefined || isTrue('Initialized')) {
    let running = false;
    for (const container of listOf(status['containerStatuses']).map(dataOf).reverse()) {
      const { waiting, terminated, running: runs } = dataOf(container['state']);
      const waits = textOf(dataOf(waiting)['reason']) ?? '';
      if (waits !== '') reason = waits;
      else if (isData(terminated)) reason = ended(terminated);
      else if (flagOf(container['ready']) === true && isData(runs)) running = true;
    }
    if (reason === 'Completed' && running) reason = isTrue('Ready') ? 'Running' : 'NotReady';
  }
  if (dataOf(pod['metadata'])['deletionTimestamp'] == null) return reason;
  if (status['reason'] === 'NodeLost') return 'Unknown';
  return status['phase'] === 'Succeeded' || status['phase'] === 'Failed' ? reason : 'Terminating';
}

/** Of the first init container that holds the others back. */
function initStatus(pod: Data): string | undefined {
  const declared = listOf(dataOf(pod['spec'])['initContainers']).map(dataOf);
  for (const [index, container] of listOf(dataOf(pod['status'])['initContainerStatuses']).map(dataOf).entries()) {
    const { waiting, terminated } = dataOf(container['state']);
    const sidecar = declared.some(
      ({ name, restartPolicy }) => name === container['name'] && restartPolicy === 'Always',
    );
    if (isData(terminated) && numberOf(terminated['exitCode']) === 0) continue;
    if (sidecar && container['started'] === true) continue;
    if (isData(terminated)) return `Init:${ended(terminated)}`;
    const waits = textOf(dataOf(waiting)['reason']) ?? '';
    return waits !== '' && waits !== 'PodInitializing' ? `Init:${waits}` : `Init:${index}/${declared.length}`;
  }
  return undefined;
}

function ended(terminated: Data): string {
  const reason = textOf(terminated['reason']) ?? '';
  if (reason !== '') return reason;
  const signal = numberOf(terminated['signal']) ?? 0;
  return signal !== 0 ? `Signal:${signal}` : `ExitCode:${numberOf(terminated['exitCode']) ?? 0}`;
}
