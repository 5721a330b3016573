import { Data, flagOf, Path, textOf } from './values';

/** Kinds of volumes that nobody can write to, whatever their mounts say; others may say so themselves. */
const ALWAYS_READ_ONLY = ['configMap', 'secret', 'projected', 'downwardAPI', 'image'];

/** A volume of a Pod. */
export class Volume {
  public readonly name: string;
  /** As in `emptyDir` or `configMap`; undefined where none is given. */
  public readonly type: string | undefined;
  public readonly source: Data;

  public constructor(
    public readonly data: Data,
    public readonly path: Path,
  ) {
    this.name = textOf(data['name']) ?? '';
    this.type = Object.keys(data).find((key) => key !== 'name');
    const source = this.type === undefined ? undefined : data[this.type];
    this.source = typeof source === 'object' && source !== null ? (source as Data) : {};
  }

  public get alwaysReadOnly(): boolean {
    return this.type !== undefined && (ALWAYS_READ_ONLY.includes(this.type) || this.source['readOnly'] === true);
  }

  public get inMemory(): boolean {
    return this.type === 'emptyDir' && this.source['medium'] === 'Memory';
  }
}

/** A volume of the Pod at a folder of a container. */
export class Mount {
  public readonly name: string;
  /** Without a trailing slash. */
  public readonly folder: string;
  public readonly readOnly: boolean;
  public readonly subPath: string | undefined;

  public constructor(
    public readonly data: Data,
    public readonly path: Path,
    public readonly volume: Volume | undefined,
  ) {
    this.name = textOf(data['name']) ?? '';
    this.folder = (textOf(data['mountPath']) ?? '').replace(/\/+/g, '/').replace(/(?<=.)\/$/, '');
    this.readOnly = flagOf(data['readOnly']) ?? false;
    this.subPath = textOf(data['subPath']) ?? textOf(data['subPathExpr']);
  }

  public get writable(): boolean {
    return !this.readOnly && !this.volume?.alwaysReadOnly;
  }

  /** Whether the path is this mount's folder or lies below it. */
  public covers(path: string): boolean {
    return path === this.folder || path.startsWith(this.folder === '/' ? '/' : `${this.folder}/`);
  }
}
