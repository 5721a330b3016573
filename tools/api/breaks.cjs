/** What of a listing code can depend on: the signatures of each type. */
function read(listing) {
  const types = new Map();
  for (const section of listing.split(/^## /m).slice(1)) {
    const [name, ...lines] = section.split('\n');
    const kinds = lines.find((line) => line.startsWith('`')) ?? '';
    const signatures = lines.flatMap((line) => /^- `([^`]+)`/.exec(line)?.[1] ?? []);
    types.set(name, new Set([...[...kinds.matchAll(/`([^`]+)`/g)].map(([, kind]) => kind), ...signatures]));
  }
  return types;
}

/**
 * What code that was written for one listing may miss in another: what is gone, and what has to be given now. A change is
 * both gone and new. Whether it is harmless, as where only more is taken than before, is for a human to say.
 */
function breaksBetween(before, after) {
  const [old, now] = [read(before), read(after)];
  return [...old].flatMap(([name, signatures]) => {
    const kept = now.get(name);
    if (kept === undefined) return [`${name}: gone`];
    const gone = [...signatures].filter((each) => !kept.has(each)).map((each) => `${name}: without \`${each}\``);
    const asked = [...kept].filter((each) => kept.has('options') && /^\w+:/.test(each) && !signatures.has(each));
    return [...gone, ...asked.map((each) => `${name}: asks for \`${each}\``)];
  });
}

module.exports = { breaksBetween };
