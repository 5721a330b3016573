const { modulePathIgnorePatterns, testEnvironment, transform } = require('./jest.config.cjs');

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment,
  transform,
  modulePathIgnorePatterns,
  testMatch: ['<rootDir>/test/browser/**/*.browser.ts'],
  globalSetup: '<rootDir>/test/browser/support/prepare.cjs',
  // A browser is several processes by itself.
  maxWorkers: 2,
  testTimeout: 180_000,
};
