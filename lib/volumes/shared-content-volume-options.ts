import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';

/** What holds for every kind of shared content volume. */
export interface SharedContentVolumeOptions {
  /**
   * The name of the volume in the Pod.
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Whether several containers may write.
   * @default false
   */
  readonly multipleWriters?: boolean;
}

/** Options for `SharedContentVolume.fromEmptyDir`. */
export interface SharedEmptyDirOptions extends SharedContentVolumeOptions {
  /**
   * Where the content is kept.
   * @default kplus.EmptyDirMedium.DEFAULT
   */
  readonly medium?: kplus.EmptyDirMedium;

  /**
   * The most that can be written. Beyond it the Pod is evicted, or, in memory, writing fails.
   * @default Size.mebibytes(64)
   */
  readonly sizeLimit?: Size;
}

/** Options for `SharedContentVolume.fromNewClaim`. */
export interface SharedClaimOptions extends SharedContentVolumeOptions {
  /** How much storage is claimed. */
  readonly storage: Size;

  /**
   * How nodes may mount it.
   * @default [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE]
   */
  readonly accessModes?: kplus.PersistentVolumeAccessMode[];

  /**
   * The storage class that provides it.
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;
}
