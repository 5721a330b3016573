import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** The number of the system call renameat2. */
const RENAMEAT2: { readonly [architecture: string]: number } = { x64: 316, arm64: 276 };

const AT_FDCWD = -100;
const RENAME_EXCHANGE = 2;

/**
 * Lets two folders change places at once, so that there is no moment without either. Node itself cannot; other programs
 * can on Linux. Returns false, with nothing changed, when there is none.
 */
export function exchange(one: string, other: string): boolean {
  if (process.platform !== 'linux') return false;
  const wanted = inode(one);
  return programs(one, other).some(([program, ...args]) => {
    spawnSync(program, args, { stdio: 'ignore' });
    // The exit code does not tell what happened to a program that was ended from outside.
    return inode(other) === wanted;
  });
}

function programs(one: string, other: string): string[][] {
  const call = RENAMEAT2[process.arch];
  const perl = `exit syscall(${call}, ${AT_FDCWD}, $ARGV[0], ${AT_FDCWD}, $ARGV[1], ${RENAME_EXCHANGE}) ? 1 : 0`;
  return [
    ...(call === undefined ? [] : [['perl', '-e', perl, one, other]]),
    // Of coreutils since 9.5.
    ['mv', '--exchange', '--no-copy', '--no-target-directory', one, other],
  ];
}

function inode(path: string): bigint {
  return statSync(path, { bigint: true }).ino;
}
