// npm start [-- <tree> [options]]: builds the migrator and runs it against a PostgreSQL of its own.
import { resolve } from 'node:path';
import { runNode, runNx, workspaceRoot } from './nx.mjs';

const DEFAULT_TREE = resolve(workspaceRoot, 'examples/cortex');
// What a first run should not stumble over; each is left alone when the caller gives it.
const DEFAULT_OPTIONS = { '--target': ['local'], '--max-quarantine': ['100%'], '--once': [] };
const DONE_WITH_QUARANTINE = 3;

process.exitCode = start(process.argv.slice(2));

function start(args) {
  const buildCode = runNx(['run', 'migrator:build'], { quiet: true });
  if (buildCode !== 0) return 1;
  const code = runNode(['dist/apps/migrator/main.js', 'run', ...withDefaults(args)]);
  return code === DONE_WITH_QUARANTINE ? 0 : code;
}

/** The tree, when given, comes first; npm runs scripts in the root, so it is resolved where the user stands. */
function withDefaults(args) {
  const [first, ...rest] = args;
  const hasTree = first !== undefined && !first.startsWith('-');
  const tree = hasTree ? resolve(process.env.INIT_CWD ?? process.cwd(), first) : DEFAULT_TREE;
  const options = hasTree ? rest : args;
  const missing = Object.entries(DEFAULT_OPTIONS).filter(
    ([name]) => !options.some((option) => option === name || option.startsWith(`${name}=`)),
  );
  return [tree, ...options, ...missing.flatMap(([name, values]) => [name, ...values])];
}
