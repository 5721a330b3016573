import * as fs from 'node:fs';
import * as path from 'node:path';

const { writeWhole } = jest.requireActual<{ writeWhole(this: void, file: string, text: string): void }>(
  '../tools/source-state.cjs',
);

/** What the program answers when its arguments begin with these words, the first of several that do. */
export interface FakeAnswer {
  readonly args: readonly string[];
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exitCode?: number;
  /** Before it answers. */
  readonly seconds?: number;
}

/** Node reads what it is to do when it is called, so that each test can change it. */
const PROGRAM = `#!${process.execPath}
const fs = require('node:fs');
const path = require('node:path');
const args = process.argv.slice(2);
fs.appendFileSync(path.join(__dirname, 'calls'), JSON.stringify(args) + '\\n');
const answers = JSON.parse(fs.readFileSync(path.join(__dirname, 'answers'), 'utf8'));
const own = args.filter((arg, index) => !/^--(?:context|namespace)$/.test(arg) && !/^--(?:context|namespace)$/.test(args[index - 1]));
const found = answers.find(({ args }) => args.every((word, index) => own[index] === word));
if (!found) {
  process.stderr.write('error: unexpected ' + args.join(' ') + '\\n');
  process.exitCode = 1;
} else {
  setTimeout(() => {
    process.stderr.write(found.stderr ?? '');
    process.exitCode = found.exitCode ?? 0;
    process.stdout.write(found.stdout ?? '');
  }, (found.seconds ?? 0) * 1000);
}
`;

/** A program in the place of kubectl, which writes down how it is called. */
export class FakeKubectl {
  public readonly program: string;

  public constructor(private readonly folder: string) {
    fs.mkdirSync(folder, { recursive: true });
    this.program = path.join(folder, 'kubectl');
    fs.writeFileSync(this.program, PROGRAM, { mode: 0o755 });
    this.answer();
  }

  /** From now on. Forgets the calls so far. */
  public answer(...answers: readonly FakeAnswer[]): void {
    this.write('answers', JSON.stringify(answers));
    this.write('calls', '');
  }

  /** The arguments of each call, in the order in which they came. */
  public get calls(): string[][] {
    const lines = fs.readFileSync(path.join(this.folder, 'calls'), 'utf8').trimEnd().split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as string[]);
  }

  /** The program may be reading meanwhile. */
  protected write(name: string, text: string): void {
    writeWhole(path.join(this.folder, name), text);
  }
}
