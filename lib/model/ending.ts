import { Ending, endingOfProgram, isFilter } from './program-ending';
import { literal, readScript, simplesOf } from './shell';
import { innerLists } from './shell-parser';
import { Command, List, Loop, Pipeline, Simple, Statement } from './shell-syntax';

/** Whether what follows is reached: `fails`: not, because of an error, which is not what it is meant to do. */
type Leaving = 'no' | 'maybe' | 'yes' | 'fails';

interface Outcome {
  readonly ending: Ending;
  readonly leaving: Leaving;
}

const ENDS: Outcome = { ending: 'ends', leaving: 'no' };
const UNKNOWN: Outcome = { ending: 'unknown', leaving: 'no' };
/** Their success is waited for in loops, where it is to come. */
const CHECKS = `[ test nc wget curl pg_isready mysqladmin nslookup getent grep ls stat ping redis-cli kubectl`.split(
  ' ',
);
const LEAVING = ['break', 'return', 'exec', 'eval', '.', 'source', 'kill', 'pkill', 'killall'];

/** Whether a script comes to its end by itself when nothing goes wrong. */
export function endingOfScript(script: string, depth = 0): Ending {
  const list = depth > 5 ? undefined : readScript(script);
  return list ? new Run(list, depth).sequence(list).ending : 'unknown';
}

/** The command with which a script goes on forever, where it does. */
export function lastingCommand(script: string): Command | undefined {
  const list = readScript(script);
  return list && new Run(list, 0).lasting(list);
}

/** The same as of a script, of a command line without a shell. */
export function endingOfLine(line: readonly string[]): Ending {
  return endingOfProgram(line, (script) => endingOfScript(script));
}

class Run {
  private readonly functions: ReadonlySet<string>;
  private readonly functionsLeave: boolean;
  private readonly hasPipes: boolean;

  public constructor(
    list: List,
    private readonly depth: number,
  ) {
    const bodies = functionsOf(list);
    this.functions = new Set(bodies.map(({ name }) => name));
    this.functionsLeave = bodies.some(({ body }) => mayLeave(body, ['exit', ...LEAVING]));
    this.hasPipes = [...simplesOf(list)].some(({ words }) => /^mk(fifo|nod)$/.test(words[0]?.text ?? ''));
  }

  public sequence(list: List): Outcome {
    const background: Ending[] = [];
    let ending: Ending = 'ends';
    let leaving: Leaving = 'no';
    for (const statement of list) {
      if (statement.background) {
        background.push(this.statement(statement, []).ending);
        continue;
      }
      const outcome = this.statement(statement, background);
      if (outcome.ending === 'lasts') return { ending: leaving === 'no' ? 'lasts' : 'unknown', leaving };
      if (outcome.ending === 'unknown') ending = 'unknown';
      if (outcome.leaving === 'yes' || outcome.leaving === 'fails') {
        return { ending, leaving: leaving === 'maybe' ? 'maybe' : outcome.leaving };
      }
      if (outcome.leaving === 'maybe') leaving = 'maybe';
    }
    return { ending, leaving };
  }

  public lasting(list: List): Command | undefined {
    if (this.sequence(list).ending !== 'lasts') return undefined;
    const background: Ending[] = [];
    for (const statement of list) {
      const { ending } = this.statement(statement, background);
      if (statement.background) background.push(ending);
      else if (ending === 'lasts') return this.lastingIn(statement, background);
    }
    return undefined;
  }

  private lastingIn({ pipelines }: Statement, background: readonly Ending[]): Command | undefined {
    const commands = pipelines.flatMap((pipeline) => pipeline.commands);
    const command = commands.find((one) => this.command(one, background).ending === 'lasts');
    return command?.kind === 'group' || command?.kind === 'subshell' ? this.lasting(command.body) : command;
  }

  private statement({ pipelines: [first, ...others] }: Statement, background: readonly Ending[]): Outcome {
    let { ending, leaving } = this.pipeline(first, background);
    for (const pipeline of others) {
      if (ending === 'lasts' || leaving === 'yes' || leaving === 'fails') break;
      const outcome = this.pipeline(pipeline, background);
      if (outcome.ending === 'lasts') {
        return { ending: pipeline.after === '&&' && leaving === 'no' ? 'lasts' : 'unknown', leaving };
      }
      if (outcome.ending === 'unknown') ending = 'unknown';
      if (outcome.leaving === 'no' || (outcome.leaving === 'fails' && pipeline.after === '||')) continue;
      leaving = 'maybe';
    }
    return { ending, leaving };
  }

  private pipeline({ commands }: Pipeline, background: readonly Ending[]): Outcome {
    if (commands.length === 1) return this.command(commands[0], background);
    const endings = commands.map((command) => this.command(command, []).ending);
    if (endings.every((ending) => ending === 'ends')) return ENDS;
    const last = endings.lastIndexOf('lasts');
    return last >= 0 && commands.slice(last + 1).every(readsOn) ? { ending: 'lasts', leaving: 'no' } : UNKNOWN;
  }

  private command(command: Command, background: readonly Ending[]): Outcome {
    switch (command.kind) {
      case 'simple':
        return this.simple(command, background);
      case 'function':
        return ENDS;
      case 'group':
        return this.sequence(command.body);
      case 'subshell':
        return { ending: this.sequence(command.body).ending, leaving: 'no' };
      case 'loop':
        return this.loop(command);
      case 'if':
      case 'case':
        return together([
          ...command.branches.map(({ condition, body }) => this.sequence([...condition, ...body])),
          command.otherwise ? this.sequence(command.otherwise) : ENDS,
        ]);
    }
  }

  private loop(loop: Loop): Outcome {
    const body = this.sequence(loop.body);
    const leaving = body.leaving === 'no' || body.leaving === 'fails' ? 'no' : 'maybe';
    if (loop.keyword === 'for') return { ending: body.ending, leaving };
    if (runsForever(loop)) {
      const called =
        this.functionsLeave && [...simplesOf(loop.body)].some(({ words }) => this.functions.has(words[0]?.text ?? ''));
      const left = called || leaving === 'maybe' || mayLeave(loop.body, LEAVING);
      return left ? { ending: 'unknown', leaving: 'maybe' } : { ending: 'lasts', leaving: 'no' };
    }
    const known = body.ending === 'ends' && (waits(loop) || readsInput(loop));
    return { ending: known ? 'ends' : 'unknown', leaving };
  }

  private simple({ words, assignments }: Simple, background: readonly Ending[]): Outcome {
    for (const word of [...assignments, ...words]) {
      if (innerLists(word).some((list) => this.sequence(list).ending !== 'ends')) return UNKNOWN;
    }
    const [first] = words;
    if (!first) return ENDS;
    const line = words.map(({ text }) => text);
    const name = literal(first);
    if (name === undefined) return UNKNOWN;
    if (this.functions.has(name)) return { ending: 'unknown', leaving: this.functionsLeave ? 'maybe' : 'no' };
    switch (name) {
      case 'exit':
        return { ending: 'ends', leaving: /^[1-9]\d*$/.test(line[1] ?? '') ? 'fails' : 'yes' };
      case 'exec':
        return line.length === 1 ? ENDS : { ending: this.program(line), leaving: 'yes' };
      case 'break':
      case 'continue':
      case 'return':
        return { ending: 'ends', leaving: 'maybe' };
      case 'eval':
      case '.':
      case 'source':
        return { ending: 'unknown', leaving: 'maybe' };
      case 'kill':
        return { ending: 'ends', leaving: 'maybe' };
      case 'wait':
        return { ending: endingOfWait(line, background), leaving: 'no' };
      default:
        return { ending: this.program(line), leaving: 'no' };
    }
  }

  private program(line: readonly string[]): Ending {
    const ending = endingOfProgram(line, (script) => endingOfScript(script, this.depth + 1));
    return ending === 'ends' && this.hasPipes && isFilter(line) ? 'unknown' : ending;
  }
}

/** One of several ways is taken. */
function together(outcomes: readonly Outcome[]): Outcome {
  const [first] = outcomes;
  const ending = outcomes.every((outcome) => outcome.ending === first.ending) ? first.ending : 'unknown';
  const regular = outcomes.filter(({ leaving }) => leaving !== 'fails').map(({ leaving }) => leaving);
  const leaving = regular.every((one) => one === 'no') ? 'no' : regular.every((one) => one === 'yes') ? 'yes' : 'maybe';
  return { ending, leaving: regular.length === 0 ? 'fails' : leaving };
}

function endingOfWait(line: readonly string[], background: readonly Ending[]): Ending {
  if (line.includes('-n'))
    return background.every((ending) => ending === 'lasts') ? (background[0] ?? 'ends') : 'unknown';
  if (background.every((ending) => ending === 'ends')) return 'ends';
  const all = line.length === 1 || background.length === 1;
  return all && background.includes('lasts') ? 'lasts' : 'unknown';
}

/** `while true`, `while :`, `until false`, `while sleep 5`. */
function runsForever({ keyword, condition }: Loop): boolean {
  const [statement, ...more] = condition;
  const [pipeline, ...others] = statement?.pipelines ?? [];
  const [command] = pipeline?.commands ?? [];
  if (more.length + others.length > 0 || !pipeline || pipeline.commands.length > 1 || command?.kind !== 'simple')
    return false;
  const line = command.words.map(({ text }) => text).join(' ');
  const succeeds = /^(true|:|\/bin\/true|\[ (1|true) \]|test 1|sleep [\d.]+[smhd]?)$/.test(line);
  return (keyword === 'while') !== pipeline.negated ? succeeds : line === 'false';
}

/** `until nc -z db 5432` and `while [ ! -f x ]`: for something that is to come. */
function waits({ keyword, condition }: Loop): boolean {
  const pipelines = condition.length === 1 ? condition[0].pipelines : [];
  const [command] = pipelines.length === 1 ? pipelines[0].commands : [];
  if (command?.kind !== 'simple' || !CHECKS.includes(command.words[0]?.text ?? '')) return false;
  const negated = pipelines[0].negated !== (command.words[1]?.text === '!');
  return (keyword === 'until') !== negated;
}

/** `while read line` where nobody writes: what a container reads is closed. */
function readsInput({ keyword, condition }: Loop): boolean {
  const simples = [...simplesOf(condition)];
  return keyword === 'while' && simples.length === 1 && simples[0].words.some(({ text }) => text === 'read');
}

/** Goes on as long as the command before it in a pipeline writes. */
function readsOn(command: Command): boolean {
  if (command.kind === 'simple') return isFilter(command.words.map(({ text }) => text));
  return command.kind === 'loop' && readsInput(command) && !mayLeave(command.body, ['exit', ...LEAVING]);
}

function mayLeave(list: List, commands: readonly string[]): boolean {
  return [...simplesOf(list)].some(({ words }) => commands.includes(words[0]?.text ?? ''));
}

function functionsOf(list: List): { name: string; body: List }[] {
  return list.flatMap(({ pipelines }) =>
    pipelines.flatMap(({ commands }) =>
      commands.flatMap((command) => (command.kind === 'function' ? { name: command.name, body: command.body } : [])),
    ),
  );
}
