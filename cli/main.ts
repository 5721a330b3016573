import { PACKAGE } from 'bundled:package';
import { ExitCode, UsageError } from './failure';
import { didYouMean } from './nearest';
import { optionsHelp, parseArguments } from './options';
import { write } from './output';
import { AGENT } from './runtime/podman/agent/protocol';
import { printable } from './terminal';
import { Verb } from './verb';

/** Each is read only when it is run. */
const VERBS: { readonly [name: string]: () => Promise<Verb> } = {
  synth: async () => (await import('./verbs/synth.js')).synth,
  drift: async () => (await import('./verbs/drift.js')).drift,
  check: async () => (await import('./verbs/check.js')).check,
  rules: async () => (await import('./verbs/rules.js')).rules,
  explain: async () => (await import('./verbs/explain.js')).explain,
  verify: async () => (await import('./verbs/verify.js')).verify,
  diagnose: async () => (await import('./verbs/diagnose.js')).diagnose,
  diagram: async () => (await import('./verbs/diagram.js')).diagram,
  report: async () => (await import('./verbs/report.js')).report,
  down: async () => (await import('./verbs/down.js')).down,
};

const NAMES = Object.keys(VERBS);

const HELP = ['help', '--help', '-h'];

async function run([name, ...args]: readonly string[]): Promise<ExitCode> {
  if (name === AGENT) {
    const { runAgent } = await import('./runtime/podman/agent/agent.js');
    return runAgent().then(() => process.exit());
  }
  if (name === undefined) throw new UsageError('which verb?');
  if (name === '--version') return show(`${PACKAGE.version}\n`);
  if (name === 'help' && args.length > 0 && !HELP.includes(args[0])) return show(verbHelp(await find(args[0])));
  if (HELP.includes(name)) return show(await help());
  const verb = await find(name);
  const parsed = parseArguments(verb.options, args);
  return parsed.options.has('help') ? show(verbHelp(verb)) : verb.run(parsed);
}

async function find(name: string): Promise<Verb> {
  if (Object.hasOwn(VERBS, name)) return VERBS[name]();
  const hint = /[./\\]/.test(name) ? `; to check it: sidecars check ${name}` : didYouMean(name, NAMES);
  throw new UsageError(name.startsWith('-') ? `there is no option ${name} here` : `there is no verb "${name}"${hint}`);
}

function show(text: string): ExitCode {
  write(process.stdout, [text]);
  return ExitCode.CLEAN;
}

async function help(): Promise<string> {
  const all = await Promise.all(Object.values(VERBS).map((load) => load()));
  const verbs = all.map(({ name, summary }) => `  ${name.padEnd(9)}${summary}`);
  return `Usage: sidecars <verb> [options]

${verbs.join('\n')}
  ${'help'.padEnd(9)}show the options of a verb, as in "sidecars help check"

  --version  show the version

Ends with 0 when nothing is found, with 1 when something is, with 2 when it is used in a wrong way or
cannot read its input.
${PACKAGE.homepage}
`;
}

function verbHelp({ name, usage, summary, options, notes }: Verb): string {
  const parts = [`Usage: sidecars ${name} ${usage}`, `To ${summary}.`, optionsHelp(options), notes];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

function explainFailure(error: unknown, name: string | undefined): string {
  if (error instanceof UsageError) {
    const more = name !== undefined && Object.hasOwn(VERBS, name) ? `sidecars help ${name}` : 'sidecars --help';
    return `sidecars: ${error.message.split('\n').map(printable).join('\n')}\nSee "${more}".\n`;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `sidecars: a mistake of this program, please report it:\n${stack.split('\n').map(printable).join('\n')}\n`;
}

// As when piped into "head", which reads as much as it wants. What is left is written to nobody.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = ExitCode.TROUBLE;
    process.stderr.write(explainFailure(error, process.argv[2]));
  },
);
