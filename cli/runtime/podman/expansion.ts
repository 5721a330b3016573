const REFERENCE = /\$(\$|\(([^)]*)\))/g;

/** References that name a variable that is there are replaced; all others stay as they are, as the kubelet does it. */
export function expand(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replace(REFERENCE, (whole, inner: string, name: string | undefined) => {
    if (inner === '$') return '$';
    return variables.get(name ?? '') ?? whole;
  });
}

/** The variables that a text refers to. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(REFERENCE)].flatMap(([, , name]) => name ?? []);
}
