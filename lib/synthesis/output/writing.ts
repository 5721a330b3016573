import { SidecarsError } from '../../errors';

const INSIDE = 'name a folder inside of it as the output, or remove it first';

const REASONS: { readonly [code: string]: readonly [what: string, fix: string] } = {
  EACCES: ['it may not be written', 'let this user write to it and to the folder that it is in'],
  EBUSY: ['it is in use, or a mount', INSIDE],
  EDQUOT: ['the disk quota is used up', 'remove what is not needed'],
  EISDIR: ['a folder is where a file should be', 'move it away'],
  EMFILE: ['too many files are open', 'raise the limit (ulimit -n)'],
  ENOSPC: ['no space is left on the device', 'remove what is not needed'],
  ENOTDIR: ['a file is where a folder should be', 'move it away'],
  EPERM: ['it may not be written', 'let this user write to it and to the folder that it is in'],
  EROFS: ['its file system is read-only', 'name an output elsewhere'],
  // Also within one file system, for a folder of a lower layer of a container image.
  EXDEV: ['it is a mount, or of a layer of a container image', INSIDE],
};

/** Runs it, and says in one sentence why the folder that people call by this name cannot be written. */
export function writing<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const [what, fix] = REASONS[code] ?? [`it cannot be written: ${(error as Error).message}`, 'mend that'];
    throw new SidecarsError({ where: name, what, why: 'Nothing in it was changed', fix });
  }
}
