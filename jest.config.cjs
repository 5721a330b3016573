/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/build/', '<rootDir>/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/build-packages/', '<rootDir>/.synth-', '<rootDir>/.e2e/'],
  maxWorkers: '100%',
  transform: { '\\.ts$': '<rootDir>/tools/jest-transform.cjs' },
  snapshotResolver: '<rootDir>/tools/snapshot-resolver.cjs',
};
