// Generates the Prisma client. `generate` needs no native engine, but the CLI refuses to start without one and would
// download it: any existing executable satisfies it, and this Node exists on every platform.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { workspaceRoot } from './nx.mjs';

const require = createRequire(import.meta.url);
const prismaManifest = require.resolve('prisma/package.json');
const prismaBin = join(dirname(prismaManifest), require(prismaManifest).bin.prisma);

const { status } = spawnSync(process.execPath, [prismaBin, 'generate'], {
  cwd: join(workspaceRoot, 'prisma'),
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
