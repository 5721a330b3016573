import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Complaint, describe, sentence, SidecarsError } from '../errors';
import { requireDnsLabel } from '../names';
import { ownerOf } from '../pod/container-owner';
import type { PodComposition } from '../pod/pod-composition';
import { PodContainer } from '../pod/pod-container';
import { requireClaim, requireContainer, requireMount } from '../untyped-arguments';
import { inConstruct } from '../untyped-places';
import { requireVolumeOptions } from '../untyped-props';
import { newClaim, newClaimIn, requireNewClaim } from './new-claim';
import { SharedClaimOptions, SharedContentVolumeOptions, SharedEmptyDirOptions } from './shared-content-volume-options';
import { missingSides, readByWriterOnly, readTooEarly, Use } from './sides';
import { requireSizeLimit } from './volume-sizes';

export * from './shared-content-volume-options';

const DEFAULT_SIZE_LIMIT = Size.mebibytes(64);

/** A volume with declared writers and readers. Readers mount it read-only. */
export class SharedContentVolume extends Construct implements kplus.IStorage {
  /**
   * A folder that lives as long as the Pod. In every Pod that uses it there must be a writer and a reader.
   * Throws when the name is not a valid volume name or the limit is none.
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#emptydir
   */
  public static fromEmptyDir(scope: Construct, id: string, options: SharedEmptyDirOptions = {}): SharedContentVolume {
    const sizeLimit = options?.sizeLimit ?? DEFAULT_SIZE_LIMIT;
    const medium = options?.medium ?? kplus.EmptyDirMedium.DEFAULT;
    return new SharedContentVolume(scope, id, options, { sizeLimit, medium }, (self, name) =>
      kplus.Volume.fromEmptyDir(self, 'Volume', name, {
        sizeLimit,
        medium: medium === kplus.EmptyDirMedium.DEFAULT ? undefined : medium,
      }),
    );
  }

  /**
   * An existing claim. Its other side may be somebody else's, so a reader or a writer alone will do.
   * Throws when the name is not a valid volume name.
   */
  public static fromClaim(
    scope: Construct,
    id: string,
    claim: kplus.IPersistentVolumeClaim,
    options: SharedContentVolumeOptions = {},
  ): SharedContentVolume {
    return new SharedContentVolume(scope, id, options, { claim }, (self, name) =>
      kplus.Volume.fromPersistentVolumeClaim(self, 'Volume', claim, { name }),
    );
  }

  /**
   * A new claim, made along with the volume. Among all Pods that use it there must be a writer and a reader.
   * Throws when the name is not a valid volume name, no storage is claimed or the API server would not take the claim.
   */
  public static fromNewClaim(scope: Construct, id: string, options: SharedClaimOptions): SharedContentVolume {
    return new SharedContentVolume(scope, id, options ?? {}, { newClaim: options ?? {} }, (self, name) =>
      kplus.Volume.fromPersistentVolumeClaim(self, 'Volume', newClaim(self, options), { name }),
    );
  }

  /** The name of the volume in the Pod. */
  public readonly name: string;

  /** @internal */
  public readonly _emptyDir: boolean;
  /** @internal */
  public readonly _sizeLimit: Size | undefined;
  /** @internal */
  public readonly _inMemory: boolean;

  /** @internal */
  public readonly _onDisk: boolean;

  private readonly volume: kplus.Volume;
  private readonly claim: kplus.IPersistentVolumeClaim | undefined;
  private readonly existing: boolean;
  private readonly multipleWriters: boolean;
  private readonly writers: Use[] = [];
  private readonly readers: Use[] = [];
  /** Handed to cdk8s-plus as plain storage: who mounts it then, and how, is not known here. */
  private mountedElsewhere = false;

  private constructor(
    scope: Construct,
    id: string,
    options: SharedContentVolumeOptions,
    kind: {
      sizeLimit?: Size;
      medium?: kplus.EmptyDirMedium;
      claim?: kplus.IPersistentVolumeClaim;
      newClaim?: Partial<SharedClaimOptions>;
    },
    make: (self: Construct, name: string) => kplus.Volume,
  ) {
    super(inConstruct('SharedContentVolume', scope, id), id);
    const where = `SharedContentVolume ${this.node.path}`;
    requireVolumeOptions(where, options);
    this.name = options.name ?? id;
    requireDnsLabel(where, 'volume name', this.name);
    if (kind.sizeLimit) requireSizeLimit(where, kind.sizeLimit);
    if ('claim' in kind) requireClaim(where, kind.claim);
    if (kind.newClaim) requireNewClaim(where, kind.newClaim);
    this.multipleWriters = options.multipleWriters ?? false;
    this.claim = kind.claim;
    this.existing = 'claim' in kind;
    this._emptyDir = kind.medium !== undefined;
    this._sizeLimit = kind.sizeLimit;
    this._inMemory = kind.medium === kplus.EmptyDirMedium.MEMORY;
    this._onDisk = this._emptyDir && !this._inMemory;
    this.volume = make(this, this.name);
    this.node.addValidation({ validate: () => this._problemsElsewhere() });
  }

  /**
   * Mounts the volume for writing. Where a native sidecar with a shell writes what later containers read, and no init
   * container has filled it for them, it gets a startup probe that holds them back until there is content, for up to a
   * minute, unless it has one of its own.
   * Throws when it has a writer already and `multipleWriters` is not set, or when the path is taken.
   */
  public addWriter(container: kplus.Container, path: string): void {
    this._join(container, path, {});
  }

  /**
   * Mounts the volume read-only.
   * Throws when the path is taken.
   */
  public addReader(container: kplus.Container, path: string): void {
    this._join(container, path, { readOnly: true });
  }

  /** The volume for cdk8s-plus. A mount made with it counts as neither writer nor reader. */
  public asVolume(): kplus.Volume {
    this.mountedElsewhere = true;
    return this.volume;
  }

  /** @internal */
  public _join(container: kplus.Container, path: string, options: kplus.MountOptions): void {
    requireContainer(describe(this), container);
    requireMount(describe(this), path, this);
    if (!options.readOnly) this.checkSingleWriter(container);
    if (container instanceof PodContainer) container._mountVolume(path, this.volume, options);
    else container.mount(path, this.volume, options);
    (options.readOnly ? this.readers : this.writers).push({ container, path });
  }

  /** @internal */
  public get _claimName(): string | undefined {
    return (this.claim ?? newClaimIn(this))?.name;
  }

  /** How nodes may mount the claim, where the code says it. @internal */
  public get _accessModes(): kplus.PersistentVolumeAccessMode[] | undefined {
    const claim = this.claim ?? newClaimIn(this);
    return claim instanceof kplus.PersistentVolumeClaim ? claim.accessModes : undefined;
  }

  /** Without a Pod: those in Pods that are not ours. @internal */
  public _writersIn(owner: PodComposition | undefined): Use[] {
    return this.writers.filter(({ container }) => ownerOf(container) === owner);
  }

  /** @internal */
  public _readersIn(owner: PodComposition | undefined): Use[] {
    return this.readers.filter(({ container }) => ownerOf(container) === owner);
  }

  /** What is wrong among the containers of one Pod. @internal */
  public _problemsIn(owner: PodComposition): string[] {
    // Containers that cdk8s-plus made can become a Pod's after they have become writers.
    const [first, second] = this._writersIn(owner);
    const twice = second && this.takenByAnother(second.container, first.container);
    return [...(twice ? [sentence(twice)] : []), ...(this._emptyDir ? this.problemsOfEmptyDir(owner) : [])];
  }

  /** What is missing where it is not a matter of one of our Pods alone. @internal */
  public _problemsElsewhere(): string[] {
    const used = this.writers.length + this.readers.length > 0;
    if (!used || !this._emptyDir) {
      return used && this.existing ? [] : this.missingSides(this.writers, this.readers, describe(this));
    }
    const [writers, readers] = [this._writersIn(undefined), this._readersIn(undefined)];
    return writers.length + readers.length > 0 ? this.missingSides(writers, readers, describe(this)) : [];
  }

  private problemsOfEmptyDir(owner: PodComposition): string[] {
    const [writers, readers] = [this._writersIn(owner), this._readersIn(owner)];
    const missing = this.missingSides(writers, readers, describe(owner.host));
    if (missing.length > 0 || this.mountedElsewhere) return missing;
    return [
      ...readByWriterOnly(this.name, owner, writers, readers),
      ...readTooEarly(this.name, owner, writers, readers),
    ];
  }

  private missingSides(writers: Use[], readers: Use[], where: string): string[] {
    if (this.mountedElsewhere) return [];
    const { name, _emptyDir: emptyDir } = this;
    const others = {
      writers: this.writers.filter((use) => !writers.includes(use)),
      readers: this.readers.filter((use) => !readers.includes(use)),
    };
    return missingSides({ name, emptyDir, where, writers, readers, others });
  }

  private checkSingleWriter(container: kplus.Container): void {
    // Every Pod has an emptyDir of its own, and they all have the same claim.
    const [other] = this._emptyDir ? this._writersIn(ownerOf(container)) : this.writers;
    const taken = other && this.takenByAnother(container, other.container);
    if (taken) throw new SidecarsError(taken);
  }

  private takenByAnother(container: kplus.Container, other: kplus.Container): Complaint | undefined {
    if (this.multipleWriters) return undefined;
    const owner = ownerOf(container);
    return {
      where: owner ? owner.where(container.name) : `${describe(this)}, container "${container.name}"`,
      what: `shared volume "${this.name}" has a writer already, container "${other.name}"`,
      why: 'Two writers that do not know of each other overwrite or interleave what they write',
      fix: 'make this one a reader with addReader, or pass multipleWriters: true if both are made for it',
    };
  }
}
