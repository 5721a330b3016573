import { SidecarsError } from './errors';

/** A Kubernetes minor version, the unit in which features appear. */
export class KubernetesVersion {
  /** The first minor in which native sidecars need no feature gate. */
  public static readonly NATIVE_SIDECARS = new KubernetesVersion(1, 29);

  public static readonly DEFAULT = KubernetesVersion.NATIVE_SIDECARS;

  public static parse(text: string, where: string): KubernetesVersion {
    const match = /^v?(\d+)\.(\d+)(\.\d+)?$/.exec(text.trim());
    if (!match) {
      throw new SidecarsError({
        where,
        what: `"${text}" is not a Kubernetes version`,
        why: 'The target version decides which fields may be used',
        fix: 'write it as major.minor, such as "1.31"',
      });
    }
    return new KubernetesVersion(Number(match[1]), Number(match[2]));
  }

  private constructor(
    private readonly major: number,
    private readonly minor: number,
  ) {}

  public atLeast(other: KubernetesVersion): boolean {
    return this.major > other.major || (this.major === other.major && this.minor >= other.minor);
  }

  public toString(): string {
    return `${this.major}.${this.minor}`;
  }
}
