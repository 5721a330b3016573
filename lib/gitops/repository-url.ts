/** What Git clones from: a URL, or `user@host:path`. */
const REPOSITORY = /^((https?|ssh|git):\/\/[^/\s]+\/+[^/\s]\S*|[\w.-]+@[\w.-]+:\/*[^/\s]\S*)$/;

export function isRepositoryUrl(url: string): boolean {
  return REPOSITORY.test(url);
}

/** Where repositories have an owner and a name, and nothing after these. */
const OF_TWO_PARTS = ['github.com', 'bitbucket.org', 'codeberg.org'];

/** Where each repository has an owner; that of GitLab may be a group in a group. */
const OWNED = [...OF_TWO_PARTS, 'gitlab.com'];

/** Whether it names an owner alone. */
export function lacksRepository(url: string): boolean {
  const { host, parts } = takenApart(url);
  return parts.length < 2 && OWNED.includes(host);
}

/** The repository of a page or folder in it; undefined where the URL is not that of one. */
export function repositoryIn(url: string): string | undefined {
  const { host, parts } = takenApart(url);
  const end = OF_TWO_PARTS.includes(host) && parts.length > 2 ? 2 : pageAt(url, parts);
  if (end === -1) return undefined;
  const path = parts
    .slice(0, end)
    .join('/')
    .replace(/\.git$/, '');
  return `${url.slice(0, url.length - pathOf(url).length)}${path}.git`;
}

/** GitLab keeps `-` from the names of repositories, and with GitHub `tree` and `blob`. */
function pageAt(url: string, parts: readonly string[]): number {
  if (url.endsWith('.git')) return -1;
  return parts.findIndex((part, index) => index >= 2 && ['-', 'tree', 'blob'].includes(part));
}

function takenApart(url: string): { readonly host: string; readonly parts: readonly string[] } {
  const [, host = ''] = /^(?:\w+:\/\/)?(?:[^@/]*@)?([^:/]+)/.exec(url) ?? [];
  const parts = pathOf(url)
    .split('/')
    .filter((part) => part !== '');
  return { host: host.toLowerCase(), parts };
}

/** What follows the host and its port. */
function pathOf(url: string): string {
  return url.replace(/^(?:\w+:\/\/[^/]*\/|[^:/]*:)\/*/, '');
}
