import * as fs from 'node:fs';
import * as path from 'node:path';
import { ApiObject, App, Chart, Names, Yaml, YamlOutputType } from 'cdk8s';
import { DependencyOrder } from './dependency-order';
import { duringSynthesis, renderOnce } from './rendering';

/** Synthesizes an app at the cost of its objects, where `App.synth` validates and orders the whole app once per chart. */
export class AppSynthesis {
  /**
   * Writes the files that `app.synth()` writes, byte for byte, into the folder of the app. Nothing is written when a
   * validation fails.
   * Throws what `app.synth()` throws.
   */
  public static write(app: App): void {
    duringSynthesis(app, () => {
      validate(app);
      const files = render(app);
      fs.mkdirSync(app.outdir, { recursive: true });
      for (const { name, text } of files) {
        const file = path.join(app.outdir, name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, text);
      }
    });
  }

  private constructor() {}
}

interface OutputFile {
  readonly name: string;
  readonly text: string;
}

function validate(app: App): void {
  const errors = app.node.findAll().flatMap(({ node }) => node.validate().map((error) => `[${node.path}] ${error}`));
  if (errors.length > 0) throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
}

function render(app: App): OutputFile[] {
  const order = new DependencyOrder(app);
  const charts = order.charts().map((chart, index) => {
    const number = order.betweenCharts ? `${index.toString().padStart(4, '0')}-` : '';
    return { chart, name: `${number}${Names.toDnsLabel(chart)}`, objects: order.objectsOf(chart) };
  });
  const files = charts.length > 0 ? filesOf(app, charts) : [];
  // The CLI asks for it, to name constructs in its reports. The app keeps it to itself.
  const { recordConstructMetadata } = app as unknown as { readonly recordConstructMetadata: boolean };
  if (!recordConstructMetadata) return files;
  return [...files, { name: 'construct-metadata.json', text: metadataOf(charts.flatMap(({ objects }) => objects)) }];
}

function filesOf(
  { yamlOutputType, outputFileExtension: extension }: App,
  charts: { chart: Chart; name: string; objects: ApiObject[] }[],
): OutputFile[] {
  switch (yamlOutputType) {
    case YamlOutputType.FILE_PER_APP:
      return [{ name: `app${extension}`, text: yaml(charts.flatMap(({ objects }) => objects)) }];
    case YamlOutputType.FILE_PER_CHART:
      return charts.map(({ name, objects }) => ({ name: `${name}${extension}`, text: yaml(objects) }));
    case YamlOutputType.FILE_PER_RESOURCE:
      return charts.flatMap(({ objects }) => objects.map((object) => fileOf(object, extension)));
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      return charts.flatMap(({ name, objects }) =>
        objects.map((object) => {
          const file = fileOf(object, extension);
          return { ...file, name: path.join(name, file.name) };
        }),
      );
  }
}

function fileOf(object: ApiObject, extension: string): OutputFile {
  const { kind, metadata } = renderOnce(object) as { kind: string; metadata: { name: string } };
  const name = `${kind}.${metadata.name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
  return { name: `${name}${extension}`, text: yaml([object]) };
}

function yaml(objects: ApiObject[]): string {
  return objects.map((object) => Yaml.stringify(renderOnce(object))).join('---\n');
}

function metadataOf(objects: ApiObject[]): string {
  const resources = Object.fromEntries(objects.map(({ name, node }) => [name, { path: node.path }]));
  return JSON.stringify({ version: '1.0.0', resources });
}
