import { ImageReference } from '../images/image-reference';
import { KnownFacts } from '../images/known-image';
import { findImage } from '../images/known-images';

/** What a container's image is, and what is known about it. */
export class Image {
  private static readonly seen = new Map<string, Image>();

  /** Charts repeat the same few images, so each text is taken apart once. */
  public static of(text: string): Image {
    let image = Image.seen.get(text);
    if (!image) Image.seen.set(text, (image = new Image(text)));
    return image;
  }

  /** Undefined where the text is no image reference; `malformed` says why. */
  public readonly reference: ImageReference | undefined;
  public readonly malformed: string | undefined;
  /** True of this very image. */
  public readonly facts: KnownFacts | undefined;
  /** True of an image with the same name, which this one may be a copy of. */
  public readonly likely: KnownFacts | undefined;

  private constructor(public readonly text: string) {
    try {
      this.reference = ImageReference.parse(text);
    } catch (error) {
      this.malformed = (error as Error).message;
    }
    const found = this.reference && findImage(this.reference);
    this.likely = found?.facts;
    this.facts = found?.certain ? found.facts : undefined;
  }

  /** Whether a container's `args` are a command line of their own: these images have no entrypoint, or one that obeys. */
  public runsArguments([first]: readonly string[]): boolean {
    const official = this.facts !== undefined && this.reference?.repository.startsWith('docker.io/library/');
    return official === true && first !== undefined && !first.startsWith('-');
  }
}
