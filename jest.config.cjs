/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/build/', '<rootDir>/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/build-packages/', '<rootDir>/.synth-', '<rootDir>/.e2e/'],
  globalSetup: '<rootDir>/tools/jest-temporary-folder.cjs',
  maxWorkers: '100%',
  // Many of them start the command or an app, which takes its time on a busy machine.
  testTimeout: 30_000,
  transform: { '\\.ts$': '<rootDir>/tools/jest-transform.cjs' },
  snapshotResolver: '<rootDir>/tools/snapshot-resolver.cjs',
};
