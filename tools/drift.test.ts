import { ToolProject } from './tool-project';

let project: ToolProject;

beforeEach(() => {
  project = new ToolProject();
  project.app({ 'dev/a.k8s.yaml': 'a\n', 'dev/b.k8s.yaml': 'b\n' });
  project.run('synth');
});

afterEach(() => project.remove());

test('finds no drift right after synth', () => {
  expect(project.run('drift')).toEqual({ code: 0, output: 'dist is what the app synthesizes\n' });
});

test('lists extra, missing and different files and changes none', () => {
  project.write('dist/dev/c.k8s.yaml', 'c\n');
  project.app({ 'dev/a.k8s.yaml': 'changed\n', 'dev/b.k8s.yaml': 'b\n', 'dev/d.k8s.yaml': 'd\n' });
  const before = project.files();

  const { code, output } = project.run('drift');
  expect(code).toBe(1);
  expect(output.split('\n').slice(1, -1)).toEqual([
    '  extra     dev/c.k8s.yaml',
    '  different dev/a.k8s.yaml',
    '  missing   dev/d.k8s.yaml',
  ]);
  expect(project.files()).toEqual(before);
});

test('reports the failure of the app, not drift', () => {
  project.app({}, `console.error('broken'); process.exit(2);`);

  expect(project.run('drift')).toEqual({ code: 2, output: 'broken\n' });
});
