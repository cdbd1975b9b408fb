// node tools/prisma.mjs <arguments>: the Prisma CLI on the schema in prisma/. It needs no native engine for what we do,
// but refuses to start without one and would download it: any existing executable satisfies it, and this Node exists on
// every platform.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findBin, workspaceRoot } from './nx.mjs';

const { status } = spawnSync(process.execPath, [findBin('prisma'), ...process.argv.slice(2)], {
  cwd: join(workspaceRoot, 'prisma'),
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
