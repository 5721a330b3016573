// Writes the diagrams of the docs, each at a comment that says of what it is:
//
//   <!-- diagram: dist/tutorial/patterns.k8s.yaml Pod/adapter -->    Mermaid, right below it
//   <!-- svg: dist/prod/web.k8s.yaml Deployment/web web.svg -->      a file beside the page
//
// Without a workload it is the overview, or the only workload. With --check, says what is out of step and writes nothing.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { PROGRAM, buildCli } = require('../cli/build.cjs');

const MERMAID = /<!-- diagram: (\S+)(?: (\S+))? -->\n\n(?:```mermaid\n[^]*?```\n)?/g;
const SVG = /<!-- svg: (\S+)(?: (\S+))? (\S+\.svg) -->/g;
const CACHE = path.join(__dirname, '../node_modules/.cache/sidecars-docs');

function pagesOf(root) {
  const inDocs = fs.readdirSync(path.join(root, 'docs'), { recursive: true }).map((file) => path.join('docs', file));
  return [...fs.readdirSync(root), ...inDocs].filter((file) => file.endsWith('.md')).sort();
}

/** The texts that files are to have and have not: of the page, and of the pictures that it names. */
function changesOf(root, page) {
  const text = fs.readFileSync(path.join(root, page), 'utf8');
  const drawAt = (offset, format, file, workload) => {
    const only = workload === undefined ? [] : ['--workload', workload];
    const args = [path.join(CACHE, PROGRAM), 'diagram', file, '--format', format, ...only];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    if (status === 0) return stdout;
    throw new Error(`${page}:${text.slice(0, offset).split('\n').length}: ${stderr.trim()}`);
  };
  const drawn = text.replace(MERMAID, (found, file, workload, offset) => {
    const comment = found.slice(0, found.indexOf('\n') + 1);
    // Where there was none, what follows has to be a paragraph of its own.
    const gap = found.endsWith('```\n') ? '' : '\n';
    return `${comment}\n\`\`\`mermaid\n${drawAt(offset, 'mermaid', file, workload)}\`\`\`\n${gap}`;
  });
  const pictures = [...text.matchAll(SVG)].map(({ 1: file, 2: workload, 3: picture, index }) => [
    path.join(path.dirname(page), picture),
    drawAt(index, 'svg', file, workload),
  ]);
  return [
    // Compared with what was read: meanwhile somebody may have written to it.
    ...(drawn === text ? [] : [[page, drawn]]),
    ...pictures.filter(([file, picture]) => !isSame(path.join(root, file), picture)),
  ];
}

function isSame(file, text) {
  return fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text;
}

async function run(root, check) {
  await buildCli(CACHE);
  const changed = pagesOf(root).flatMap((page) => changesOf(root, page));
  if (changed.length === 0) return void console.log('the diagrams of the docs are what the manifests are');
  for (const [file, text] of changed) {
    if (check) console.error(`${file} is out of step with the manifests; "npm run docs" draws it anew`);
    else {
      fs.writeFileSync(path.join(root, file), text);
      console.log(`${file} is drawn anew`);
    }
  }
  if (check) process.exitCode = 1;
}

run(process.cwd(), process.argv.includes('--check')).catch((error) => {
  console.error(error.message);
  process.exitCode = 2;
});
