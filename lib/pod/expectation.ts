import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { SidecarsError } from '../errors';
import { requireCommand, requireContainer, requireLine, requireRequest } from '../untyped-arguments';

/** Options that all expectations have. */
export interface ExpectationOptions {
  /**
   * How long it may take from the Pod's start until it is true.
   * @default Duration.seconds(60)
   */
  readonly within?: Duration;
}

/** Options for `Expectation.http`. */
export interface HttpExpectationOptions extends ExpectationOptions {
  /** The container from which the request is made. */
  readonly from: kplus.Container;

  /**
   * The status of the response.
   * @default 200
   */
  readonly status?: number;

  /**
   * A text that the body contains.
   * @default - the body does not matter
   */
  readonly bodyContains?: string;
}

/** Options for `Expectation.command`. */
export interface CommandExpectationOptions extends ExpectationOptions {
  /**
   * The exit code of the command.
   * @default 0
   */
  readonly exitCode?: number;

  /**
   * A text that standard output contains.
   * @default - the output does not matter
   */
  readonly outputContains?: string;
}

/** Something that must be true of the running Pod. It changes nothing in the YAML. */
export class Expectation {
  /**
   * A GET request from a container of the Pod gets this response.
   * Throws when the URL is not an http or https URL.
   */
  public static http(url: string, options: HttpExpectationOptions): Expectation {
    requireRequest('Expectation.http', url, options);
    if (!/^https?:\/\/[^\s/]+(\/\S*)?$/.test(url)) {
      throw new SidecarsError({
        where: 'Expectation.http',
        what: `"${url}" is not an http or https URL`,
        why: 'The request is made to exactly this address, as seen from the container',
        fix: 'pass a whole URL, such as http://localhost/ or what container.localhost().url() gives',
      });
    }
    const { status = 200, bodyContains } = options;
    return new Expectation(options.from, options, { type: 'http', url, status, bodyContains });
  }

  /**
   * A command in a container of the Pod ends like this.
   * Throws when the command is empty.
   */
  public static command(
    container: kplus.Container,
    command: string[],
    options: CommandExpectationOptions = {},
  ): Expectation {
    requireContainer('Expectation.command', container);
    const where = `Expectation.command, container "${container.name}"`;
    requireCommand(where, command, options);
    if (command.length === 0) {
      throw new SidecarsError({
        where,
        what: 'the command is empty',
        why: 'There is nothing to run',
        fix: "pass the program and its arguments, such as ['ls', '/content']",
      });
    }
    const { exitCode = 0, outputContains } = options;
    return new Expectation(container, options, { type: 'command', command: [...command], exitCode, outputContains });
  }

  /** The log of a container of the Pod has a line that contains the text. */
  public static log(container: kplus.Container, text: string, options: ExpectationOptions = {}): Expectation {
    requireContainer('Expectation.log', container);
    requireLine(`Expectation.log, container "${container.name}"`, text, options);
    return new Expectation(container, options, { type: 'log', contains: text });
  }

  private constructor(
    private readonly container: kplus.Container,
    private readonly options: ExpectationOptions,
    private readonly condition: { type: 'http' | 'command' | 'log' } & Record<string, unknown>,
  ) {}

  /** Throws when the container is not one of the Pod's. @internal */
  public _requireIn(where: string, containers: kplus.Container[]): void {
    if (containers.includes(this.container)) return;
    throw new SidecarsError({
      where,
      what: `an expectation is about container "${this.container.name}", which is not one of its own`,
      why: 'What is expected of a Pod is looked at from within its containers',
      fix: 'declare it on the Pod or workload that has the container',
    });
  }

  /** As the plan has it. @internal */
  public _toPlan(): Record<string, unknown> {
    const withinSeconds = (this.options.within ?? Duration.seconds(60)).toSeconds();
    return { container: this.container.name, ...this.condition, withinSeconds };
  }
}
