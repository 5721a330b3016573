/**
 * Writes what other tools say of the manifests in this folder to recorded.json, to be looked at by others.test.ts:
 *
 *   go install github.com/zegl/kube-score/cmd/kube-score@v1.20.0
 *   pip install checkov==3.3.30
 *   node test/others/record.cjs
 */
const { spawnSync } = require('node:child_process');
const { readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const TOOLS = {
  'kube-score': {
    version: '1.20.0',
    command: (file) => ['kube-score', 'score', '--output-format', 'json', file],
    said: (objects) =>
      objects.flatMap(({ checks }) =>
        checks
          .filter(({ skipped, grade }) => !skipped && grade < 10)
          .flatMap(({ check, comments }) => comments.map(({ path, summary }) => `${check.id}: ${path}: ${summary}`)),
      ),
  },
  checkov: {
    version: '3.3.30',
    command: (file) => ['checkov', '--framework', 'kubernetes', '--output', 'json', '--compact', '--file', file],
    said: ({ results }) => results.failed_checks.map(({ check_id, check_name }) => `${check_id}: ${check_name}`),
  },
};

const files = readdirSync(__dirname).filter((file) => file.endsWith('.yaml'));
const recorded = Object.entries(TOOLS).map(([tool, { version, command, said }]) => {
  const findings = files.map((file) => {
    const [program, ...args] = command(join(__dirname, file));
    const { stdout, error } = spawnSync(program, args, { encoding: 'utf8' });
    if (error) throw error;
    return [file.replace('.yaml', ''), said(JSON.parse(stdout)).sort()];
  });
  return [tool, { version, findings: Object.fromEntries(findings) }];
});
writeFileSync(join(__dirname, 'recorded.json'), `${JSON.stringify(Object.fromEntries(recorded), null, 2)}\n`);
