import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
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
  const scratch = (facts?.writablePaths ?? []).map(realPath);
  const covered = (path: string) => {
    if (wanted.some((other) => other !== path && isWithin(path, other))) return true;
    const mount = nearestMount(container, path);
    // A folder of the image is not in a volume above it. What the image keeps there is data: it belongs into that volume.
    const inPlace = mount && realPath(mount.path) === realPath(path);
    return mount !== undefined && (inPlace || isReadOnly(mount) || !scratch.includes(realPath(path)));
  };
  return wanted.filter((path) => !covered(path)).map((path) => ({ path, data: dataPaths.includes(path) }));
}

function nearestMount({ mounts }: kplus.Container, path: string): kplus.VolumeMount | undefined {
  const above = mounts.filter((mount) => isWithin(path, mount.path));
  return above.sort((one, other) => realPath(other.path).length - realPath(one.path).length)[0];
}

/** In such a volume the runtime can make no folder to mount another one at. */
function isReadOnly({ readOnly, volume }: kplus.VolumeMount): boolean {
  return readOnly === true || volume._toKube().persistentVolumeClaim?.readOnly === true;
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
