import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A throw-away project whose app is a few lines of plain JavaScript. */
export class ToolProject {
  public readonly root = fs.mkdtempSync(path.join(os.tmpdir(), 'tool-project-'));

  public constructor() {
    fs.writeFileSync(path.join(this.root, 'cdk8s.yaml'), 'language: typescript\napp: node app.cjs\noutput: dist\n');
  }

  public remove(): void {
    fs.rmSync(this.root, { recursive: true, force: true });
  }

  /** Lets the app write these files below its output folder, then run `ending`. */
  public app(files: Record<string, string>, ending = ''): void {
    fs.writeFileSync(
      path.join(this.root, 'app.cjs'),
      `const fs = require('node:fs');
       const path = require('node:path');
       for (const [file, text] of Object.entries(${JSON.stringify(files)})) {
         const target = path.join(process.env.CDK8S_OUTDIR, file);
         fs.mkdirSync(path.dirname(target), { recursive: true });
         fs.writeFileSync(target, text);
       }
       ${ending}`,
    );
  }

  public run(tool: 'synth' | 'drift'): { code: number | null; output: string } {
    const script = path.join(__dirname, `${tool}.cjs`);
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], { cwd: this.root, encoding: 'utf8' });
    return { code: status, output: stdout + stderr };
  }

  public write(file: string, text: string): void {
    fs.mkdirSync(path.dirname(path.join(this.root, file)), { recursive: true });
    fs.writeFileSync(path.join(this.root, file), text);
  }

  /** Every file of the project but its app, with its content. */
  public files(): Record<string, string> {
    const names = fs.readdirSync(this.root, { recursive: true, encoding: 'utf8' }).sort();
    return Object.fromEntries(
      names
        .filter((name) => !['app.cjs', 'cdk8s.yaml'].includes(name))
        .filter((name) => fs.statSync(path.join(this.root, name)).isFile())
        .map((name) => [name, fs.readFileSync(path.join(this.root, name), 'utf8')]),
    );
  }
}
