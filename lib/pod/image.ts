import { SidecarsError } from '../errors';
import { ImageReference } from '../images';

/** Throws when a container runtime would reject the image, and says whose it is. */
export function requireImage(where: string, image: string): void {
  try {
    ImageReference.parse(image);
  } catch (error) {
    if (!(error instanceof SidecarsError)) throw error;
    throw new SidecarsError(`${where}: ${error.message}`);
  }
}
