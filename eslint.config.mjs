import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import { productConstraints, testConstraints } from './tools/eslint/boundaries.mjs';
import { cortexPlugin } from './tools/eslint/cortex-plugin.mjs';
import { restrictedSyntax } from './tools/eslint/restricted-syntax.mjs';
import { readProjects } from './tools/eslint/workspace-projects.mjs';

const TYPESCRIPT = ['**/*.ts'];
// What only tests import lies in folders of this name.
const TESTS = ['**/*.test.ts', '**/test-support/**/*.ts'];
// Scanners and skippers are the parts that a decoder is made of.
const PARSERS = ['**/*parse*.ts', '**/*decode*.ts', '**/*-scanner.ts', '**/*-skipper.ts'];
const TESTING = 'libs/testing/**/*.ts';

const projects = readProjects();
const rootsOf = (type) =>
  projects.filter((project) => project.type === type).map(({ root }) => `${root}/**/*.ts`);

const BUDGETS = {
  'cortex/file-budget': ['error', { max: 300 }],
  'cortex/function-budget': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 3],
  'max-depth': ['error', 3],
};

function moduleBoundaries(depConstraints) {
  return [
    'error',
    {
      depConstraints,
      banTransitiveDependencies: true,
      checkDynamicDependenciesExceptions: ['.*'],
      // Tests import `testing`, and `testing` imports what it drives: a cycle of projects, not of files.
      ignoredCircularDependencies: ['model', 'util', 'adapter'].map((type) => [
        'tag:type:testing',
        `tag:type:${type}`,
      ]),
    },
  ];
}

const NO_DEEP_IMPORT = {
  pattern: '^@cortex/[^/]+/',
  message: 'Import the package, not a file inside it.',
};
const NO_APP_IMPORT = {
  pattern: `^(?:${rootsAndNamesOfApps().join('|')})|(?:^|/)apps/`,
  message: 'An app is a composition root; nothing imports it.',
};
const NO_TESTING_IMPORT = { pattern: '^@cortex/testing$', message: 'Only tests import it.' };
const NO_FILES = {
  pattern: '^node:(?:fs|fs/promises|child_process|net|http|https|tls|dgram)$',
  message: 'A feature reaches the outside through a port; the adapter does the I/O.',
};
const NO_IO = {
  pattern: '^node:(?!buffer$|util$|assert$)',
  message: 'The domain is pure.',
};
const NO_SLEEPING_IMPORT = {
  pattern: '^node:timers(?:/promises)?$',
  message: 'A test does not sleep: wait for a condition with a deadline.',
};
const NO_PROCESS_IMPORT = {
  pattern: '^node:process$',
  message: 'Use the global `process`, so that the rules about env and exit see it.',
};

function rootsAndNamesOfApps() {
  return projects.filter(({ type }) => type === 'app').map(({ name }) => `${name}(?:/|$)`);
}

const PRODUCT_FENCES = [NO_DEEP_IMPORT, NO_APP_IMPORT, NO_TESTING_IMPORT, NO_PROCESS_IMPORT];
const fences = (...more) => ['error', [...PRODUCT_FENCES, ...more]];

export default tseslint.config(
  {
    ignores: ['**/node_modules/', '**/dist/', '**/tmp/', '.nx/', '.cortex/', '**/generated/', 'examples/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{js,mjs,cjs}'],
    plugins: { cortex: cortexPlugin },
    rules: { ...BUDGETS, 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }], 'prefer-const': 'error' },
  },
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { '@nx': nx, cortex: cortexPlugin },
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['prisma/*.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@nx/enforce-module-boundaries': moduleBoundaries(productConstraints(false)),
      'cortex/declared-dependency': 'error',
      'cortex/fenced-import': fences(),
      ...BUDGETS,
      'no-restricted-syntax': restrictedSyntax({ sleeping: true }),
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // An async function without await keeps the promise of its port: it rejects, it never throws.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['apps/*/src/compose.ts'],
    rules: { '@nx/enforce-module-boundaries': moduleBoundaries(productConstraints(true)) },
  },
  { files: rootsOf('feature'), rules: { 'cortex/fenced-import': fences(NO_FILES) } },
  { files: rootsOf('model'), rules: { 'cortex/fenced-import': fences(NO_IO) } },
  {
    files: PARSERS,
    rules: { 'no-restricted-syntax': restrictedSyntax({ parser: true, sleeping: true }) },
  },
  {
    files: rootsOf('util'),
    rules: { 'no-restricted-syntax': restrictedSyntax({ platform: true, bareErrors: true, sleeping: true }) },
  },
  // The domain imports nothing, not even the registry.
  {
    files: rootsOf('model'),
    rules: { 'no-restricted-syntax': restrictedSyntax({ bareErrors: true, sleeping: true }) },
  },
  {
    files: ['apps/*/src/main.ts'],
    rules: { 'no-restricted-syntax': restrictedSyntax({ main: true, sleeping: true }) },
  },
  {
    files: [TESTING],
    rules: {
      'cortex/fenced-import': ['error', [NO_DEEP_IMPORT, NO_APP_IMPORT]],
      'cortex/declared-dependency': ['error', { allowDevelopment: true }],
      'no-restricted-syntax': restrictedSyntax({ platform: true, bareErrors: true, sleeping: true }),
    },
  },
  {
    files: ['tools/**/*.ts', 'prisma/**/*.ts'],
    rules: {
      'cortex/declared-dependency': ['error', { allowDevelopment: true }],
      // Nx and Prisma load a default export and read the environment of the command line.
      'no-restricted-syntax': 'off',
    },
  },
  {
    files: TESTS,
    rules: {
      '@nx/enforce-module-boundaries': moduleBoundaries(testConstraints()),
      'cortex/declared-dependency': ['error', { allowDevelopment: true }],
      'cortex/fenced-import': ['error', [NO_DEEP_IMPORT, NO_APP_IMPORT, NO_SLEEPING_IMPORT]],
      // A describe block is a list of sentences, not a function to be understood at once.
      'cortex/function-budget': 'off',
      // A row of it.each has as many parameters as columns.
      'max-params': 'off',
      'no-restricted-syntax': restrictedSyntax({ test: true }),
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
