import * as fs from 'node:fs';
import { Cli } from '../test/cli';
import { allPages, inRoot, Page, read } from './test/markdown';

const pages = allPages();
const blocks = pages.flatMap((page) => page.blocks);
const checked = blocks.filter(({ from }) => from?.startsWith('check:'));
let cli: Cli;

beforeAll(async () => {
  cli = await Cli.build();
});

afterAll(() => cli.remove());

interface Call {
  readonly place: string;
  readonly verb: string;
  readonly options: readonly string[];
}

/** How pages call the command: each line of a shell that does, and what is said to do in a sentence. */
function calls(page: Page): Call[] {
  const lines = page.blocks
    .filter(({ language }) => language === 'sh' || language === 'yaml')
    .flatMap(({ place, text }) => text.split('\n').map((line) => ({ place, line })));
  const prose = page.text.replace(/^ *```[^]*?^ *```$/gm, '');
  const said = [...prose.matchAll(/`([^`]+)`/g)];
  const all = [...lines, ...said.map(([, line]) => ({ place: page.path, line }))];
  return all.flatMap(({ place, line }) => {
    const [, verb, rest] = /(?:^|[\s|] *)sidecars ([a-z]+)\b(.*)/.exec(line) ?? [];
    const verify = /\bnpm run (verify) -- (.*)/.exec(line);
    const [found, options] = verb === undefined ? [verify?.[1], verify?.[2]] : [verb, rest];
    if (found === undefined) return [];
    return [{ place, verb: found, options: (options ?? '').split(/[|&;]/)[0].match(/(?<=\s|^)--[a-z][\w-]*/g) ?? [] }];
  });
}

test('calls of the command name verbs and options that there are', () => {
  const found = pages.flatMap(calls);
  const verbs = [...new Set(found.map(({ verb }) => verb))];
  const help = new Map(verbs.map((verb) => [verb, cli.run(['help', verb])]));
  const isKnown = (verb: string, option: string) =>
    new RegExp(`^ +(-\\w, )?${option}\\b`, 'm').test(help.get(verb)!.stdout);
  const wrong = found.flatMap(({ place, verb, options }) => {
    if (help.get(verb)!.code !== 0) return [`${place}: ${verb}`];
    return options.filter((option) => !isKnown(verb, option)).map((option) => `${place}: ${verb} ${option}`);
  });
  expect(wrong).toEqual([]);
  expect(verbs).toEqual(expect.arrayContaining(['check', 'verify', 'diagnose', 'explain']));
});

test.each(checked.map((block) => [block.place, block] as const))('%s is what the command says', (_, block) => {
  cli.clear();
  cli.write({ 'k8s/pod.yaml': read(block.from!.replace('check:', '')) });
  const { stdout } = cli.run(['check', 'k8s/']);
  let rest = stdout;
  const missing = block.text.split(/^\.\.\.\n/m).filter((part) => {
    const found = rest.indexOf(part);
    rest = rest.slice(found + part.length);
    return found < 0;
  });
  expect(missing).toEqual([]);
});

describe('lessons with expectations', () => {
  const lessons = fs.readdirSync(inRoot('charts/tutorial')).filter((file) => /^[\w-]+\.ts$/.test(file));
  const expecting = lessons.filter((file) => /\.expect\(/.test(read(`charts/tutorial/${file}`)));
  const names = expecting.map((file) => file.replace('.ts', ''));

  test('say how they are verified', () => {
    const says = (name: string) => read(`docs/tutorial/${name}.md`).includes(`npm run verify -- --chart ${name}\n`);
    expect(names.filter((name) => !says(name))).toEqual([]);
  });

  test('are the only ones that are said to be verified', () => {
    const named = pages.flatMap(({ text }) => [...text.matchAll(/npm run verify -- --chart ([\w-]+)/g)]);
    expect(names).toEqual(expect.arrayContaining([...new Set(named.map(([, chart]) => chart))]));
  });
});
