import { ImageReference } from '../../../lib/images/image-reference';
import { Container } from '../../../lib/model/container';
import { textOf } from '../../../lib/model/values';

/** What is known of an image that is on this machine. */
export interface LocalImage {
  readonly id: string;
  /** As in its USER, empty for root. */
  readonly user: string;
  /** As in its STOPSIGNAL. */
  readonly stopSignal: string | undefined;
}

/** What `podman image inspect` prints, as far as it is used. */
export interface InspectedImage {
  readonly Id: string;
  readonly RepoTags?: readonly string[] | null;
  readonly RepoDigests?: readonly string[] | null;
  readonly Config?: { readonly User?: string; readonly StopSignal?: string } | null;
}

/** How an image is called in podman's store: with its registry, and with a tag or a digest. */
export function fullName(image: string): string | undefined {
  const reference = parse(image);
  if (!reference) return undefined;
  const { repository, tag, digest } = reference;
  return digest === undefined ? `${repository}:${tag ?? 'latest'}` : `${repository}@${digest}`;
}

/** Where `podman build -t` puts an image without a registry. */
export function builtName(image: string): string | undefined {
  const reference = parse(image);
  if (reference?.registry !== 'docker.io' || reference.digest !== undefined) return undefined;
  const path = reference.repository.slice('docker.io/'.length).replace(/^library\//, '');
  return `localhost/${path}:${reference.tag ?? 'latest'}`;
}

function parse(image: string): ImageReference | undefined {
  try {
    return ImageReference.parse(image);
  } catch {
    return undefined;
  }
}

/** The images that were found, by all names that were looked for. */
export function byName(found: readonly InspectedImage[]): Map<string, LocalImage> {
  const images = new Map<string, LocalImage>();
  for (const { Id, RepoTags, RepoDigests, Config } of found) {
    const image = { id: Id, user: Config?.User ?? '', stopSignal: Config?.StopSignal };
    for (const name of [...(RepoTags ?? []), ...(RepoDigests ?? [])]) images.set(name, image);
  }
  return images;
}

export type PullPolicy = 'Always' | 'IfNotPresent' | 'Never';

/** When the kubelet pulls: where nothing says, always when the tag may mean another image tomorrow. */
export function pullPolicyOf({ data, image }: Container): PullPolicy {
  const said = textOf(data['imagePullPolicy']);
  if (said === 'Always' || said === 'IfNotPresent' || said === 'Never') return said;
  return image?.reference?.usesLatest ? 'Always' : 'IfNotPresent';
}
