import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { requireRegistryFolder, requireValidFacts } from './image-facts-checks';
import { ImageFactsProps, ImagePort } from './image-facts-props';
import { ImageReference } from './image-reference';
import { addImage, addMirror, findImage, FoundImage, knownRepositories } from './known-images';

/**
 * What an image needs to run, and what it has inside.
 *
 * A fact that is not known is left out; an empty list says that there is none.
 */
export class ImageFacts {
  /**
   * Adds facts about an image, or replaces those of the same repository and tag pattern.
   * Throws when one of them cannot be true of any image.
   */
  public static register(props: ImageFactsProps): ImageFacts {
    const image = requireValidFacts(props);
    addImage(image);
    return new ImageFacts({
      repository: image.repositories[0],
      certain: true,
      facts: image,
      tagPattern: image.tagPattern,
    });
  }

  /**
   * Finds what is known about an image, undefined if nothing is.
   *
   * The entry with the longest matching tag pattern is taken. A digest without a tag does not tell the variant, so that
   * only what holds for all variants of the image is known then. Throws when the reference is malformed.
   */
  public static of(image: string): ImageFacts | undefined {
    const found = findImage(ImageReference.parse(image));
    return found && new ImageFacts(found);
  }

  /**
   * Says that a registry, or a folder of it, holds copies of another one's images: what is known about
   * `docker.io/library/nginx` is then certain of `registry.example.com/hub/library/nginx` after
   * `registerMirror('registry.example.com/hub', 'docker.io')`.
   * Throws when one of the two is not a registry with or without folders.
   */
  public static registerMirror(prefix: string, original: string): void {
    for (const name of [prefix, original]) requireRegistryFolder(name);
    addMirror(prefix, original);
  }

  /** All repositories something is known about, with their registries, sorted. */
  public static knownRepositories(): string[] {
    return knownRepositories();
  }

  /** The repository that the facts are about, which is the official one also where the reference names a mirror. */
  public readonly repository: string;

  /**
   * Whether the reference names the repository itself or a registry that hands out the same images.
   * False for one that merely has the same name at its end, and can be something else.
   */
  public readonly certain: boolean;

  /**
   * The regular expression for the tags that the facts are about.
   * @default - all tags without an entry of their own, or the tag is not known
   */
  public readonly tagPattern?: string;

  /**
   * The number of a user that runs the image without root.
   * @default - not known
   */
  public readonly user?: number;

  /**
   * The number of the group that goes with the user.
   * @default - not known
   */
  public readonly group?: number;

  /**
   * The user the image itself names, '' for root.
   * @default - not known
   */
  public readonly imageUser?: string;

  /**
   * Where it listens with its own command, arguments and configuration.
   * @default - not known
   */
  public readonly ports?: ImagePort[];

  /**
   * Scratch folders to make writable where the root is read-only.
   * @default - not known
   */
  public readonly writablePaths?: string[];

  /**
   * Folders with data worth keeping, to be writable as well.
   * @default - not known
   */
  public readonly dataPaths?: string[];

  /**
   * Those of the writable and data folders without which its own command does not start.
   * @default - not known
   */
  public readonly essentialPaths?: string[];

  /**
   * The volumes the image declares.
   * @default - not known
   */
  public readonly volumes?: string[];

  /**
   * Folders with what it serves or publishes.
   * @default - not known
   */
  public readonly contentPaths?: string[];

  /**
   * Files and folders it reads its configuration from.
   * @default - not known
   */
  public readonly configPaths?: string[];

  /**
   * Log files that are links to the container's output, so that there is no file to read.
   * @default - not known
   */
  public readonly logLinks?: string[];

  /**
   * Variables it needs to run without root.
   * @default - none
   */
  public readonly environment?: { [name: string]: string };

  /**
   * Capabilities to add where all are dropped.
   * @default - none
   */
  public readonly capabilities?: kplus.Capability[];

  /**
   * The shell, '' for none.
   * @default - not known
   */
  public readonly shell?: string;

  /**
   * Programs on its PATH.
   * @default - not known
   */
  public readonly tools?: string[];

  /**
   * Programs that are looked for in images and are not in this one.
   * @default - not known
   */
  public readonly missingTools?: string[];

  /**
   * Whether its own command keeps running.
   * @default - not known
   */
  public readonly keepsRunning?: boolean;

  /**
   * Whether it starts as root, to become another user, and needs the capabilities for that.
   * @default - not known
   */
  public readonly dropsPrivileges?: boolean;

  /**
   * What its own command refuses to start without, in words.
   * @default - nothing is known
   */
  public readonly requires?: string[];

  /**
   * Environment variables of which one must be set, or one of the required arguments given.
   * @default - nothing is known
   */
  public readonly requiredEnvironment?: string[];

  /**
   * Arguments of which one must be given, or one of the required variables set.
   * @default - nothing is known
   */
  public readonly requiredArguments?: string[];

  /**
   * Files or folders that must be mounted, themselves or a part of them.
   * @default - nothing is known
   */
  public readonly requiredMounts?: string[];

  /**
   * The signal that stops it.
   * @default - the runtime's own, SIGTERM
   */
  public readonly stopSignal?: string;

  /**
   * The umask it sets for its files, in octal.
   * @default - not known
   */
  public readonly umask?: string;

  /**
   * Where the facts come from.
   * @default - not said
   */
  public readonly source?: string;

  private readonly memoryMebibytes?: number;

  private constructor({ repository, certain, tagPattern, facts }: FoundImage) {
    this.repository = repository;
    this.certain = certain;
    this.tagPattern = tagPattern;
    this.user = facts.user;
    this.group = facts.group;
    this.imageUser = facts.imageUser;
    this.ports = facts.ports?.map(({ number, protocol, loopback }) => ({
      number,
      protocol: protocol as kplus.Protocol | undefined,
      loopback,
    }));
    this.writablePaths = copy(facts.writablePaths);
    this.dataPaths = copy(facts.dataPaths);
    this.essentialPaths = copy(facts.essentialPaths);
    this.volumes = copy(facts.volumes);
    this.contentPaths = copy(facts.contentPaths);
    this.configPaths = copy(facts.configPaths);
    this.logLinks = copy(facts.logLinks);
    this.environment = facts.environment && { ...facts.environment };
    this.capabilities = copy(facts.capabilities) as kplus.Capability[] | undefined;
    this.shell = facts.shell;
    this.tools = copy(facts.tools);
    this.missingTools = copy(facts.missingTools);
    this.keepsRunning = facts.keepsRunning;
    this.dropsPrivileges = facts.dropsPrivileges;
    this.requires = copy(facts.requires);
    this.requiredEnvironment = copy(facts.requiredEnvironment);
    this.requiredArguments = copy(facts.requiredArguments);
    this.requiredMounts = copy(facts.requiredMounts);
    this.stopSignal = facts.stopSignal;
    this.umask = facts.umask;
    this.source = facts.source;
    this.memoryMebibytes = facts.memoryMebibytes;
  }

  /**
   * The least memory to request, where what other images get would not do.
   * @default - what other images get does
   */
  public get memoryRequest(): Size | undefined {
    return this.memoryMebibytes === undefined ? undefined : Size.mebibytes(this.memoryMebibytes);
  }
}

function copy(list: readonly string[] | undefined): string[] | undefined {
  return list && [...list];
}
