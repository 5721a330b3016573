import { IConstruct } from 'constructs';

/** What a message about wrong input must say. */
export interface Complaint {
  /** The object it is about, as `describe` words it. */
  readonly where: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

/** Wrong input to one of our constructs. Every error this library throws on purpose is one of these. */
export class SidecarsError extends Error {
  public static readonly NAME = 'SidecarsError';

  /** What is found only once everything is known is said all at once. */
  public static together(sentences: readonly string[]): SidecarsError {
    return new SidecarsError(sentences.join('\n'), sentences);
  }

  /** Not a field: Node prints those of an uncaught error below its stack trace. */
  readonly #sentences: readonly string[];

  public constructor(complaint: Complaint | string, sentences?: readonly string[]) {
    const text = typeof complaint === 'string' ? complaint : sentence(complaint);
    // The line that matters is the caller's, which lies below our own frames.
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = Math.max(limit, 40);
    super(text);
    Error.stackTraceLimit = limit;
    this.name = SidecarsError.NAME;
    this.stack = withoutPackages(this.stack);
    this.#sentences = sentences ?? [text];
  }

  /** One by one what is said together, as a validation returns it. */
  public get sentences(): readonly string[] {
    return this.#sentences;
  }
}

/** Nobody has to read the frames of packages and of Node: they are not where the mistake is. */
function withoutPackages(stack: string | undefined): string | undefined {
  const lines = stack?.split('\n') ?? [];
  const isFrame = (line: string) => /^ {4}at /.test(line);
  const own = lines.filter((line) => !isFrame(line) || !/[\\/]node_modules[\\/]|\bnode:/.test(line));
  return own.some(isFrame) ? own.join('\n') : stack;
}

export function sentence({ where, what, why, fix }: Complaint): string {
  return `${where}: ${what}. ${why}. Fix: ${fix}.`;
}

/** The object as a reader of the code and of the YAML both know it. */
export function describe(construct: IConstruct, container?: string): string {
  const { kind, name } = construct as unknown as { kind?: string; name?: string };
  const path = construct.node.path || 'the app';
  const object = kind && name ? `${kind} ${name} (${path})` : path;
  return container === undefined ? object : `${object}, container "${container}"`;
}
