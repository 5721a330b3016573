import * as path from 'node:path';
import { ApiObject, App, Chart, Names, Yaml, YamlOutputType } from 'cdk8s';
import { DependencyOrder } from './dependency-order';
import { isInHelmChart } from './helm-chart';
import { CONSTRUCT_METADATA, KUSTOMIZATION } from './output/files';
import { renderOnce } from './rendering';

/** A file that an app synthesizes, by its path in the folder of the app. */
export interface AppFile {
  readonly name: string;
  readonly text: string;
}

/** The files that `app.synth()` writes. Throws what it throws. */
export function renderApp(app: App, kustomization: boolean): AppFile[] {
  validate(app);
  const order = new DependencyOrder(app);
  const charts = order.charts().map((chart, index) => {
    const number = order.betweenCharts ? `${index.toString().padStart(4, '0')}-` : '';
    return { chart, name: `${number}${Names.toDnsLabel(chart)}`, objects: order.objectsOf(chart) };
  });
  const files = charts.length > 0 ? filesOf(app, charts) : [];
  if (kustomization && files.some(hasObjects) && !isInHelmChart(app.outdir)) files.push(kustomizationOf(files));
  // The CLI asks for it, to name constructs in its reports. The app keeps it to itself.
  const { recordConstructMetadata } = app as unknown as { readonly recordConstructMetadata: boolean };
  if (!recordConstructMetadata) return files;
  return [...files, { name: CONSTRUCT_METADATA, text: metadataOf(charts.flatMap(({ objects }) => objects)) }];
}

function validate(app: App): void {
  const errors = app.node.findAll().flatMap(({ node }) => node.validate().map((error) => `[${node.path}] ${error}`));
  if (errors.length > 0) throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
}

function filesOf(
  { yamlOutputType, outputFileExtension: extension }: App,
  charts: { chart: Chart; name: string; objects: ApiObject[] }[],
): AppFile[] {
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

function fileOf(object: ApiObject, extension: string): AppFile {
  const { kind, metadata } = renderOnce(object) as { kind: string; metadata: { name: string } };
  const name = `${kind}.${metadata.name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
  return { name: `${name}${extension}`, text: yaml([object]) };
}

function yaml(objects: ApiObject[]): string {
  return objects.map((object) => Yaml.stringify(renderOnce(object))).join('---\n');
}

/** Kustomize refuses an empty file. */
function hasObjects({ text }: AppFile): boolean {
  return text !== '';
}

function kustomizationOf(files: readonly AppFile[]): AppFile {
  // Two objects of one kind and name are one file.
  const names = files.filter(hasObjects).map(({ name }) => name.split(path.sep).join('/'));
  const text = Yaml.stringify({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: [...new Set(names)],
  });
  return { name: KUSTOMIZATION, text };
}

function metadataOf(objects: ApiObject[]): string {
  const resources = Object.fromEntries(objects.map(({ name, node }) => [name, { path: node.path }]));
  return JSON.stringify({ version: '1.0.0', resources });
}
