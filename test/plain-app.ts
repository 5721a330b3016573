/** The files of a project whose app writes these to its output, and then runs the ending. */
export function plainApp(files: { readonly [file: string]: string }, ending = ''): { [file: string]: string } {
  return {
    'cdk8s.yaml': 'language: typescript\napp: node app.cjs\noutput: dist\n',
    'app.cjs': `const fs = require('node:fs');
const path = require('node:path');
for (const [file, text] of Object.entries(${JSON.stringify(files)})) {
  const target = path.join(process.env.CDK8S_OUTDIR, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, text);
}
${ending}`,
  };
}

/** A manifest that no rule says anything about. */
export function configMap(name: string, value: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  value: ${JSON.stringify(value)}\n`;
}
