import { Data } from '../../lib/model/values';
import { Moment } from './evidence';
import { containersOf, isUp, phaseOf } from './live';

/** Notes when the state of a Pod or of one of its containers changes. */
export class Timeline {
  public readonly moments: Moment[] = [];
  private readonly last = new Map<string, string>();

  public constructor(private readonly startedAt: number) {}

  public see(pod: Data): void {
    for (const { name, state, reason, exitCode, restarts, ready, started } of containersOf(pod)) {
      const words = [
        state,
        reason === undefined ? '' : `(${reason})`,
        exitCode === undefined ? '' : `with exit code ${exitCode}`,
        state === 'running' && started ? 'and started' : '',
        state === 'running' && ready ? 'and ready' : '',
        restarts > 0 ? `after ${restarts} restarts` : '',
      ];
      this.note(name, words.filter((word) => word !== '').join(' '));
    }
    this.note(undefined, isUp(pod) && phaseOf(pod) === 'Running' ? 'Ready' : phaseOf(pod));
  }

  private note(container: string | undefined, what: string): void {
    const key = container ?? '';
    if (this.last.get(key) === what) return;
    this.last.set(key, what);
    this.moments.push({ atMs: Date.now() - this.startedAt, container, what });
  }
}
