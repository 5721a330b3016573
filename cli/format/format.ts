import { Report } from '../reported';
import { Paint } from '../terminal';

/** How to write for people; the other formats are for machines and always the same. */
export interface Style {
  readonly paint: Paint;
  readonly width: number;
}

/** Writes a report piece by piece, since one text of all findings may be longer than a string can be. */
export type Format = (report: Report, style: Style) => Iterable<string>;
