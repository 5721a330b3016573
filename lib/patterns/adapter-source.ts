import { SidecarsError } from '../errors';
import { Endpoint } from '../network/endpoint';
import { requireAddress, requireShared } from '../untyped-arguments';
import { SharedContentVolume } from '../volumes/shared-content-volume';

/** What an adapter reads of the main container. */
export class AdapterSource {
  /**
   * An address on localhost, as `container.localhost()` gives it.
   * Throws when it is the address of another host.
   */
  public static fromLocalhost(address: Endpoint): AdapterSource {
    requireAddress('AdapterSource.fromLocalhost', address);
    if (!['localhost', '127.0.0.1'].includes(address.host)) {
      throw new SidecarsError({
        where: 'AdapterSource.fromLocalhost',
        what: `${address.hostAndPort} is not an address on localhost`,
        why: 'An adapter reads a container of its own Pod',
        fix: 'pass the address that localhost() of the container gives, or use addSidecar for a helper that dials others',
      });
    }
    return new AdapterSource(address, undefined, undefined);
  }

  /** A shared volume, of which the adapter becomes a reader at the path. */
  public static fromVolume(volume: SharedContentVolume, path: string): AdapterSource {
    requireShared('AdapterSource.fromVolume', volume, path);
    return new AdapterSource(undefined, volume, path);
  }

  private constructor(
    /** @internal */
    public readonly _address: Endpoint | undefined,
    /** @internal */
    public readonly _volume: SharedContentVolume | undefined,
    /** @internal */
    public readonly _path: string | undefined,
  ) {}
}
