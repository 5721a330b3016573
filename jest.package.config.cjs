const { modulePathIgnorePatterns, testEnvironment, transform } = require('./jest.config.cjs');

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment,
  transform,
  modulePathIgnorePatterns,
  testMatch: ['<rootDir>/**/*.package.ts'],
  globalSetup: '<rootDir>/test/package/pack.cjs',
  globalTeardown: '<rootDir>/test/package/unpack.cjs',
  maxWorkers: 2,
  // They install packages, from registries that may be slow.
  testTimeout: 300_000,
};
