const LONGEST = 120;

/** Names for files and for places of a page, each given once. What they are made of is somebody's. */
export class Names {
  private readonly counts = new Map<string, number>();

  public of(text: string): string {
    const name = plain(text);
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    // A name that ends in a number may be somebody's own.
    return count === 1 ? name : this.of(`${name.slice(0, LONGEST - 10)}-${count}`);
  }
}

/** Nothing that leads out of a folder, or means something in a link. */
function plain(text: string): string {
  const words = text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return words.replace(/^-+/, '').slice(0, LONGEST).replace(/-+$/, '') || 'workload';
}
