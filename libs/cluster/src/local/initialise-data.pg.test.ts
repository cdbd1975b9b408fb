import { chmodSync, existsSync, lstatSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLog } from '@cortex/platform';
import { buildTree, runSql, temporaryDirectory, type TemporaryDirectory } from '@cortex/testing';
import { startLocalPostgres, type LocalPostgres } from './start-local-postgres';

const isRoot = process.getuid?.() === 0;

describe('the first start in a data directory', () => {
  let dataDirectory: string;
  const servers: LocalPostgres[] = [];

  async function start(): Promise<LocalPostgres> {
    const server = await startLocalPostgres({ dataDirectory, log: createLog({ level: 'silent' }) });
    servers.push(server);
    return server;
  }

  async function stopAll(): Promise<void> {
    for (const server of servers.splice(0)) await server.stop();
  }

  let directory: TemporaryDirectory;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    dataDirectory = join(directory.path, '.cortex');
  });

  afterEach(async () => {
    await stopAll();
    await directory.remove();
  });

  it('several starts at once give one server', async () => {
    const started = await Promise.all([start(), start(), start()]);
    expect(started.map(({ attached }) => attached).filter(Boolean)).toHaveLength(2);
    expect(new Set(started.map((server) => server.adminUrl('postgres'))).size).toBe(1);
  });

  it('a set-up that was killed half-way is done again', async () => {
    await buildTree({ '.cortex/postgres.new/base/1/half': '' }, directory.path);
    const server = await start();
    expect(await runSql(server.adminUrl('postgres'), 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect(existsSync(join(dataDirectory, 'postgres.new'))).toBe(false);
  });

  it('refuses the data of another major version in a sentence', async () => {
    await start();
    await stopAll();
    writeFileSync(join(dataDirectory, 'postgres/PG_VERSION'), '14\n');
    await expect(start()).rejects.toMatchObject({
      code: 'EMBEDDED_SERVER_FAILED',
      message: expect.stringContaining('belongs to PostgreSQL 14; this program brings PostgreSQL 16.'),
    });
  });

  it('says in a sentence why the server does not start', async () => {
    await start();
    await stopAll();
    writeFileSync(join(dataDirectory, 'postgres/postgresql.conf'), 'no_such_setting = 1\n');
    await expect(start()).rejects.toMatchObject({
      code: 'EMBEDDED_SERVER_FAILED',
      message: expect.stringMatching(/did not start: .*(?:no_such_setting|configuration file)/),
    });
  });

  it('a data directory that cannot be made is refused in a sentence', async () => {
    writeFileSync(join(directory.path, 'file'), '');
    dataDirectory = join(directory.path, 'file/.cortex');
    await expect(start()).rejects.toMatchObject({
      message: expect.stringContaining('Choose another --data-dir'),
    });
  });

  it('below a closed folder, the server of root has its data in /var/lib, and a link to it', async () => {
    chmodSync(directory.path, 0o700);
    const place = join(dataDirectory, 'postgres');
    const url = (await start()).adminUrl('postgres');
    expect(lstatSync(place).isSymbolicLink()).toBe(isRoot);
    const target = realpathSync(place);
    expect(target.startsWith('/var/lib/cortex-postgres/data-')).toBe(isRoot);
    await stopAll();
    expect((await start()).adminUrl('postgres')).toBe(url);
    await stopAll();
    rmSync(target, { recursive: true });
    // The data was deleted, the link to it was not.
    expect((await start()).adminUrl('postgres')).not.toBe(url);
    await stopAll();
    rmSync(realpathSync(place), { recursive: true });
  });

  it('data of root that was moved below a closed folder is refused in a sentence', async () => {
    await start();
    await stopAll();
    chmodSync(directory.path, 0o700);
    const outcome = await start().catch((error: unknown) => error);
    if (isRoot) expect(outcome).toMatchObject({ message: expect.stringContaining('closed to user id') });
    else expect(outcome).toMatchObject({ attached: false });
  });
});
