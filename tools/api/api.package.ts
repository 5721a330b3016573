import { spawnSync } from 'node:child_process';

test('API.md is what the package offers, so that a break of it is one on purpose', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/api.cjs', '--check'], { encoding: 'utf8' });

  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
});
