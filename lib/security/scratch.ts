import { Size } from 'cdk8s';
import { normalPath } from '../names';
import type { Member } from '../pod/member';
import { SecurityProfile } from './security-profile';

/** Of a folder for temporary files, and of one in which an image keeps its data when nothing is mounted there. */
export const SCRATCH_SIZE = Size.mebibytes(64);
export const DATA_SIZE = Size.gibibytes(1);

export interface ScratchPath {
  readonly path: string;
  readonly data: boolean;
}

/** The folders a container must be able to write to that have no mount yet. STOCK takes only the code's word for them. */
export function scratchPaths({ container, said, facts }: Member, profile: SecurityProfile): ScratchPath[] {
  const known = profile === SecurityProfile.STOCK ? undefined : facts;
  const dataPaths = (facts?.dataPaths ?? []).map(normalPath);
  const paths = said.writablePaths ?? [...(known?.dataPaths ?? []), ...(known?.writablePaths ?? [])];
  const wanted = [...new Set(paths.map(normalPath))];
  const mounted = container.mounts.map((mount) => normalPath(mount.path));
  const covered = (path: string) =>
    mounted.some((mount) => isWithin(path, mount)) || wanted.some((other) => other !== path && isWithin(path, other));
  return wanted.filter((path) => !covered(path)).map((path) => ({ path, data: dataPaths.includes(path) }));
}

/** Whether the root can be read-only: every folder that is written to is known. */
export function writablePathsKnown({ said, facts }: Member): boolean {
  return (said.writablePaths ?? facts?.writablePaths) !== undefined;
}

/** In images of our days /var/run is a link to /run, so that a mount at one of them is a mount at the other. */
function realPath(path: string): string {
  return normalPath(path).replace(/^\/var\/run(?=\/|$)/, '/run');
}

function isWithin(path: string, folder: string): boolean {
  return `${realPath(path)}/`.startsWith(`${realPath(folder)}/`);
}
