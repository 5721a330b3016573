import { CheckContext } from '../lib/checks/rule';
import { KubernetesVersion } from '../lib/kubernetes-version';

/** What the page of every rule has, in this order. */
export const HEADINGS = ['What happens', 'Bad', 'Good', 'When it is fine'] as const;

/** The page of a rule, taken apart. */
export interface RulePage {
  readonly title: string;
  readonly headings: string[];
  readonly bad: string[];
  readonly good: string[];
  /** What the manifests of the page are checked with, from a comment such as `<!-- check: kubernetes-version=1.28 -->`. */
  readonly context: Partial<CheckContext>;
}

export function readPage(markdown: string): RulePage {
  const sections = markdown.split(/^## /m);
  const blocks = (heading: string) =>
    sections
      .filter((section) => section.startsWith(`${heading}\n`))
      .flatMap((section) => [...section.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map((match) => match[1]));
  return {
    title: /^# (.*)$/m.exec(sections[0])?.[1] ?? '',
    headings: sections.slice(1).map((section) => section.slice(0, section.indexOf('\n'))),
    bad: blocks('Bad'),
    good: blocks('Good'),
    context: contextOf(/<!-- check: (.*?) -->/.exec(markdown)?.[1] ?? ''),
  };
}

function contextOf(options: string): Partial<CheckContext> {
  const said = new Map(options.split(/\s+/).map((option) => [option.split('=')[0], option.split('=')[1]] as const));
  const version = said.get('kubernetes-version');
  return {
    ...(version === undefined ? {} : { version: KubernetesVersion.parse(version, 'page') }),
    ...(said.has('complete') ? { complete: true } : {}),
  };
}
