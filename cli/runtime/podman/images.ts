import { Container } from '../../../lib/model/container';
import { commandLine } from '../command-line';
import { Step } from '../runtime';
import { builtName, byName, fullName, InspectedImage, LocalImage, pullPolicyOf } from './image';
import { Podman, PodmanError } from './podman';

/** Why there is no image, as the kubelet calls it. */
export class NoImage extends Error {
  public constructor(
    public readonly reason: 'InvalidImageName' | 'ErrImagePull' | 'ErrImageNeverPull',
    message: string,
  ) {
    super(message);
    this.name = 'NoImage';
  }
}

export interface FoundImage {
  readonly image: LocalImage;
  /** The name to run it by. */
  readonly name: string;
  readonly pulled: boolean;
}

/** A pull may take long, and not for ever. */
const PULL_TIMEOUT_MS = 15 * 60_000;

/** The images of one run. */
export class Images {
  private local: Promise<Map<string, LocalImage>> | undefined;
  private readonly pulls = new Map<string, Promise<void>>();

  public constructor(
    private readonly podman: Podman,
    /** `never`: whatever the containers say, nothing is pulled. */
    private readonly pull: 'policy' | 'never',
    private readonly step: Step,
    private readonly signal: AbortSignal,
  ) {}

  /** Looks for all of them in one call. */
  public lookFor(containers: readonly Container[]): void {
    const names = containers.map(({ data }) => String(data['image']));
    this.local = this.inspect(names.flatMap((name) => [fullName(name), builtName(name)]));
  }

  /** What to do for the image of the container. Throws `NoImage`. */
  public async get(container: Container, onPull: () => void): Promise<FoundImage> {
    const written = String(container.data['image']);
    const name = fullName(written);
    if (name === undefined) {
      const why = `Failed to apply default image tag "${written}": couldn't parse image name "${written}"`;
      throw new NoImage('InvalidImageName', why);
    }
    const policy = this.pull === 'never' ? 'Never' : pullPolicyOf(container);
    const found = await this.find(written, name);
    // What was built here has no registry to come from.
    if (found && (policy !== 'Always' || found.name !== name)) return { ...found, pulled: false };
    if (policy === 'Never') {
      throw new NoImage('ErrImageNeverPull', `Container image "${written}" is not present with pull policy of Never`);
    }
    onPull();
    await this.fetch(name);
    const pulled = (await this.inspect([name])).get(name);
    if (!pulled) throw new NoImage('ErrImagePull', `image ${name} is not there after it was pulled`);
    return { image: pulled, name, pulled: true };
  }

  private async find(written: string, name: string): Promise<Omit<FoundImage, 'pulled'> | undefined> {
    const local = (await this.local) ?? new Map<string, LocalImage>();
    for (const each of [name, builtName(written)]) {
      const image = each === undefined ? undefined : local.get(each);
      if (image && each !== undefined) return { image, name: each };
    }
    return undefined;
  }

  /** Once for all containers that want it. */
  private async fetch(name: string): Promise<void> {
    const pull =
      this.pulls.get(name) ??
      this.step(`pull ${name}`, commandLine([this.podman.program, 'pull', name]), () => this.pullNow(name));
    this.pulls.set(name, pull);
    try {
      await pull;
    } catch (error) {
      this.pulls.delete(name);
      throw new NoImage('ErrImagePull', error instanceof PodmanError ? error.words : (error as Error).message);
    }
  }

  private async pullNow(name: string): Promise<void> {
    await this.podman.run(['pull', '--quiet', name], { timeoutMs: PULL_TIMEOUT_MS, signal: this.signal });
  }

  private async inspect(names: readonly (string | undefined)[]): Promise<Map<string, LocalImage>> {
    const wanted = [...new Set(names)].filter((name) => name !== undefined);
    if (wanted.length === 0) return new Map();
    // It prints those that it finds, and ends with an error when there are others.
    const { stdout } = await this.podman.call(['image', 'inspect', ...wanted]);
    return byName(JSON.parse(stdout.trim() || '[]') as InspectedImage[]);
  }
}
