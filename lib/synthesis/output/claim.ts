import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isRunning } from '../../process-state';
import { isAlive, Owner, readOwner, thisProcess } from './owner';

/** Owners by the order in which they took the folder over; all but the last are gone. */
const OWNER = /^owner-(\d+)$/;
const IGNORE = '.gitignore';
const GONE = '-gone';
/** Longer than a folder takes to be made or removed. Its process may have been one of another machine. */
const FORGOTTEN_MS = 60_000;

/** That a work folder belongs to this process. */
export class Claim {
  /** Returns who has the folder, if that is another process. */
  public static take(work: string): Claim | Owner {
    mkdirSync(dirname(work), { recursive: true });
    const prepared = mkdtempSync(`${work}-${process.pid}-`);
    try {
      const own = join(prepared, 'owner-1');
      writeFileSync(own, JSON.stringify(thisProcess()));
      writeFileSync(join(prepared, IGNORE), '*\n');
      for (;;) {
        const taken = takeNew(prepared, work) ? join(work, 'owner-1') : takeOver(work, own);
        if (taken !== undefined) return typeof taken === 'string' ? new Claim(work, taken) : taken;
      }
    } finally {
      rmSync(prepared, { recursive: true, force: true });
    }
  }

  private constructor(
    private readonly work: string,
    public readonly file: string,
  ) {}

  /** Not when another process has taken it over, because this one seemed to be gone. */
  public holds(): boolean {
    return existsSync(this.file);
  }

  /** Removes what processes have left that are gone. */
  public clean(): void {
    for (const entry of readdirSync(this.work)) {
      if (!OWNER.test(entry) && entry !== IGNORE) remove(join(this.work, entry));
    }
    // Those that ended while they took the folder or gave it up.
    const parent = dirname(this.work);
    for (const entry of readdirSync(parent)) {
      const pid = entry.startsWith(`${basename(this.work)}-`) ? /-(\d+)-\w+$/.exec(entry)?.[1] : undefined;
      if (pid !== undefined && (!isRunning(Number(pid)) || isOld(join(parent, entry)))) remove(join(parent, entry));
    }
  }

  /** Lets the next one in. */
  public release(): void {
    if (!this.holds()) return;
    remove(this.work);
  }
}

function isOld(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > FORGOTTEN_MS;
}

/** Under another name first, so that nobody who knew it by its own puts it into the place of the output meanwhile. */
function remove(path: string): void {
  const gone = path.endsWith(GONE) ? path : `${path}-${process.pid}${GONE}`;
  try {
    if (gone !== path) renameSync(path, gone);
    rmSync(gone, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
  } catch {
    // The next run tries again. An app that has outlived its run may still write there.
  }
}

/** A folder with something in it cannot be replaced by another, so that only one process succeeds. */
function takeNew(prepared: string, work: string): boolean {
  try {
    renameSync(prepared, work);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['EEXIST', 'ENOTEMPTY', 'EPERM'].includes(code) && existsSync(work)) return false;
    throw error;
  }
}

/** Only one process can add the next owner to a folder whose owners are all gone. Returns undefined to try again. */
function takeOver(work: string, own: string): string | Owner | undefined {
  try {
    const now = statSync(own).mtimeMs;
    const [before] = livingOwners(work, now);
    if (before) return before;
    const numbers = readdirSync(work).map((entry) => Number(OWNER.exec(entry)?.[1] ?? 0));
    const mine = join(work, `owner-${Math.max(0, ...numbers) + 1}`);
    linkSync(own, mine);
    // Meanwhile it may have become another folder, which somebody else has made.
    const [first, ...others] = livingOwners(work, now);
    if (first?.pid === process.pid && others.length === 0) return mine;
    rmSync(mine, { force: true });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    // Somebody else was faster, or has just given it up.
    if (!['ENOENT', 'EEXIST'].includes(code)) throw error;
  }
  return undefined;
}

function livingOwners(work: string, now: number): Owner[] {
  return readdirSync(work)
    .filter((entry) => OWNER.test(entry))
    .flatMap((entry) => {
      const file = join(work, entry);
      const owner = readOwner(file);
      return owner && isAlive(owner, file, now) ? [owner] : [];
    });
}
