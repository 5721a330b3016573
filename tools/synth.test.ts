import * as fs from 'node:fs';
import * as path from 'node:path';
import { ToolProject } from './tool-project';

let project: ToolProject;

beforeEach(() => {
  project = new ToolProject();
});

afterEach(() => project.remove());

test('writes what the app synthesizes and nothing beside it', () => {
  project.app({ 'dev/a.k8s.yaml': 'a\n', 'prod/a.k8s.yaml': 'b\n' });

  expect(project.run('synth')).toEqual({ code: 0, output: 'dist: 2 files\n' });
  expect(project.files()).toEqual({ 'dist/dev/a.k8s.yaml': 'a\n', 'dist/prod/a.k8s.yaml': 'b\n' });
  expect(fs.readdirSync(project.root).sort()).toEqual(['app.cjs', 'cdk8s.yaml', 'dist']);
});

test('writes the same bytes when run again', () => {
  project.app({ 'dev/a.k8s.yaml': 'a\n' });
  project.run('synth');
  const first = project.files();
  project.run('synth');

  expect(project.files()).toEqual(first);
});

test('removes files the app no longer synthesizes', () => {
  project.write('dist/dev/stale.k8s.yaml', 'old\n');
  project.app({ 'dev/a.k8s.yaml': 'a\n' });

  expect(project.run('synth').code).toBe(0);
  expect(project.files()).toEqual({ 'dist/dev/a.k8s.yaml': 'a\n' });
});

test('leaves the output alone when the app fails, whose error is shown once', () => {
  project.write('dist/dev/a.k8s.yaml', 'old\n');
  project.app({ 'dev/a.k8s.yaml': 'new\n' }, `console.error('no such volume'); process.exit(3);`);

  expect(project.run('synth')).toEqual({ code: 3, output: 'no such volume\n' });
  expect(project.files()).toEqual({ 'dist/dev/a.k8s.yaml': 'old\n' });
});

test('leaves the output alone when the app is killed', () => {
  project.write('dist/dev/a.k8s.yaml', 'old\n');
  project.app({ 'dev/a.k8s.yaml': 'new\n' }, `process.kill(process.pid, 'SIGKILL');`);

  expect(project.run('synth').code).not.toBe(0);
  expect(project.files()).toEqual({ 'dist/dev/a.k8s.yaml': 'old\n' });
});

test('leaves the output alone when the app writes nothing', () => {
  project.write('dist/dev/a.k8s.yaml', 'old\n');
  project.app({});

  expect(project.run('synth')).toEqual({ code: 1, output: 'The app ended without writing any manifest.\n' });
  expect(project.files()).toEqual({ 'dist/dev/a.k8s.yaml': 'old\n' });
});

test('says which setting cdk8s.yaml lacks', () => {
  fs.writeFileSync(path.join(project.root, 'cdk8s.yaml'), 'language: typescript\n');

  const { code, output } = project.run('synth');
  expect(code).not.toBe(0);
  expect(output).toContain('cdk8s.yaml has no "app:" line');
  expect(project.files()).toEqual({});
});
