/** Why a container did not start, as its status tells it. */
export class StartFailure extends Error {
  public constructor(
    /** As in `CreateContainerConfigError`. */
    public readonly reason: string,
    message: string,
  ) {
    super(message);
    this.name = 'StartFailure';
  }
}

/** Nothing changes by trying again: neither the manifest nor the images do while it runs. */
const LASTING = ['CreateContainerConfigError', 'ErrImageNeverPull', 'InvalidImageName'];

export function isLasting({ reason }: StartFailure): boolean {
  return LASTING.includes(reason);
}
