const path = require('node:path');

const root = path.join(__dirname, '..');
const snapshots = path.join(root, '__snapshots__');

exports.resolveSnapshotPath = (test, extension) => path.join(snapshots, path.relative(root, test) + extension);

exports.resolveTestPath = (snapshot, extension) =>
  path.join(root, path.relative(snapshots, snapshot).slice(0, -extension.length));

exports.testPathForConsistencyCheck = path.join(root, 'lib', 'example.test.ts');
