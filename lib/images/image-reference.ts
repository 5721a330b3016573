import { SidecarsError } from '../errors';
import { isPlaceholder } from '../model/placeholder';

const HUB = 'docker.io';
const REGISTRY = /^([a-z0-9]+(-+[a-z0-9]+)*(\.[a-z0-9]+(-+[a-z0-9]+)*)*|\[[0-9a-f:]+\])(:[0-9]+)?$/;
const COMPONENT = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^(sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/;

/**
 * An image reference taken apart.
 * @see https://github.com/distribution/reference/blob/main/reference.go
 */
export class ImageReference {
  /**
   * Reads a reference as it stands in a manifest, such as `nginx:1.27-alpine` or `localhost:5000/team/app@sha256:...`.
   * Throws when a container runtime would reject it with `InvalidImageName`.
   */
  public static parse(image: string): ImageReference {
    const { name, tag, digest } = split(image);
    const slash = name.indexOf('/');
    const first = name.slice(0, Math.max(slash, 0));
    const hasRegistry = slash > 0 && (/[.:]/.test(first) || first === 'localhost');
    const registry = hasRegistry ? first.toLowerCase().replace(/^(index|registry-1)\.docker\.io$/, HUB) : HUB;
    const path = hasRegistry ? name.slice(slash + 1) : name;
    requireRegistry(image, registry);
    requirePath(image, name, path);
    const repository = `${registry}/${registry === HUB && !path.includes('/') ? 'library/' : ''}${path}`;
    if (repository.length > 255) {
      throw malformed(image.slice(0, 40) + '...', 'the repository is longer than 255 characters', 'shorten it');
    }
    return new ImageReference(registry, repository, tag, digest);
  }

  /** The host it is pulled from, `docker.io` where none is written. */
  public readonly registry: string;

  /** Registry and path, without tag and digest, as in `docker.io/library/nginx`. */
  public readonly repository: string;

  /** The last part of the repository, as in `nginx`. */
  public readonly name: string;

  /**
   * The tag.
   * @default - none is written
   */
  public readonly tag?: string;

  /**
   * The digest, as in `sha256:...`.
   * @default - none is written
   */
  public readonly digest?: string;

  private constructor(registry: string, repository: string, tag: string | undefined, digest: string | undefined) {
    this.registry = registry;
    this.repository = repository;
    this.name = repository.slice(repository.lastIndexOf('/') + 1);
    this.tag = tag;
    this.digest = digest;
  }

  /** Whether what is pulled can change from one day to the next: no digest, and the tag is `latest` or missing. */
  public get usesLatest(): boolean {
    return this.digest === undefined && (this.tag === undefined || this.tag === 'latest');
  }

  /** The reference in full: with the registry, and with `library/` where Docker Hub has it. */
  public toString(): string {
    const tag = this.tag === undefined ? '' : `:${this.tag}`;
    const digest = this.digest === undefined ? '' : `@${this.digest}`;
    return this.repository + tag + digest;
  }
}

function split(image: string): { name: string; tag?: string; digest?: string } {
  if (typeof image !== 'string') {
    throw malformed(String(image), 'it is not a string', 'name an image, such as nginx:1.27-alpine');
  }
  if (image === '') throw malformed(image, 'it is empty', 'name an image, such as nginx:1.27-alpine');
  if (isPlaceholder(image)) {
    throw malformed(
      image,
      'it has a placeholder in it, which nothing fills in here',
      'pass the image itself, with values put in by JavaScript: `nginx:${tag}` in backquotes',
    );
  }
  if (image.trim() === '') {
    throw malformed(image, 'it is nothing but white space', 'name an image, such as nginx:1.27-alpine');
  }
  if (/\s/.test(image)) {
    throw malformed(image, 'it has white space in it', `leave that out: ${quote(image.replace(/\s+/g, ''))}`);
  }
  const scheme = /^[a-z]+:\/\//i.exec(image);
  if (scheme) {
    throw malformed(image, 'it is a URL', `leave "${scheme[0]}" out: ${quote(image.slice(scheme[0].length))}`);
  }
  const at = image.indexOf('@');
  const tagged = at < 0 ? image : image.slice(0, at);
  const digest = at < 0 ? undefined : image.slice(at + 1);
  if (digest !== undefined) requireDigest(image, digest);
  const colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
  const name = colon < 0 ? tagged : tagged.slice(0, colon);
  const tag = colon < 0 ? undefined : tagged.slice(colon + 1);
  if (tag !== undefined) requireTag(image, name, tag);
  return { name, tag, digest };
}

function requireDigest(image: string, digest: string): void {
  if (DIGEST.test(digest)) return;
  throw malformed(
    image,
    `what follows "@" is not a digest: ${quote(digest)}`,
    'write it as sha256: and 64 lower-case hexadecimal digits',
  );
}

function requireTag(image: string, name: string, tag: string): void {
  if (tag === '') throw malformed(image, 'nothing follows ":"', `add a tag, or leave ":" out: ${quote(name)}`);
  if (TAG.test(tag)) return;
  throw malformed(
    image,
    `${quote(tag)} is not a tag`,
    'use letters, digits, ".", "_" and "-", not "." or "-" first, at most 128 characters',
  );
}

function requireRegistry(image: string, registry: string): void {
  if (REGISTRY.test(registry)) return;
  throw malformed(
    image,
    `${quote(registry)} is not a registry`,
    'write a host name, and its port after ":", such as registry.example.com:5000',
  );
}

function requirePath(image: string, name: string, path: string): void {
  if (path !== path.toLowerCase()) {
    throw malformed(
      image,
      'the repository has upper-case letters',
      `write it in lower case: ${quote(name.toLowerCase() + image.slice(name.length))}`,
    );
  }
  const wrong = path.split('/').find((component) => !COMPONENT.test(component));
  if (wrong === '') {
    throw malformed(
      image,
      'a part of the repository is empty',
      'write one "/" between parts and none at either end, as in team/app',
    );
  }
  if (wrong !== undefined) {
    throw malformed(
      image,
      `${quote(wrong)} cannot be part of a repository`,
      'use lower-case letters and digits, with single ".", "_", "__" or "-" between them',
    );
  }
  if (/^[a-f0-9]{64}$/.test(path)) {
    throw malformed(image, 'it is an image ID', 'name a repository, which a node can pull from');
  }
}

function malformed(image: string, what: string, fix: string): SidecarsError {
  return new SidecarsError({
    where: `image ${quote(image)}`,
    what,
    why: 'Container runtimes reject it and the container stays in InvalidImageName',
    fix,
  });
}

function quote(text: string): string {
  return `"${text}"`;
}
