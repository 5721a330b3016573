import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');

function docs(cwd: string, ...args: string[]): { code: number | null; output: string } {
  const script = path.join(__dirname, 'docs.cjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd, encoding: 'utf8' });
  return { code: status, output: stdout + stderr };
}

test('the diagrams of our own docs are what our manifests are', () => {
  expect(docs(ROOT, '--check')).toEqual({
    code: 0,
    output: 'the diagrams of the docs are what the manifests are\n',
  });
}, 60_000);

describe('in a project', () => {
  let root: string;

  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'docs-tool-'));
    write('pod.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: app }] }\n');
    write('docs/deeper/page.md', '# Page\n\n<!-- diagram: pod.yaml Pod/web -->\n\nAfter it.\n');
    write('README.md', 'No diagram.\n');
  });

  afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

  function write(file: string, text: string): void {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  }

  const read = () => fs.readFileSync(path.join(root, 'docs/deeper/page.md'), 'utf8');

  test('diagrams are written below their comments, and again where the manifest has changed', () => {
    const before = read();
    expect(docs(root, '--check')).toMatchObject({
      code: 1,
      output: expect.stringContaining('docs/deeper/page.md is out of step'),
    });
    expect(read()).toBe(before);
    expect(docs(root)).toEqual({ code: 0, output: 'docs/deeper/page.md is drawn anew\n' });
    expect(read()).toMatch(
      /^# Page\n\n<!-- diagram: pod.yaml Pod\/web -->\n\n```mermaid\nflowchart LR\n[^]*\n```\n\nAfter it.\n$/,
    );
    expect(docs(root, '--check').code).toBe(0);

    write('pod.yaml', fs.readFileSync(path.join(root, 'pod.yaml'), 'utf8').replace('app', 'other'));
    expect(docs(root, '--check').code).toBe(1);
    docs(root);
    expect(read()).toContain('other');
    expect(read().match(/```mermaid/g)).toHaveLength(1);
  }, 60_000);

  test('pictures are files beside the page', () => {
    write('docs/deeper/page.md', '# Page\n\n<!-- svg: pod.yaml web.svg -->\n\n![web](web.svg)\n');
    expect(docs(root)).toEqual({ code: 0, output: 'docs/deeper/web.svg is drawn anew\n' });
    expect(fs.readFileSync(path.join(root, 'docs/deeper/web.svg'), 'utf8')).toMatch(/^<svg /);
    expect(docs(root, '--check').code).toBe(0);
    write('docs/deeper/web.svg', '');
    expect(docs(root, '--check').code).toBe(1);
  }, 60_000);

  test('what cannot be drawn is told with its place', () => {
    write('docs/deeper/page.md', '# Page\n\n<!-- diagram: pod.yaml api -->\n\n');
    const { code, output } = docs(root);
    expect(code).toBe(2);
    expect(output).toContain('docs/deeper/page.md:3: sidecars: there is no workload "api"');
  }, 60_000);
});
