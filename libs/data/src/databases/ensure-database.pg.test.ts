import { runSql, testServerUrl } from '@cortex/testing';
import { randomUUID } from 'node:crypto';
import { ensureDatabase } from './ensure-database';
import { listDatabases } from './list-databases';

const prefix = `cortex_ensure_${randomUUID().slice(0, 8)}_`;
const name = `${prefix}tree "1"`;

afterAll(() => runSql(testServerUrl(), `DROP DATABASE IF EXISTS "${name.replaceAll('"', '""')}"`));

describe('ensureDatabase', () => {
  it('creates a database once, also when two processes begin at the same time', async () => {
    const database = { name, comment: "/srv/it's here" };
    await Promise.all([ensureDatabase(testServerUrl(), database), ensureDatabase(testServerUrl(), database)]);
    await ensureDatabase(testServerUrl(), database);
    expect(await listDatabases(testServerUrl(), prefix)).toEqual([database]);
  });

  it('says where nobody answers, without the password', async () => {
    const attempt = ensureDatabase('postgresql://me:planted@127.0.0.1:1/postgres', { name, comment: null });
    await expect(attempt).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
    await expect(attempt).rejects.not.toThrow('planted');
  });
});
