import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const migrationsDirectory = join(__dirname, '../../../../prisma/migrations');
const migrations = readdirSync(migrationsDirectory, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => [name, readFileSync(join(migrationsDirectory, name, 'migration.sql'), 'utf8')] as const);

describe('migrations', () => {
  it.each(migrations)('%s says why it is, what it locks and what the way back is', (name, script) => {
    expect(name).toMatch(/^\d{14}_[a-z_]+$/);
    const header = script.slice(0, script.search(/^(?!--)/m));
    for (const part of ['Why:', 'Lock:', 'Way back:']) expect(header).toContain(`-- ${part}`);
  });

  it.each(migrations)('%s is one transaction, or one statement that cannot be in one', (_, script) => {
    expect(script).not.toMatch(/^\s*(?:BEGIN|COMMIT|ROLLBACK)\s*;/im);
    const isConcurrent = /^\s*CREATE (?:UNIQUE )?INDEX CONCURRENTLY/im.test(script);
    const statements = script
      .replaceAll(/^--.*$/gm, '')
      .split(';')
      .filter((part) => part.trim() !== '');
    expect(!isConcurrent || statements.length === 1).toBe(true);
  });

  it.each(migrations)('%s holds no password', (_, script) => {
    expect(script).not.toMatch(/\bPASSWORD\s+'/i);
  });
});
