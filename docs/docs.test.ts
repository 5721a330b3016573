import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Yaml } from 'cdk8s';
import { buildSync } from 'esbuild';
import { run } from './test/code';
import { allPages, Block, inRoot, Page, read } from './test/markdown';
import { violations } from './test/schema';
import { TypeCheck } from './test/type-check';

const pages = allPages();
const blocks = pages.flatMap((page) => page.blocks);
const ownCode = blocks.filter(({ language, from }) => language === 'ts' && from === undefined);
const update = process.env.UPDATE_DOCS === '1';
let folder: string;
let types: TypeCheck;

beforeAll(() => {
  types = new TypeCheck(ownCode);
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'docs-'));
  process.env.CDK8S_OUTDIR = path.join(folder, 'dist');
});

afterAll(() => {
  delete process.env.CDK8S_OUTDIR;
  fs.rmSync(folder, { recursive: true, force: true });
});

interface Synthesized {
  readonly yaml?: string;
  /** What is wrong with the block. */
  readonly message?: string;
}

const results = new Map<string, Synthesized>();

/** What a block synthesizes. Each is run once. */
function result(block: Block): Synthesized {
  const made = results.get(block.place) ?? synthesized(block);
  results.set(block.place, made);
  return made;
}

function synthesized(block: Block): Synthesized {
  try {
    const { app } = run(block);
    return app instanceof App ? { yaml: app.synthYaml() } : {};
  } catch (error) {
    const { message } = error as Error;
    // What App.synth says above and before the message of a construct.
    return { message: message.replace(/^Validation failed with the following errors:\n\s*\[[^\]]*\] /, '') };
  }
}

/** The text that an excerpt is a part of. */
function source(block: Block): string {
  const from = block.from!;
  if (from === 'example') return fs.readFileSync(example(), 'utf8');
  const { yaml, message } = from === 'above' ? result(codeAbove(block)) : preludeFor(block);
  return (block.language === 'text' ? message : yaml) ?? read(from);
}

/** The code of the page that is nearest above a block. */
function codeAbove(block: Block): Block {
  const above = blocks.slice(0, blocks.indexOf(block)).findLast((each) => ownCode.includes(each));
  if (above?.place.split(':')[0] !== block.place.split(':')[0]) throw new Error(`${block.place}: no code above`);
  return above;
}

/** What the prelude synthesizes that a block of YAML is from. */
function preludeFor({ language, from }: Block): Synthesized {
  const [, prelude] = /^docs\/preludes\/(\S+)\.ts$/.exec(from!) ?? [];
  if (prelude === undefined || language !== 'yaml') return {};
  return result({ place: from!, language: 'ts', text: '', with: prelude });
}

/** The documents of several YAML texts. They are read at once, because each reading starts a process. */
function documents(texts: string[]): unknown[][] {
  const file = path.join(folder, 'all.yaml');
  const end = 'end of text';
  fs.writeFileSync(file, texts.map((text) => `${text}\n---\n${end}\n---\n`).join(''));
  const found: unknown[][] = [];
  let current: unknown[] = [];
  for (const document of Yaml.load(file) as unknown[]) {
    if (document !== end) current.push(document);
    else {
      found.push(current);
      current = [];
    }
  }
  return found;
}

/** Whether all of the excerpt is in the whole, items of lists in their order. */
function contains(whole: unknown, excerpt: unknown): boolean {
  if (Array.isArray(excerpt)) {
    let rest = Array.isArray(whole) ? (whole as unknown[]) : [];
    return excerpt.every((item) => {
      const found = rest.findIndex((each) => contains(each, item));
      rest = rest.slice(found + 1);
      return found >= 0;
    });
  }
  if (typeof excerpt !== 'object' || excerpt === null) return whole === excerpt;
  if (typeof whole !== 'object' || whole === null) return false;
  return Object.entries(excerpt).every(([key, value]) => contains((whole as Record<string, unknown>)[key], value));
}

/** Whether the source has the parts of the excerpt between what stands for the rest, however it is broken into lines. */
function containsParts(source: string, excerpt: string, leftOut: RegExp): boolean {
  const plain = (text: string) => text.replace(/\s/g, '').replace(/,(?=[)\]}]|$)/g, '');
  let rest = plain(source);
  return excerpt.split(leftOut).every((text) => {
    const part = plain(text);
    const found = rest.indexOf(part);
    rest = rest.slice(found + part.length);
    return found >= 0;
  });
}

/** What the page of errors says that the block throws: the text block that follows it. */
function messageAfter(block: Block): Block | undefined {
  const next = blocks[blocks.indexOf(block) + 1];
  return block.place.startsWith('docs/errors.md') && next?.language === 'text' ? next : undefined;
}

/** Whether the text block that follows shows a part of what the block throws. */
function throwsWhatFollows(block: Block): boolean {
  const next = blocks[blocks.indexOf(block) + 1];
  return next?.language === 'text' && next.from === 'above';
}

/** The index of the first line in the block. */
function lineOf({ place }: Block): number {
  return Number(place.split(':')[1]);
}

/** The file that the example of the README synthesizes. */
function example(): string {
  return path.join(folder, 'dist', 'shared-volume.k8s.yaml');
}

test('all code compiles', () => {
  expect(types.errors()).toEqual([]);
});

test('all code synthesizes, and on the page of errors gives the message that follows it', () => {
  const fragments = ownCode.filter((block) => block.with !== undefined);
  const actual = fragments.map((block) => ({ place: block.place, message: result(block).message }));
  const expected = fragments.map((block) => ({
    place: block.place,
    message: throwsWhatFollows(block) ? (expect.any(String) as string) : messageAfter(block)?.text,
  }));
  if (!update) return expect(actual).toEqual(expected);
  const lines = read('docs/errors.md').split('\n');
  for (const [index, block] of fragments.entries()) {
    const message = messageAfter(block);
    if (message) lines[lineOf(message)] = actual[index].message ?? '';
  }
  fs.writeFileSync(inRoot('docs/errors.md'), lines.join('\n'));
});

test('the example of the README synthesizes', () => {
  run(ownCode.find(({ place }) => place.startsWith('README.md'))!);
  expect(fs.existsSync(example())).toBe(true);
});

test('excerpts are parts of what they are from', () => {
  const excerpts = blocks.filter(({ from }) => from !== undefined && !from.startsWith('check:'));
  const yaml = excerpts.filter(({ language }) => language === 'yaml');
  const [texts, sources] = [yaml.map(({ text }) => text), yaml.map(source)];
  const parsed = documents([...texts, ...sources]);
  const missing = yaml.filter((_, index) => {
    const source = parsed[index + yaml.length];
    return !parsed[index].every((excerpt) => source.some((each) => contains(each, excerpt)));
  });
  const other = excerpts.filter(({ language }) => language !== 'yaml');
  const leftOut = (language: string) => (language === 'text' ? /\.\.\./ : /^ *\/\/ \.\.\.$/m);
  missing.push(...other.filter((block) => !containsParts(source(block), block.text, leftOut(block.language))));
  expect(missing.map(({ place, from }) => `${place} is not a part of ${from}`)).toEqual([]);
});

test('commands name scripts and files that there are', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const dist = fs.readdirSync(inRoot('dist'), { recursive: true, encoding: 'utf8' });
  for (const { path, text } of pages) {
    const named = [...text.matchAll(/\bnpm (?:run ([\w-]+)|(test)\b)/g)].map(([, script, alone]) => script ?? alone);
    expect([path, named.filter((script) => !(script in scripts))]).toEqual([path, []]);
    const files = [...text.matchAll(/\bdist\/([\w./-]+\.yaml)/g)].map(([, file]) => file);
    expect([path, files.filter((file) => !dist.includes(file))]).toEqual([path, []]);
  }
});

test('links lead somewhere', () => {
  const broken = pages.flatMap((page) =>
    page.links.flatMap(({ place, target }) => {
      if (/^https:\/\//.test(target)) return [];
      const [file, anchor] = target.split('#');
      const to = file === '' ? page.path : path.join(path.dirname(page.path), file);
      const found = fs.existsSync(inRoot(to)) && (anchor === undefined || new Page(to).anchors.includes(anchor));
      return found ? [] : [`${place}: ${target}`];
    }),
  );
  expect(broken).toEqual([]);
});

test('every chart of the tutorial has its page, and the README links it and every manifest', () => {
  const linked = new Page('README.md').links.map(({ target }) => target);
  const charts = fs.readdirSync(inRoot('charts/tutorial')).filter((file) => !file.endsWith('.test.ts'));
  const dist = fs
    .readdirSync(inRoot('dist'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'));
  const wanted = [
    ...charts.map((file) => `docs/tutorial/${path.basename(file, '.ts')}.md`),
    ...dist.map((file) => `dist/${file}`),
  ];
  expect(wanted.filter((file) => !linked.includes(file))).toEqual([]);
});

test('the page of constructs names everything that the library exports', () => {
  const code = new Page('docs/constructs.md').text.match(/`[^`\n]+`/g)!.join(' ');
  const missing = types.publicNames().filter((name) => !new RegExp(`\\b${name}\\b`).test(code));
  expect(missing).toEqual([]);
});

describe('the plan of the page of expectations', () => {
  const [example, json] = new Page('docs/expectations.md').blocks;
  const schema = JSON.parse(read('docs/expectations.schema.json')) as object;
  let plan: { pods: { expectations: Record<string, unknown>[] }[] };

  beforeAll(() => {
    const bundle = inRoot(`node_modules/.cache/docs-${process.pid}.cjs`);
    try {
      buildSync({
        stdin: { contents: example.text, loader: 'ts', resolveDir: inRoot('.') },
        alias: { 'cdk8s-sidecars': inRoot('lib/index.ts') },
        packages: 'external',
        bundle: true,
        platform: 'node',
        target: 'node20',
        outfile: bundle,
      });
      const env = { ...process.env, CDK8S_OUTDIR: undefined, SIDECARS_PLAN: 'plan.json' };
      execFileSync(process.execPath, [bundle], { cwd: folder, env });
    } finally {
      fs.rmSync(bundle, { force: true });
    }
    plan = JSON.parse(fs.readFileSync(path.join(folder, 'plan.json'), 'utf8')) as typeof plan;
  });

  test('is what its example writes', () => {
    if (update) {
      const page = read('docs/expectations.md');
      fs.writeFileSync(
        inRoot('docs/expectations.md'),
        page.replace(json.text, () => JSON.stringify(plan, null, 2)),
      );
    } else expect(JSON.parse(json.text)).toEqual(plan);
  });

  test('fits the schema', () => {
    expect(violations(schema, plan)).toEqual([]);
  });

  test.each([
    ['another version', (copy: typeof plan) => Object.assign(copy, { version: 2 })],
    ['a field that is not documented', (copy: typeof plan) => Object.assign(copy.pods[0], { uid: 1 })],
    ['no expectations', (copy: typeof plan) => copy.pods[0].expectations.splice(0)],
    ['an unknown type', (copy: typeof plan) => Object.assign(copy.pods[0].expectations[0], { type: 'tcp' })],
    ['no time', (copy: typeof plan) => delete copy.pods[0].expectations[0]['withinSeconds']],
  ])('with %s does not fit the schema', (_, spoil) => {
    const copy = structuredClone(plan);
    spoil(copy);
    expect(violations(schema, copy)).not.toEqual([]);
  });
});
