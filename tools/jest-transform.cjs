const { createHash } = require('node:crypto');
const { transformSync, version } = require('esbuild');

// Types are checked by `npm run lint`; tests only need them stripped.
exports.process = (source, file) =>
  transformSync(source, {
    loader: 'ts',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    sourcefile: file,
    tsconfigRaw: {},
  });

exports.getCacheKey = (source, file) => createHash('sha256').update([version, file, source].join('\0')).digest('hex');
