import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { workspaceRoot } from './list-files';

const NX_TIMEOUT_MS = 60_000;

/** The projects that `nx affected` would run after a change to these files. */
function listAffected(...files: string[]): string[] {
  const nx = join(workspaceRoot, 'node_modules/.bin/nx');
  const output = execFileSync(
    nx,
    ['show', 'projects', '--affected', `--files=${files.join(',')}`, '--json'],
    {
      cwd: workspaceRoot,
      encoding: 'utf8',
      env: { ...process.env, NX_DAEMON: 'false' },
    },
  );
  return JSON.parse(output) as string[];
}

describe('what a change affects', () => {
  it(
    'of the schema: itself and what is built on it, not the libraries below it',
    () => {
      const affected = listAffected('prisma/schema/tasks.prisma');
      expect(affected).toEqual(expect.arrayContaining(['db-schema', 'data', 'testing', 'migrator']));
      for (const untouched of ['domain', 'platform', 'tools']) expect(affected).not.toContain(untouched);
    },
    NX_TIMEOUT_MS,
  );

  it(
    'of the domain: everything that speaks its words, not the platform beside it',
    () => {
      const affected = listAffected('libs/domain/src/fact.ts');
      expect(affected).toEqual(expect.arrayContaining(['domain', 'data', 'source', 'migration', 'migrator']));
      for (const untouched of ['platform', 'db-schema', 'tools']) expect(affected).not.toContain(untouched);
    },
    NX_TIMEOUT_MS,
  );
});
