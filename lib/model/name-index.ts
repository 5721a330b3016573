import { isNearMiss } from './near-miss';

const SUFFIX = /-(?:svc|service)$/;

/** Many names, of which the one that another was meant to be is found without looking at all of them. */
export class NameIndex {
  private readonly byForm = new Map<string, string>();

  public constructor(names: Iterable<string>) {
    for (const name of names) for (const form of formsOf(name)) if (!this.byForm.has(form)) this.byForm.set(form, name);
  }

  /** The name that is likely meant by one that is not there. */
  public meant(name: string): string | undefined {
    for (const form of formsOf(name)) {
      const found = this.byForm.get(form);
      if (found !== undefined && found !== name && isSlip(found, name)) return found;
    }
    return undefined;
  }
}

/** Whether one name is a slip for the other, and not its neighbour, as `team-a-web` and `team-b-web` are. */
export function isSlip(a: string, b: string): boolean {
  const [left, right] = [base(a), base(b)];
  if (left === right) return true;
  if (!isNearMiss(left, right)) return false;
  const parts = [left, right].map((name) => name.split(/[^a-z0-9]+/));
  if (parts[0].length !== parts[1].length) return plain(left) === plain(right);
  return parts[0].every((part, index) => {
    const other = parts[1][index];
    return part === other || (part.length > 3 && other.length > 3);
  });
}

/** The forms of which two near names share one: as they are, and with one letter left out. */
function formsOf(name: string): Set<string> {
  const whole = plain(base(name));
  const forms = new Set([whole]);
  if (whole.length < 64) for (let at = 0; at < whole.length; at++) forms.add(whole.slice(0, at) + whole.slice(at + 1));
  return forms;
}

function base(name: string): string {
  return name.toLowerCase().replace(SUFFIX, '');
}

function plain(name: string): string {
  return name.replace(/[^a-z0-9]/g, '');
}
