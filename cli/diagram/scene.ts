/** What a box stands for, which decides on its colour and shape. */
export type BoxKind =
  'main' | 'sidecar' | 'init' | 'volume' | 'config' | 'secret' | 'service' | 'route' | 'workload' | 'peer';

/** How the place of a box looks at which arrows end: ports that are declared differ from those that are only known. */
export type RowLook = 'declared' | 'known' | 'loopback' | 'plain';

/** A place of a box at which arrows begin or end. */
export interface Row {
  readonly id: string;
  readonly text: string;
  readonly note: string;
  readonly look: RowLook;
}

/** A thing in a diagram. All of its texts can be shown as they are, but for the markup of the format. */
export interface Box {
  readonly is: 'box';
  readonly id: string;
  readonly kind: BoxKind;
  /** Above the name, as in `native sidecar`. */
  readonly head: string;
  /** The place in the order of start; undefined for what does not start. */
  readonly order: number | undefined;
  readonly name: string;
  readonly lines: readonly string[];
  /** Where traffic comes in. */
  readonly left: readonly Row[];
  /** Where it reads and writes, and from where it goes out. */
  readonly right: readonly Row[];
  readonly foot: readonly string[];
  /** In full, for who asks for it. */
  readonly about: string;
  /** It is named, and not in the input. */
  readonly missing: boolean;
}

export type GroupKind = 'pod' | 'network' | 'namespace' | 'column';

/** A box around others. A column has no frame: its boxes are above each other. */
export interface Group {
  readonly is: 'group';
  readonly id: string;
  readonly kind: GroupKind;
  readonly title: string;
  readonly lines: readonly string[];
  readonly children: readonly Part[];
}

export type Part = Box | Group;

/** `write` and `read` are of volumes and configuration; `traffic` is led by the cluster, `call` is dialled by a container. */
export type ArrowKind = 'write' | 'read' | 'traffic' | 'call' | 'allowed' | 'denied';

/** A row of a box, a box, or all of a group. */
export interface End {
  readonly id: string;
  readonly row?: string;
}

/** In the direction of what moves: a reader's arrow begins at the volume. */
export interface Arrow {
  readonly from: End;
  readonly to: End;
  readonly kind: ArrowKind;
  /** Only what the rows at its ends do not say. */
  readonly label: string;
  readonly about: string;
}

/** A diagram before it is drawn: what is in it, and nothing about places. */
export interface Scene {
  readonly title: string;
  readonly parts: readonly Part[];
  readonly arrows: readonly Arrow[];
}

export function boxesOf(parts: readonly Part[]): Box[] {
  return parts.flatMap((part) => (part.is === 'box' ? [part] : boxesOf(part.children)));
}

export function groupsOf(parts: readonly Part[]): Group[] {
  return parts.flatMap((part) => (part.is === 'box' ? [] : [part, ...groupsOf(part.children)]));
}
