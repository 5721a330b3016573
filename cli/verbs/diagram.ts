import { ManifestSet } from '../../lib/model/manifest-set';
import { Diagram, diagramsOf } from '../diagram/diagrams';
import { writeFiles } from '../diagram/files';
import { rendered } from '../diagram/formats';
import { readInput } from '../diagram/input';
import { DiagramSettings, EXTENSIONS, OPTIONS, settingsOf } from '../diagram/options';
import { ExitCode, UsageError } from '../failure';
import { write } from '../output';
import { Progress } from '../terminal';
import { Verb } from '../verb';

export const diagram: Verb = {
  name: 'diagram',
  usage: '[options] FILE|FOLDER|- ...',
  summary: 'draw the Pods of manifests: containers, ports, volumes, who may connect',
  options: OPTIONS,
  notes: `All input is one set, as if applied together. Of several workloads an overview is drawn, and with a folder for
the output each of them as well; a page of HTML has all of them.`,
  async run({ options, positionals }) {
    if (positionals.length === 0)
      throw new UsageError('nothing to draw: name files or folders, or - for standard input', 'diagram');
    const settings = settingsOf(options);
    const progress = new Progress(process.stderr);
    const { objects, errors, notes } = await readInput(positionals, progress);
    progress.clear();
    if (errors.length > 0) return trouble(errors);
    const set = new ManifestSet(objects);
    if (set.workloads.length + set.services.length === 0)
      return trouble([...notes, 'sidecars: there is no workload and no Service to draw in what was named']);
    say(notes);
    await draw(diagramsOf(set, settings), settings, progress);
    return ExitCode.CLEAN;
  },
};

async function draw(diagrams: readonly Diagram[], settings: DiagramSettings, progress: Progress): Promise<void> {
  const { format, output } = settings;
  if (output?.isFolder) {
    const files = [];
    for (const [index, { name, scene }] of diagrams.entries()) {
      progress.show(() => `drawing ${index + 1} of ${diagrams.length}`);
      files.push({ path: `${name}${EXTENSIONS[format]}`, content: await rendered(scene(), format) });
    }
    progress.clear();
    return writeFiles(output.path, files);
  }
  const [first, ...others] = diagrams;
  const content = await rendered(first.scene(), format);
  if (output) writeFiles('', [{ path: output.path, content }]);
  else if (typeof content === 'string') write(process.stdout, [content]);
  else process.stdout.write(content);
  if (others.length > 0)
    say([
      `note: this is the overview; -o FOLDER draws each of the ${others.length} workloads, --workload NAME one of them`,
    ]);
}

function trouble(lines: readonly string[]): ExitCode {
  say(lines);
  return ExitCode.TROUBLE;
}

function say(lines: readonly string[]): void {
  write(
    process.stderr,
    lines.map((line) => `${line}\n`),
  );
}
