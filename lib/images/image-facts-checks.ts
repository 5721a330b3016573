import { SizeRoundingBehavior } from 'cdk8s';
import { Complaint, SidecarsError } from '../errors';
import { isKernelFolder, OF_KERNEL } from '../names';
import {
  FLAG,
  LIST,
  NUMBER,
  OBJECT,
  PROTOCOL,
  requireProps,
  requireShape,
  requireShapes,
  Shape,
  Shapes,
  SIZE,
  TEXT,
  TEXTS,
} from '../shapes';
import { ImageFactsProps } from './image-facts-props';
import { ImageReference } from './image-reference';
import { KnownImage, KnownPort } from './known-image';

type Wrong = Omit<Complaint, 'where'>;

const REPOSITORY: Shape = { ...TEXT, fix: () => 'pass it as images name it, such as registry.example.com/team/app' };

const OF_FACTS: Shapes = {
  tagPattern: TEXT,
  user: NUMBER,
  group: NUMBER,
  imageUser: TEXT,
  ports: LIST,
  writablePaths: TEXTS,
  dataPaths: TEXTS,
  essentialPaths: TEXTS,
  volumes: TEXTS,
  contentPaths: TEXTS,
  configPaths: TEXTS,
  logLinks: TEXTS,
  environment: OBJECT,
  capabilities: TEXTS,
  shell: TEXT,
  tools: TEXTS,
  missingTools: TEXTS,
  keepsRunning: FLAG,
  dropsPrivileges: FLAG,
  requires: TEXTS,
  requiredEnvironment: TEXTS,
  requiredArguments: TEXTS,
  requiredMounts: TEXTS,
  stopSignal: TEXT,
  umask: TEXT,
  memoryRequest: SIZE,
  source: TEXT,
};

const OF_PORTS: Shapes = { number: NUMBER, protocol: PROTOCOL, loopback: FLAG };

/** Throws when the facts are none, or not what their types say. */
function requireFacts(props: ImageFactsProps): void {
  const where = 'ImageFacts.register';
  const fix = "pass { repository: 'registry.example.com/team/app' }, and what is known about it";
  requireProps(where, props, 'Facts are about the images of a repository', fix);
  requireShape(where, 'repository', props.repository, REPOSITORY);
  const here = `${where} for "${props.repository}"`;
  requireShapes(here, props, OF_FACTS);
  for (const [index, port] of (props.ports ?? []).entries()) requireShapes(here, port, OF_PORTS, `ports[${index}]`);
  for (const [name, value] of Object.entries(props.environment ?? {})) {
    requireShape(here, `environment.${name}`, value, TEXT);
  }
}

/** The facts as they are kept, without the caller's arrays. Throws when one of them cannot be true of any image. */
export function requireValidFacts(props: ImageFactsProps): KnownImage {
  requireFacts(props);
  const { repository, memoryRequest, ports, environment, ...rest } = props;
  const where = `ImageFacts.register for "${repository}"`;
  const reference = ImageReference.parse(repository);
  if (reference.tag !== undefined || reference.digest !== undefined) {
    throw new SidecarsError({
      where,
      what: 'the repository has a tag or a digest',
      why: 'Facts are about all tags, or about those that tagPattern matches',
      fix: `use repository "${reference.repository}", and tagPattern for what the tags have in common`,
    });
  }
  const image: KnownImage = {
    ...copied(rest),
    repositories: [reference.repository],
    ports: ports?.map((port): KnownPort => ({ ...port })),
    environment: environment && { ...environment },
    memoryMebibytes: memoryRequest && Math.ceil(memoryRequest.toMebibytes({ rounding: SizeRoundingBehavior.NONE })),
  };
  const wrong = findWrong(image);
  if (wrong) throw new SidecarsError({ where, ...wrong });
  return image;
}

/** What cannot be true of any image. */
export function findWrong(image: KnownImage): Wrong | undefined {
  return (
    wrongPattern(image.tagPattern) ??
    wrongNumber('user', image.user, 1) ??
    wrongNumber('group', image.group, 0) ??
    image.ports?.map(wrongPort).find(Boolean) ??
    wrongPath(image) ??
    wrongWritablePath(image) ??
    wrongEssentialPath(image)
  );
}

function wrongPattern(pattern: string | undefined): Wrong | undefined {
  if (pattern === undefined) return undefined;
  try {
    new RegExp(pattern);
  } catch (error) {
    return {
      what: `tagPattern "${pattern}" is not a regular expression`,
      why: error instanceof Error ? error.message : String(error),
      fix: 'write what the tags have in common, such as "alpine" or "^17([.-]|$)"',
    };
  }
  return pattern === ''
    ? { what: 'tagPattern is empty', why: 'It would match every tag', fix: 'leave it out to mean all other tags' }
    : undefined;
}

function wrongNumber(what: 'user' | 'group', number: number | undefined, least: number): Wrong | undefined {
  if (number === undefined || (Number.isInteger(number) && number >= least && number <= 2147483647)) return undefined;
  return {
    what: `${what} ${number} is not a ${what} to run as`,
    why: what === 'user' ? 'User 0 is root, and Kubernetes takes whole numbers only' : 'Kubernetes takes whole numbers',
    fix: `give a whole number from ${least} to 2147483647`,
  };
}

function wrongPort({ number }: KnownPort): Wrong | undefined {
  if (Number.isInteger(number) && number >= 1 && number <= 65535) return undefined;
  return {
    what: `${number} is not a port`,
    why: 'Ports are whole numbers from 1 to 65535',
    fix: 'give the number it listens on',
  };
}

function wrongPath(image: KnownImage): Wrong | undefined {
  const paths = [
    ...(image.writablePaths ?? []),
    ...(image.dataPaths ?? []),
    ...(image.essentialPaths ?? []),
    ...(image.volumes ?? []),
    ...(image.contentPaths ?? []),
    ...(image.configPaths ?? []),
    ...(image.logLinks ?? []),
    ...(image.requiredMounts ?? []),
  ];
  const wrong = paths.find((path) => !/^(\/(?!\.{1,2}(\/|$))[^/:]+)+$/.test(path));
  if (wrong === undefined) return undefined;
  return {
    what: `"${wrong}" is not an absolute path`,
    why: 'Volumes are mounted at absolute paths, and paths are compared as they are written',
    fix: 'write it from "/" on, without "." and "..", ":", and a "/" at the end',
  };
}

function wrongWritablePath({ writablePaths = [], dataPaths = [] }: KnownImage): Wrong | undefined {
  const wrong = [...writablePaths, ...dataPaths].find(isKernelFolder);
  if (wrong === undefined) return undefined;
  return { what: `"${wrong}" is to be writable`, ...OF_KERNEL };
}

function wrongEssentialPath({ essentialPaths, writablePaths, dataPaths }: KnownImage): Wrong | undefined {
  const wrong = essentialPaths?.find((path) => ![...(writablePaths ?? []), ...(dataPaths ?? [])].includes(path));
  if (wrong === undefined) return undefined;
  return {
    what: `"${wrong}" is essential and neither writable nor a data folder`,
    why: 'It would not be made writable',
    fix: 'add it to writablePaths or dataPaths',
  };
}

function copied<T extends object>(props: T): T {
  return Object.fromEntries(
    Object.entries(props).map(([key, value]: [string, unknown]) => [
      key,
      Array.isArray(value) ? (value as unknown[]).slice() : value,
    ]),
  ) as T;
}

/** Throws when the name is not a registry with or without folders, such as `registry.example.com/hub`. */
export function requireRegistryFolder(name: string): void {
  requireShape('ImageFacts.registerMirror', 'registry', name, TEXT);
  if (/^(localhost|[a-z0-9-]+(\.[a-z0-9-]+)+|[a-z0-9-]+(?=:))(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/.test(name))
    return;
  throw new SidecarsError({
    where: `ImageFacts.registerMirror for "${name}"`,
    what: 'it is not a registry, nor a folder of one',
    why: 'Images are told apart by their registry and path',
    fix: 'write the registry, and the path below it that all its copies have in common, as in registry.example.com/hub',
  });
}
