/**
 * What is known about an image, as plain data.
 *
 * Nothing here or below `known/` may load cdk8s or cdk8s-plus: a command that checks YAML needs the facts and nothing
 * else, and loading those two takes longer than its work.
 */
export interface KnownFacts {
  readonly user?: number;
  readonly group?: number;
  readonly imageUser?: string;
  readonly ports?: readonly KnownPort[];
  readonly writablePaths?: readonly string[];
  readonly dataPaths?: readonly string[];
  readonly essentialPaths?: readonly string[];
  readonly volumes?: readonly string[];
  readonly contentPaths?: readonly string[];
  readonly configPaths?: readonly string[];
  readonly logLinks?: readonly string[];
  readonly environment?: { readonly [name: string]: string };
  readonly capabilities?: readonly string[];
  readonly shell?: string;
  readonly tools?: readonly string[];
  readonly missingTools?: readonly string[];
  readonly keepsRunning?: boolean;
  readonly dropsPrivileges?: boolean;
  readonly requires?: readonly string[];
  readonly requiredEnvironment?: readonly string[];
  readonly requiredArguments?: readonly string[];
  readonly requiredMounts?: readonly string[];
  readonly stopSignal?: string;
  readonly umask?: string;
  readonly memoryMebibytes?: number;
  readonly source?: string;
}

export interface KnownPort {
  readonly number: number;
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
  readonly loopback?: boolean;
}

/** One variant of an image: the tags of its repositories that match the pattern. */
export interface KnownImage extends KnownFacts {
  /** All names under which the publisher offers it, the usual one first, as `ImageReference.repository` writes them. */
  readonly repositories: readonly string[];

  /** The source of a regular expression. Without one it is what all other tags are. */
  readonly tagPattern?: string;

  /** The last part of the repository says too little to recognise a mirror by, as `static` and `base` do. */
  readonly ambiguousName?: boolean;
}

/** The variants of an image that share most of their facts. */
export function variants(
  repositories: readonly string[],
  shared: KnownFacts,
  tags: readonly (KnownFacts & Pick<KnownImage, 'tagPattern'>)[],
): KnownImage[] {
  return tags.map((tag) => ({ repositories, ...shared, ...tag }));
}
