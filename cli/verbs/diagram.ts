import { ManifestSet } from '../../lib/model/manifest-set';
import { Diagram, diagramsOf } from '../diagram/diagrams';
import { rendered } from '../diagram/formats';
import { readInput } from '../diagram/input';
import { DiagramSettings, EXTENSIONS, Format, OPTIONS, settingsOf } from '../diagram/options';
import { ExitCode, UsageError } from '../failure';
import { OutputFile, writeFiles } from '../files';
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
      throw new UsageError('nothing to draw: name files or folders, or - for standard input');
    const settings = settingsOf(options);
    if (settings.format === 'png' && !settings.output && process.stdout.isTTY)
      throw new UsageError('a PNG is no text for a terminal: add -o FILE');
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
  if (output?.isFolder) return writeFiles(output.path, await filesOf(diagrams, format, progress));
  const whole = format === 'html';
  const content = whole ? await page(diagrams, progress) : await rendered(diagrams[0], format);
  progress.clear();
  if (output) writeFiles('', [{ path: output.path, content }]);
  else if (typeof content === 'string') write(process.stdout, [content]);
  else process.stdout.write(content);
  const others = diagrams.length - 1;
  if (others > 0 && !whole)
    say([`note: this is the overview; -o FOLDER draws each of the ${others} workloads, --workload NAME one of them`]);
}

async function filesOf(diagrams: readonly Diagram[], format: Format, progress: Progress): Promise<OutputFile[]> {
  const files: OutputFile[] = [];
  for (const [index, diagram] of diagrams.entries()) {
    progress.show(() => `drawing ${index + 1} of ${diagrams.length}`);
    files.push({ path: `${diagram.name}${EXTENSIONS[format]}`, content: await rendered(diagram, format) });
  }
  progress.clear();
  return files;
}

async function page(diagrams: readonly Diagram[], progress: Progress): Promise<string> {
  const { pageOf } = await import('../diagram/page.js');
  return pageOf(diagrams, (text) => progress.show(text));
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
