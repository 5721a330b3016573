import { SidecarsError } from './errors';

/** The first minor whose API is what the rules and the constructs are about, and the last that they know of. */
const [OLDEST, NEWEST] = [25, 37];

/** Three come out each year, and who has an older package is not to be locked out of them. */
const TO_COME = 10;

const WHY = 'The target version decides which fields may be used';

/** A Kubernetes minor version, the unit in which features appear. */
export class KubernetesVersion {
  /** The first minor in which native sidecars need no feature gate. */
  public static readonly NATIVE_SIDECARS = new KubernetesVersion(1, 29);

  public static readonly DEFAULT = KubernetesVersion.NATIVE_SIDECARS;

  /** The oldest that can be a target. */
  public static readonly OLDEST = new KubernetesVersion(1, OLDEST);

  /** Undefined for what is not written as a version. */
  public static read(text: string): KubernetesVersion | undefined {
    const match = /^v?(\d+)\.(\d+)(\.\d+)?$/.exec(text.trim());
    return match ? new KubernetesVersion(Number(match[1]), Number(match[2])) : undefined;
  }

  /** Any version, whether there is one or not. */
  public static parse(text: string, where: string): KubernetesVersion {
    const version = KubernetesVersion.read(text);
    if (version) return version;
    throw new SidecarsError({
      where,
      what: `"${text}" is not a Kubernetes version`,
      why: WHY,
      fix: 'write it as major.minor, such as "1.31"',
    });
  }

  /** The version of clusters that manifests are for. Throws where there are none of it. */
  public static target(text: string, where: string): KubernetesVersion {
    const version = KubernetesVersion.parse(text, where);
    if (version.known) return version;
    throw new SidecarsError({
      where,
      what: `"${text}" is not a Kubernetes version that is known`,
      why: WHY,
      fix: `write one that there is, from "${KubernetesVersion.OLDEST.toString()}" on, such as "1.31"`,
    });
  }

  private constructor(
    private readonly major: number,
    private readonly minor: number,
  ) {}

  /** Whether there are clusters of it, or will be before long. */
  public get known(): boolean {
    return this.major === 1 && this.minor >= OLDEST && this.minor <= NEWEST + TO_COME;
  }

  public atLeast(other: KubernetesVersion): boolean {
    return this.major > other.major || (this.major === other.major && this.minor >= other.minor);
  }

  public toString(): string {
    return `${this.major}.${this.minor}`;
  }
}
