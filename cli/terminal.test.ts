import { spawn, spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { Cli, finePod, rootPod } from '../test/cli';
import { Progress, wrap } from './terminal';

const RULE = 'image-root-under-non-root';
const ESCAPE = '\u001b';

let cli: Cli;

beforeAll(async () => {
  cli = await Cli.build();
  cli.write({ 'a.yaml': rootPod('a') });
});

afterAll(() => cli.remove());

describe('colors', () => {
  const stdout = (args: string[], env = {}) => cli.run(['check', 'a.yaml', ...args], { env }).stdout;

  test('are not written into pipes', () => expect(stdout([])).not.toContain(ESCAPE));

  test('are written where they are asked for', () => {
    const colored = stdout(['--color', 'always', '--rules', RULE]);
    expect(colored).toContain(`${ESCAPE}[31merror${ESCAPE}[0m`);
    expect(colored.replaceAll(/\u001b\[\d+m/g, '')).toBe(stdout(['--rules', RULE]));
  });

  test('on request come before NO_COLOR', () =>
    expect(stdout(['--color', 'always'], { NO_COLOR: '1' })).toContain(ESCAPE));
});

/** On a terminal, as `script` makes one. */
function onTerminal(args: string, env: { [name: string]: string }): string {
  const command = `${process.execPath} ${cli.bundle} ${args}`;
  const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
    cwd: cli.folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], TERM: 'xterm', ...env },
  });
  return stdout;
}

const hasScript = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

(hasScript ? describe : describe.skip)('on a terminal', () => {
  test.each([
    ['there are colors', {}, '', true],
    ['NO_COLOR takes them away', { NO_COLOR: '1' }, '', false],
    ['an empty NO_COLOR says nothing', { NO_COLOR: '' }, '', true],
    ['--color never takes them away', {}, '--color never', false],
    ['TERM=dumb has none', { TERM: 'dumb' }, '', false],
    ['a format for machines has none', {}, '--format json', false],
  ])('%s', (_, env, args, colored) => {
    expect(onTerminal(`check a.yaml ${args}`, env).includes(ESCAPE)).toBe(colored);
  });

  test('a short run shows no progress', () => {
    expect(onTerminal('check a.yaml --color never', {})).not.toContain('\r\u001b[K');
  });
});

describe('progress', () => {
  const texts: string[] = [];
  const stream = (isTTY: boolean) => ({ isTTY, write: (text: string) => texts.push(text) });

  beforeEach(() => {
    texts.length = 0;
    jest.useFakeTimers();
  });

  afterEach(() => jest.useRealTimers());

  test('is shown after half a second, ten times a second, and cleared', () => {
    const progress = new Progress(stream(true));
    const show = (text: string, after: number) => {
      jest.advanceTimersByTime(after);
      progress.show(() => text);
    };
    show('one', 490);
    show('two', 20);
    show('three', 10);
    show('four', 100);
    progress.clear();
    progress.clear();
    expect(texts).toEqual(['\r\u001b[Ktwo', '\r\u001b[Kfour', '\r\u001b[K']);
  });

  test('is for a terminal only', () => {
    const progress = new Progress(stream(false));
    jest.advanceTimersByTime(5000);
    progress.show(() => 'one');
    progress.clear();
    expect(texts).toEqual([]);
  });
});

test('lines break between words, and long words stay whole', () => {
  expect(wrap('a bb ccc dddd eeeeeeeeee f', 6)).toEqual(['a bb', 'ccc', 'dddd', 'eeeeeeeeee', 'f']);
});

test('a reader that has seen enough is no mistake', async () => {
  const pods = Array.from({ length: 2000 }, (_, index) => rootPod(`pod-${index}`)).join('---\n');
  cli.write({ 'many.yaml': pods });
  const child = spawn(process.execPath, [cli.bundle, 'check', 'many.yaml'], { cwd: cli.folder });
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
});

test('standard input may come in parts', async () => {
  const child = spawn(process.execPath, [cli.bundle, 'check', '-', '--rules', RULE], { cwd: cli.folder });
  let stdout = '';
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  for (const part of [finePod('a'), '---\n', rootPod('b')]) {
    child.stdin.write(part);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.stdin.end();
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
  expect(stdout).toContain(`stdin:${finePod('a').split('\n').length + 7}:19`);
  expect(path.isAbsolute(cli.bundle)).toBe(true);
});
