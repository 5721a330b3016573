import { defineConfig, globalIgnores } from 'eslint/config';
import simpleImportSort from 'eslint-plugin-simple-import-sort';
import { configs } from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['build/', 'build-packages/', 'coverage/', 'dist/', 'imports/', '.synth-*/', '.e2e/']),
  // A project of its own, with the settings of its template.
  globalIgnores(['test/consumer/project/']),
  {
    plugins: { 'simple-import-sort': simpleImportSort },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-undef-init': 'error',
      'no-unused-vars': 'error',
      'prefer-const': 'error',
      // One group: no blank lines between imports.
      'simple-import-sort/imports': ['error', { groups: [['^\\u0000', '^node:', '^@?\\w', '^', '^\\.']] }],
      'simple-import-sort/exports': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'no-console': 'error',
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      // Values of unknown type are only turned into text for messages.
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    ignores: ['**/*.test.ts'],
    rules: { 'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }] },
  },
  {
    // Synthesized manifests are plain objects of any shape.
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // The app runs as one bundled file, where these would not name the folder of the source.
    files: ['lib/**/*.ts', 'charts/**/*.ts', 'environments/**/*.ts', 'main.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-globals': ['error', '__dirname', '__filename'] },
  },
);
