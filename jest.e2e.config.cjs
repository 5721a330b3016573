const { modulePathIgnorePatterns, testEnvironment, transform } = require('./jest.config.cjs');

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment,
  transform,
  modulePathIgnorePatterns,
  testMatch: ['<rootDir>/test/e2e/**/*.e2e.ts'],
  globalSetup: '<rootDir>/test/e2e/support/prepare.cjs',
  // Each of them starts processes of its own, and waits for them.
  maxWorkers: 2,
  testTimeout: 180_000,
};
