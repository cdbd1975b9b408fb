// node tools/generate-reference.mjs: writes what docs/reference and .env.example take from the code.
import { runNode } from './nx.mjs';

const TYPESCRIPT = ['-C', '@cortex/source', '-r', '@swc-node/register'];

process.exitCode = runNode([...TYPESCRIPT, 'tools/src/docs/generate-reference.ts']);
