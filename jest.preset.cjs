// One place for every project's Jest settings: the suffix of a test file names the infrastructure it needs,
// and each suffix has a configuration of its own.
const { basename, join } = require('node:path');

const workspaceRoot = __dirname;

// Published as ES modules only; Jest runs CommonJS, so swc has to translate them.
const ES_MODULE_PACKAGES = [
  '@prisma/schema-engine-wasm',
  'ansi-escapes',
  'ansi-regex',
  'ansi-styles',
  'cli-cursor',
  'cli-truncate',
  'emoji-regex',
  'environment',
  'eventemitter3',
  'get-east-asian-width',
  'is-fullwidth-code-point',
  'listr2',
  'log-update',
  'mimic-function',
  'onetime',
  'restore-cursor',
  'signal-exit',
  'slice-ansi',
  'string-width',
  'strip-ansi',
  'wrap-ansi',
];

const SWC_OPTIONS = {
  jsc: {
    parser: { syntax: 'typescript' },
    target: 'es2023',
  },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
  swcrc: false,
};

function project(projectRoot, kind, overrides) {
  const resultFile = join(workspaceRoot, 'dist/test-results', `${basename(projectRoot)}.${kind}.json`);
  return {
    displayName: basename(projectRoot),
    rootDir: projectRoot,
    testEnvironment: 'node',
    testEnvironmentOptions: { customExportConditions: ['@cortex/source', 'node', 'require', 'default'] },
    transform: { '\\.[cm]?[jt]s$': ['@swc/jest', SWC_OPTIONS] },
    transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(?:${ES_MODULE_PACKAGES.join('|')})/)`],
    reporters: [
      'default',
      [join(workspaceRoot, 'tools/jest/result-file-reporter.cjs'), { file: resultFile }],
    ],
    modulePathIgnorePatterns: ['<rootDir>/dist/'],
    // Generous, because suites of several projects share the machine.
    testTimeout: 20_000,
    ...overrides,
  };
}

/** `*.test.ts`: needs nothing but Node. */
function unit(projectRoot) {
  return project(projectRoot, 'unit', {
    testMatch: ['**/*.test.ts'],
    testPathIgnorePatterns: ['/node_modules/', '\\.(?:pg|e2e)\\.test\\.ts$'],
  });
}

/** `*.pg.test.ts`: one PostgreSQL 16 per run, its superuser URL in CORTEX_TEST_PG_URL. */
function pg(projectRoot) {
  return withPostgres(projectRoot, 'pg', { testTimeout: 60_000 });
}

/** `*.e2e.test.ts`: the built apps in dist/, with a PostgreSQL beside them. */
function e2e(projectRoot) {
  return withPostgres(projectRoot, 'e2e', { testTimeout: 180_000 });
}

function withPostgres(projectRoot, kind, overrides) {
  return project(projectRoot, kind, {
    testMatch: [`**/*.${kind}.test.ts`],
    globalSetup: join(workspaceRoot, 'libs/testing/src/pg-global-setup.mjs'),
    globalTeardown: join(workspaceRoot, 'libs/testing/src/pg-global-teardown.mjs'),
    ...overrides,
  });
}

module.exports = { unit, pg, e2e };
