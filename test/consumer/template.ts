import * as fs from 'node:fs';
import * as path from 'node:path';

const CLI = path.resolve('node_modules/cdk8s-cli');

/** What `cdk8s init typescript-app` copies into a folder, before it installs packages. */
export function writeTemplate(folder: string): void {
  const template = path.join(CLI, 'templates/typescript-app');
  const values = templateValues();
  for (const file of fs.readdirSync(template, { recursive: true, encoding: 'utf8' })) {
    // The hooks belong to the command, which leaves them behind.
    if (fs.statSync(path.join(template, file)).isDirectory() || file === '.hooks.sscaff.js') continue;
    const target = path.join(folder, fill(file, values));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, fill(fs.readFileSync(path.join(template, file), 'utf8'), values));
  }
}

function templateValues(): Record<string, string> {
  const cli = packageOf(CLI);
  const installed = (name: string) =>
    packageOf(path.dirname(require.resolve(`${name}/package.json`, { paths: [CLI] })));
  return {
    '': '',
    $base: 'app',
    cdk8s_core_version: installed('cdk8s').version,
    cdk8s_plus_version: installed('cdk8s-plus-33').version,
    constructs_version: cli.dependencies.constructs.replace('^', ''),
    cdk8s_cli_spec: `^${cli.version}`,
  };
}

function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{\{\s*([$\w]*)\s*\}\}/g, (_, name: string) => {
    if (values[name] === undefined) throw new Error(`the template has a value that is not known here: ${name}`);
    return values[name];
  });
}

interface Package {
  readonly version: string;
  readonly dependencies: Record<string, string>;
}

function packageOf(folder: string): Package {
  return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as Package;
}
