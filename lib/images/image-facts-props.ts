import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';

/** A port on which an image listens. */
export interface ImagePort {
  /** The number, from 1 to 65535. */
  readonly number: number;

  /**
   * The protocol.
   * @default Protocol.TCP
   */
  readonly protocol?: kplus.Protocol;

  /**
   * Whether only the containers of the same Pod can reach it, because it listens on 127.0.0.1.
   * @default false
   */
  readonly loopback?: boolean;
}

/** Facts about an image, to be registered. */
export interface ImageFactsProps {
  /** The repository without tag and digest, such as `nginx` or `registry.example.com/team/app`. */
  readonly repository: string;

  /**
   * The regular expression that a tag must match for the facts to hold, such as `alpine`.
   * @default - all tags that no other entry of the repository matches
   */
  readonly tagPattern?: string;

  /**
   * The number of a user that runs the image without root, from 1.
   * @default - not known
   */
  readonly user?: number;

  /**
   * The number of the group that goes with the user, from 0.
   * @default - not known
   */
  readonly group?: number;

  /**
   * The user the image itself names: '' for root, a name, a number, or user and group with ":" between them.
   * @default - not known
   */
  readonly imageUser?: string;

  /**
   * Where it listens with its own command, arguments and configuration.
   * @default - not known
   */
  readonly ports?: ImagePort[];

  /**
   * Scratch folders to make writable where the root is read-only; an empty list if it needs none.
   * They are named without links, as in `/run` for `/var/run`.
   * @default - not known, so that the root stays writable
   */
  readonly writablePaths?: string[];

  /**
   * Folders with data worth keeping, to be writable as well.
   * @default - not known
   */
  readonly dataPaths?: string[];

  /**
   * Those of the writable and data folders without which its own command does not start.
   * @default - not known
   */
  readonly essentialPaths?: string[];

  /**
   * The volumes the image declares.
   * @default - not known
   */
  readonly volumes?: string[];

  /**
   * Folders with what it serves or publishes.
   * @default - not known
   */
  readonly contentPaths?: string[];

  /**
   * Files and folders it reads its configuration from.
   * @default - not known
   */
  readonly configPaths?: string[];

  /**
   * Log files that are links to the container's output, so that there is no file to read.
   * @default - not known
   */
  readonly logLinks?: string[];

  /**
   * Variables it needs to run without root.
   * @default - none
   */
  readonly environment?: { [name: string]: string };

  /**
   * Capabilities to add where all are dropped.
   * @default - none
   */
  readonly capabilities?: kplus.Capability[];

  /**
   * The shell, such as `sh` or `bash`, '' for none; where there is `bash` there is `sh` as well.
   * @default - not known
   */
  readonly shell?: string;

  /**
   * Programs on its PATH.
   * @default - not known
   */
  readonly tools?: string[];

  /**
   * Programs that are not in it.
   * @default - not known
   */
  readonly missingTools?: string[];

  /**
   * Whether its own command keeps running.
   * @default - not known
   */
  readonly keepsRunning?: boolean;

  /**
   * Whether it starts as root, to become another user, and needs the capabilities for that.
   * @default - not known
   */
  readonly dropsPrivileges?: boolean;

  /**
   * What its own command refuses to start without, in words that a message can quote.
   * @default - nothing is known
   */
  readonly requires?: string[];

  /**
   * Environment variables of which one must be set, or one of the required arguments given.
   * @default - nothing is known
   */
  readonly requiredEnvironment?: string[];

  /**
   * Arguments of which one must be given, or one of the required variables set.
   * @default - nothing is known
   */
  readonly requiredArguments?: string[];

  /**
   * Files or folders that must be mounted, themselves or a part of them.
   * @default - nothing is known
   */
  readonly requiredMounts?: string[];

  /**
   * The signal that stops it, such as `SIGQUIT`.
   * @default - the runtime's own, SIGTERM
   */
  readonly stopSignal?: string;

  /**
   * The umask it sets for its files, in octal, such as `0077`.
   * @default - not known
   */
  readonly umask?: string;

  /**
   * The least memory to request, where what other images get would not do.
   * @default - what other images get does
   */
  readonly memoryRequest?: Size;

  /**
   * Where the facts come from.
   * @default - not said
   */
  readonly source?: string;
}
