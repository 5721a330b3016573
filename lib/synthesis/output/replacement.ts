import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { SidecarsError } from '../../errors';
import { Claim } from './claim';
import { compareFolders, Difference, listFiles } from './files';
import { keepOthers } from './keep';
import { OutputFolder } from './output-folder';
import { Owner, showLife, thisProcess } from './owner';
import { replace, restore } from './replace';
import { writing } from './writing';

/**
 * Replaces an output folder as a whole, by one process at a time. Whoever finds the work of a process that is gone puts right
 * what that has left.
 */
export class Replacement {
  /** Throws when another process is about it, or when it cannot be written. */
  public static begin(output: OutputFolder): Replacement {
    return writing(output.name, () => {
      const claim = Claim.take(output.work);
      if (claim instanceof Claim) return new Replacement(output, claim);
      throw busy(output, claim);
    });
  }

  /** Brings an output back that is away, because whoever replaced it was ended half-way. */
  public static recover(output: OutputFolder): void {
    if (!output.isAway()) return;
    const claim = Claim.take(output.work);
    // Else somebody is just about to put another in its place.
    if (claim instanceof Claim) new Replacement(output, claim).end();
  }

  /** What is to take the place. No other run has the same: an app that outlives its run does not write into the next one's. */
  public readonly fresh: string;
  private readonly stopShowing: () => void;

  private constructor(
    private readonly output: OutputFolder,
    private readonly claim: Claim,
  ) {
    restore(output.path, output.old);
    claim.clean();
    this.fresh = join(output.work, `new-${process.pid}-${Date.now()}`);
    this.stopShowing = showLife(claim.file);
  }

  /** Calls it with the folder. */
  public fill(write: (fresh: string) => void): void {
    writing(this.output.name, () => write(this.fresh));
  }

  /** Puts it into place, with what is in the output and not of a synthesis. What is the same is not touched. */
  public finish(): Difference {
    return writing(this.output.name, () => {
      this.requireManifests();
      if (this.output.exists()) keepOthers(this.output.path, this.fresh);
      const difference = compareFolders(this.output.path, this.fresh);
      const { added, removed, changed } = difference;
      if (added.length + removed.length + changed.length === 0) return difference;
      this.requireClaim();
      replace(this.output.path, this.fresh, this.output.old);
      return difference;
    });
  }

  /** Removes what is not in its place, and lets the next one in. */
  public end(): void {
    this.stopShowing();
    // The only copy of the output may be in the work folder.
    if (!this.output.isAway()) this.claim.release();
  }

  private requireManifests(): void {
    if (listFiles(this.fresh).length > 0) return;
    throw new SidecarsError({
      where: this.output.name,
      what: 'no manifest was synthesized',
      why: 'Replacing it by nothing would delete all there is',
      fix: 'give the app a chart; to delete all, delete the folder',
    });
  }

  private requireClaim(): void {
    if (this.claim.holds()) return;
    rmSync(this.fresh, { recursive: true, force: true });
    throw new SidecarsError({
      where: this.output.name,
      what: 'another process has taken over, since this one gave no sign of life for long',
      why: 'Two at once would undo what the other does',
      fix: 'run it again',
    });
  }
}

function busy({ name }: OutputFolder, { pid, host }: Owner): SidecarsError {
  const who = `process ${pid}${host === thisProcess().host ? '' : ` of ${host}`}`;
  return new SidecarsError({
    where: name,
    what: `${who} is synthesizing it`,
    why: 'Two at once would undo what the other does',
    fix: 'wait for it to end, and run it again',
  });
}
