import * as fs from 'node:fs';
import * as path from 'node:path';
import { App } from 'cdk8s';
import { SidecarsError } from '../errors';
import { FLAG, LIST, made, requireOptions, requireShape, TEXT } from '../shapes';
import { AppFile, renderApp } from './app-files';
import { AppReplaceOptions, AppSynthesisOptions } from './app-synthesis-options';
import { OutputFolder } from './output/output-folder';
import { Replacement } from './output/replacement';
import { duringSynthesis } from './rendering';

const APP = made('an App of cdk8s', 'synthYaml', () => 'pass the App that the charts are in');

/** Synthesizes an app at the cost of its objects, where `App.synth` validates and orders the whole app once per chart. */
export class AppSynthesis {
  /**
   * Writes the files that `app.synth()` writes, byte for byte, into the folder of the app. Nothing is written when a
   * validation fails.
   * Throws what `app.synth()` throws.
   */
  public static write(app: App, options: AppSynthesisOptions = {}): void {
    requireShape('AppSynthesis.write', 'app', app, APP);
    requireOptions('AppSynthesis.write', options, { kustomization: FLAG });
    writeFiles(app.outdir, render(app, options));
  }

  /**
   * Replaces a folder by what apps synthesize, as a whole or not at all: when one of them fails, or the process ends at any
   * moment, the folder is as it was or as it is to be. Manifests in it that no app synthesizes any more are removed; other
   * files stay.
   * Throws what `app.synth()` throws, and when the folder cannot be written or another process is about it.
   */
  public static replace(apps: App[], options: AppReplaceOptions = {}): void {
    requireShape('AppSynthesis.replace', 'apps', apps, LIST);
    for (const app of apps) requireShape('AppSynthesis.replace', 'apps', app, APP);
    requireOptions('AppSynthesis.replace', options, { kustomization: FLAG, folder: TEXT });
    const folder = options.folder ?? folderOf(apps);
    const rendered = apps.map((app) => {
      const below = pathBelow(folder, app.outdir);
      return render(app, options).map(({ name, text }) => ({ name: path.join(below, name), text }));
    });
    requireDistinct(rendered);
    const output = OutputFolder.of(folder);
    const replacement = Replacement.begin(output);
    try {
      replacement.fill((fresh) => writeFiles(fresh, rendered.flat()));
      replacement.finish();
    } finally {
      replacement.end();
    }
  }

  private constructor() {}
}

function render(app: App, { kustomization = false }: AppSynthesisOptions): AppFile[] {
  return duringSynthesis(app, () => renderApp(app, kustomization));
}

function writeFiles(folder: string, files: readonly AppFile[]): void {
  fs.mkdirSync(folder, { recursive: true });
  for (const { name, text } of files) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    // Some file systems put what was emptied and written anew on the disk at once, which takes long.
    const fits = fs.statSync(file, { throwIfNoEntry: false })?.size === Buffer.byteLength(text);
    fs.writeFileSync(file, text, { flag: fits ? 'r+' : 'w' });
  }
}

function folderOf(apps: readonly App[]): string {
  return apps.length === 1 ? apps[0].outdir : (process.env['CDK8S_OUTDIR'] ?? 'dist');
}

function pathBelow(folder: string, outdir: string): string {
  const below = path.relative(folder, outdir);
  if (below !== '..' && !below.startsWith(`..${path.sep}`) && !path.isAbsolute(below)) return below;
  throw new SidecarsError({
    where: 'AppSynthesis.replace',
    what: `the folder of an app, ${outdir}, is not in ${folder}`,
    why: 'Only one folder can be replaced as a whole',
    fix: `pass a folder that has those of all apps in it, or new App({ outdir: '${path.join(folder, 'name')}' })`,
  });
}

/** Two files of one app may have one name: cdk8s writes the last of them. */
function requireDistinct(rendered: readonly (readonly AppFile[])[]): void {
  const names = rendered.flatMap((files) => [...new Set(files.map(({ name }) => name))]);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new SidecarsError({
    where: 'AppSynthesis.replace',
    what: `two apps write ${twice}`,
    why: 'Only the last of them would be left',
    fix: "give each app a folder of its own, as in new App({ outdir: join(dist, 'prod') })",
  });
}
