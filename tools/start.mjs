// npm start [-- <tree> [options]]: builds the migrator and runs it against a PostgreSQL of its own.
import { join } from 'node:path';
import { runNode, runNx, workspaceRoot } from './nx.mjs';
import { toMigratorArguments } from './to-migrator-arguments.mjs';

const DONE_WITH_QUARANTINE = 3;

process.exitCode = start(process.argv.slice(2));

function start(args) {
  if (runNx(['run', 'migrator:build'], { quiet: true }) !== 0) return 1;
  const migratorArguments = toMigratorArguments(args, {
    standing: process.env.INIT_CWD ?? process.cwd(),
    defaultTree: join(workspaceRoot, 'examples/cortex'),
  });
  const code = runNode(['dist/apps/migrator/main.js', ...migratorArguments]);
  return code === DONE_WITH_QUARANTINE ? 0 : code;
}
