/** Names for the places of a page, each given once. */
export class Anchors {
  private readonly counts = new Map<string, number>();

  public of(text: string): string {
    const plain = text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '');
    const count = (this.counts.get(plain) ?? 0) + 1;
    this.counts.set(plain, count);
    // A name that ends in a number is somebody's own.
    return count === 1 ? plain : this.of(`${plain}-${count}`);
  }
}
