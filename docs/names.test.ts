import * as cdk8s from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as sidecars from '../lib';
import { allPages, Page } from './test/markdown';

type Named = Record<string, unknown>;

const ALL: Named = { ...cdk8s, ...kplus, ...sidecars };

/** What sentences name in code, such as `Checks.enforce(app)` and `kplus.Volume.fromEmptyDir`. */
function named(page: Page): { from: Named; name: string; member?: string; code: string }[] {
  const prose = page.text.replace(/^ *```[^]*?^ *```$/gm, '');
  return [...prose.matchAll(/`([^`]+)`/g)].flatMap(([, code]) => {
    const [, prefix, name, member] = /^(?:new )?(kplus\.)?([A-Z]\w*)(?:\.(\w+))?\b/.exec(code) ?? [];
    if (name === undefined || (prefix === undefined && member === undefined)) return [];
    // Files, and types, of which nothing is there when a program runs.
    if (member === 'yaml' || /(Props|Options)$/.test(name)) return [];
    const from: Named = prefix === undefined ? ALL : { ...kplus };
    // Without a prefix it may be a word of Kubernetes.
    return prefix === undefined && !(name in from) ? [] : [{ from, name, member, code }];
  });
}

function has(value: unknown, member: string | undefined): boolean {
  if (member === undefined) return value !== undefined;
  const type = value as Named & { prototype?: object };
  return member in type || (type.prototype !== undefined && member in type.prototype);
}

test('what sentences name of the packages is there', () => {
  const all = allPages()
    .filter(({ path }) => path !== 'CHANGELOG.md')
    .flatMap((page) => named(page).map((found) => ({ ...found, path: page.path })));
  const wrong = all.filter(({ from, name, member }) => !has(from[name], member));
  expect(wrong.map(({ path, code }) => `${path}: ${code}`)).toEqual([]);
  expect(all.map(({ code }) => code)).toEqual(expect.arrayContaining(['Checks.waive']));
});
