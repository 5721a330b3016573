import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

export interface NodeVersion {
  readonly name: string;
  /** The folder with `node`. */
  readonly bin: string;
}

/** The Node that runs this, and the newest one, which comes as a package for each platform. */
export function nodeVersions(folder: string): NodeVersion[] {
  const running = { name: `the Node that runs the tests, ${process.version}`, bin: path.dirname(process.execPath) };
  const name = `node-${process.platform}-${process.arch}`;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  const options = { cwd: folder, encoding: 'utf8' } as const;
  const { status, stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund', `${name}@latest`], options);
  const bin = path.join(folder, 'node_modules', name, 'bin');
  const version = spawnSync(path.join(bin, 'node'), ['--version'], options).stdout?.trim();
  if (status !== 0 || !version) {
    process.stderr.write(`skipped: the newest Node, as npm has no ${name} for this machine\n${stderr}\n`);
    return [running];
  }
  return [running, { name: `the newest Node, ${version}`, bin }];
}
