/** Items by what they have in common, both in the order in which they come. Those without a key are left out. */
export function grouped<K, T>(items: readonly T[], of: (item: T) => K | undefined): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = of(item);
    if (key === undefined) continue;
    const others = groups.get(key);
    if (others) others.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
