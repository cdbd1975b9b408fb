// npm run faults -- [--runs N] [--seed S] [--run I] [--only "part of a name"] [--list]: migrations that are killed, cut off
// and starved at named places, started again, and compared with undisturbed ones. docs/faults.md explains it.
import { runNode, runNx } from './nx.mjs';

const TYPESCRIPT = ['-C', '@cortex/source', '-r', '@swc-node/register'];
const HARNESS = './apps/migrator/src/faults/test-support/run-faults.ts';
const CALL = `require('${HARNESS}').main(process.argv.slice(1)).then((code) => { process.exitCode = code; });`;

const isBuilt = runNx(['run', 'migrator:build'], { quiet: true }) === 0;
process.exitCode = isBuilt ? runNode([...TYPESCRIPT, '-e', CALL, '--', ...process.argv.slice(2)]) : 1;
