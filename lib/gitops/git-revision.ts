/** What Git keeps from the names of branches and tags. */
const NEVER = [/[\x00-\x20\x7f~^:?*[\\]/, /\.\.|@\{|\/\/|^\/|\/$|\.$|^-|^@$/, /(^|\/)\.|\.lock(\/|$)/];

/** A version in part or as a whole, with what it is compared by: `>=1.2`, `v1.x`, `*`. */
const COMPARISON = /^(?:[<>=!~^]{0,2}\s*v?(?:\d+|[xX*])(?:\.(?:\d+|[xX*])){0,2}(?:[-+][\w.+-]+)?)$/;

/**
 * Whether Argo CD can find a commit by it: it is a commit, the name of a branch or tag, or a range of versions that tags
 * have.
 * @see https://git-scm.com/docs/git-check-ref-format
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/tracking_strategies/#git
 */
export function isGitRevision(revision: string): boolean {
  return !NEVER.some((pattern) => pattern.test(revision)) || isRange(revision);
}

function isRange(text: string): boolean {
  const comparisons = text.replace(/([<>=!~^])\s+/g, '$1').split(/\s*\|\|\s*|\s*,\s*|\s+-\s+|\s+/);
  return comparisons.every((comparison) => COMPARISON.test(comparison));
}
