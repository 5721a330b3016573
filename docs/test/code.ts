import * as cdk8s from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as constructs from 'constructs';
import { transformSync } from 'esbuild';
import * as sidecars from '../../lib';
import { Block, inRoot, read } from './markdown';

type Exports = Record<string, unknown>;

/** Of Helm, which not every machine has, a stand-in is called. */
class Helm extends cdk8s.Helm {
  public constructor(scope: constructs.Construct, id: string, props: cdk8s.HelmProps) {
    super(scope, id, { helmExecutable: inRoot('docs/test/helm.sh'), ...props });
  }
}

const PACKAGES: Record<string, Exports> = {
  cdk8s: { ...cdk8s, Helm },
  constructs,
  'cdk8s-plus-28': kplus,
  'cdk8s-sidecars': sidecars,
  '../../lib': sidecars,
};

/**
 * A block as a TypeScript module. A block with a prelude gets what the prelude exports, and from the packages whatever
 * it names and does not import itself.
 */
export function moduleOf(block: Block): string {
  if (block.with === undefined) return block.text;
  const own = [...block.text.matchAll(/^import (.*) from/gm)].map(([, names]) => names).join();
  const named = (name: string) => mentions(block.text, name) && !mentions(own, name);
  const imports = ['cdk8s', 'constructs', 'cdk8s-sidecars'].map((name) => {
    const names = Object.keys(PACKAGES[name]).filter(named);
    return names.length > 0 ? `import { ${names.join(', ')} } from '${name}';` : '';
  });
  if (named('kplus')) imports.push("import * as kplus from 'cdk8s-plus-28';");
  imports.push(`import { ${preludeNames(block.with).join(', ')} } from './preludes/${block.with}';`);
  // On one line, so that a line of the block is one line further down.
  return `${imports.join(' ')}\n${block.text}\nexport {};\n`;
}

/** Runs a block, with a prelude of its own, and returns what the prelude exports. */
export function run(block: Block): Exports {
  const prelude = block.with === undefined ? {} : load(read(`docs/preludes/${block.with}.ts`), {});
  load(moduleOf(block), { [`./preludes/${block.with}`]: prelude });
  return prelude;
}

function load(source: string, more: Record<string, Exports>): Exports {
  const { code } = transformSync(source, { loader: 'ts', format: 'cjs', target: 'node20' });
  const module = { exports: {} as Exports };
  const require = (name: string) => {
    const found = more[name] ?? PACKAGES[name];
    if (!found) throw new Error(`the documentation does not know package "${name}"`);
    return found;
  };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function('module', 'exports', 'require', code)(module, module.exports, require);
  return module.exports;
}

function preludeNames(prelude: string): string[] {
  return [...read(`docs/preludes/${prelude}.ts`).matchAll(/^export const (\w+)/gm)].map(([, name]) => name);
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(text);
}
