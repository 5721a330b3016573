import { ImageReference } from './image-reference';
import { BUILT_IN } from './known';
import { KnownFacts, KnownImage } from './known-image';

/** What a lookup found. */
export interface FoundImage {
  readonly repository: string;
  readonly tagPattern?: string;
  readonly certain: boolean;
  readonly facts: KnownFacts;
}

/** The variants of one image by tag pattern; '' stands for all other tags. */
type Variants = Map<string, KnownImage>;

// Registries that hand out the very images of another one.
const COPIES: [RegExp, string][] = [
  [/^public\.ecr\.aws\/docker\/library\//, 'docker.io/library/'],
  [/^mirror\.gcr\.io\//, 'docker.io/'],
  [/^k8s\.gcr\.io\//, 'registry.k8s.io/'],
  [/^docker\.io\/(amd64|arm32v[567]|arm64v8|i386|mips64le|ppc64le|riscv64|s390x)\//, 'docker.io/library/'],
];

// Publishers who build images of their own under well-known names, with other users, ports and folders.
const OTHER_PUBLISHERS =
  /(^|\/)(bitnami\w*|cgr\.dev|chainguard\w*|circleci|cimg|linuxserver|lscr\.io|mcr\.microsoft\.com|nvcr\.io|rapidfort|registry\.(access\.)?redhat\.com|rhel\d*|sclorg|ubi\d*)\//;

// Tags of the same repositories for which no built-in fact holds.
const WINDOWS = /nanoserver|servercore/;

let byRepository: Map<string, Variants> | undefined;
let byMirrorName: Map<string, string> | undefined;

/**
 * Finds what is known about an image, also about a copy of it in another registry.
 *
 * A digest without a tag does not tell the variant: what is found then is what holds for all of them.
 */
export function findImage(reference: ImageReference): FoundImage | undefined {
  const repositories = index();
  const official = COPIES.reduce((name, [copy, original]) => name.replace(copy, original), reference.repository);
  for (const repository of [reference.repository, official]) {
    const variants = repositories.get(repository);
    if (variants) return found(repository, variants, reference, true);
  }
  const guess = guessRepository(reference);
  const variants = guess === undefined ? undefined : repositories.get(guess);
  return guess === undefined || variants === undefined ? undefined : found(guess, variants, reference, false);
}

/** Adds facts, or replaces those that are there for the same repository and tag pattern. */
export function addImage(image: KnownImage): void {
  put(index(), image);
}

/** Says that what is below the prefix are copies of what is below the original. */
export function addMirror(prefix: string, original: string): void {
  COPIES.push([new RegExp(`^${prefix.replace(/[.]/g, '\\.')}/`), `${original}/`]);
}

export function knownRepositories(): string[] {
  return [...index().keys()].sort();
}

function index(): Map<string, Variants> {
  if (!byRepository) {
    byRepository = new Map();
    for (const image of BUILT_IN) put(byRepository, image);
  }
  return byRepository;
}

function put(repositories: Map<string, Variants>, image: KnownImage): void {
  for (const repository of image.repositories) {
    const variants = repositories.get(repository) ?? new Map<string, KnownImage>();
    variants.set(image.tagPattern ?? '', image);
    repositories.set(repository, variants);
  }
}

function found(
  repository: string,
  variants: Variants,
  reference: ImageReference,
  certain: boolean,
): FoundImage | undefined {
  const tag = reference.tag ?? (reference.digest === undefined ? 'latest' : undefined);
  if (tag === undefined) return { repository, certain, facts: commonFacts([...variants.values()]) };
  const image = mostSpecific(variants, tag);
  if (image === undefined || (WINDOWS.test(tag) && BUILT_IN.includes(image))) return undefined;
  return { repository, certain, facts: image, tagPattern: image.tagPattern };
}

/** The longest matching pattern says most about a tag; of two equally long ones the first in the alphabet wins. */
function mostSpecific(variants: Variants, tag: string): KnownImage | undefined {
  const patterns = [...variants.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const pattern = patterns.find((source) => new RegExp(source).test(tag));
  return pattern === undefined ? undefined : variants.get(pattern);
}

/** Of lists of tools what all images have; of everything else what is the same in all of them. */
function commonFacts([first, ...others]: KnownImage[]): KnownFacts {
  const facts: Record<string, unknown> = {};
  for (const key of Object.keys(first) as (keyof KnownFacts)[]) {
    const values = others.map((image) => image[key]);
    if (key === 'tools' || key === 'missingTools') {
      facts[key] = first[key]?.filter((tool) =>
        values.every((tools) => (tools as string[] | undefined)?.includes(tool)),
      );
    } else if (key === 'source' || values.every((value) => JSON.stringify(value) === JSON.stringify(first[key]))) {
      facts[key] = first[key];
    }
  }
  return facts;
}

/** The official image that one in a private registry is likely to be a copy of, by the end of its name. */
function guessRepository(reference: ImageReference): string | undefined {
  if (reference.registry === 'docker.io' || OTHER_PUBLISHERS.test(reference.repository)) return undefined;
  byMirrorName ??= mirrorNames();
  return byMirrorName.get(lastParts(reference.repository, 2)) ?? byMirrorName.get(reference.name);
}

function mirrorNames(): Map<string, string> {
  const names = new Map<string, string>();
  for (const { repositories, ambiguousName } of BUILT_IN) {
    for (const repository of repositories) {
      const name = lastParts(repository, ambiguousName ? 2 : 1);
      if (!names.has(name)) names.set(name, repository);
    }
  }
  return names;
}

function lastParts(repository: string, count: number): string {
  return repository.split('/').slice(-count).join('/');
}
