import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createLog, redactConnectionUrl } from '@cortex/platform';
import { runSql, temporaryDirectory, waitFor, type TemporaryDirectory } from '@cortex/testing';
import { isAlive } from './is-alive';
import { startLocalPostgres, type LocalPostgres } from './start-local-postgres';

const workspaceRoot = join(__dirname, '../../../..');
const USE_FROM_ANOTHER_PROCESS = `
  const { startLocalPostgres } = require('@cortex/cluster');
  const { createLog } = require('@cortex/platform');
  const log = createLog({ level: 'silent' });
  startLocalPostgres({ dataDirectory: process.argv[1], log }).then((server) => {
    console.log(JSON.stringify({ attached: server.attached, url: server.adminUrl('postgres') }));
    process.stdin.once('data', (word) => {
      if (String(word) === 'exit') process.exit(0);
      server.stop().then(() => process.exit(0));
    });
  });`;

describe('startLocalPostgres', () => {
  let dataDirectory: string;
  let events: string[];
  const servers: LocalPostgres[] = [];

  beforeEach(() => {
    events = [];
  });

  async function start(): Promise<LocalPostgres> {
    const log = createLog({ level: 'info', destination: { write: (line: string) => events.push(line) } });
    const server = await startLocalPostgres({ dataDirectory, log });
    servers.push(server);
    return server;
  }

  async function stopAll(): Promise<void> {
    for (const server of servers.splice(0)) await server.stop();
  }

  const readPid = () =>
    Number(readFileSync(join(dataDirectory, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  const isRunning = () => existsSync(join(dataDirectory, 'postgres/postmaster.pid'));

  async function startInAnotherProcess() {
    const args = [
      '-C',
      '@cortex/source',
      '-r',
      '@swc-node/register',
      '-e',
      USE_FROM_ANOTHER_PROCESS,
      dataDirectory,
    ];
    const child = spawn(process.execPath, args, {
      cwd: join(workspaceRoot, 'libs/cluster'),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [line] = await once(createInterface(child.stdout), 'line');
    const leave = async () => {
      child.stdin.write('leave\n');
      await once(child, 'exit');
    };
    return { child, leave, ...(JSON.parse(String(line)) as { attached: boolean; url: string }) };
  }

  let directory: TemporaryDirectory;

  // Setting up takes a second; what does not need new data shares it.
  beforeAll(async () => {
    directory = await temporaryDirectory();
    dataDirectory = join(directory.path, '.cortex');
  });

  afterEach(stopAll);

  afterAll(() => directory.remove());

  it('starts a PostgreSQL 16 with UTF-8, logical WAL and no way in but a password on loopback', async () => {
    const server = await start();
    const url = server.adminUrl('postgres');
    const [row] = await runSql(
      url,
      `SELECT current_setting('server_version_num')::int / 10000 AS major, pg_encoding_to_char(encoding) AS encoding,
              datcollate, current_setting('wal_level') AS wal, current_setting('listen_addresses') AS listen,
              current_setting('unix_socket_directories') AS sockets, current_setting('password_encryption') AS scram,
              (SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules) AS methods
         FROM pg_database WHERE datname = 'postgres'`,
    );
    expect(row).toEqual({
      major: 16,
      encoding: 'UTF8',
      datcollate: 'C.UTF-8',
      wal: 'logical',
      listen: '127.0.0.1',
      sockets: '',
      scram: 'scram-sha-256',
      methods: 'scram-sha-256',
    });
    expect(server.attached).toBe(false);
    const wrong = url.replace(/:[^:@]+@/, ':postgres@');
    await expect(runSql(wrong, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('keeps the password in a file for its owner only, and out of the log', async () => {
    const server = await start();
    const settings = join(dataDirectory, 'postgres/cortex-local.json');
    const { password } = JSON.parse(readFileSync(settings, 'utf8'));
    expect(password).toMatch(/^[\w-]{32}$/);
    expect(statSync(settings).mode & 0o777).toBe(0o600);
    expect(events.join('')).toContain('cluster.local.started');
    expect(events.join('')).not.toContain(password);
    expect(readFileSync(join(dataDirectory, 'postgres.log'), 'utf8')).not.toContain(password);
    expect(redactConnectionUrl(server.adminUrl('postgres'))).not.toContain(password);
  });

  it('keeps data, password and port from one start to the next, and is gone in between', async () => {
    const first = await start();
    await runSql(first.adminUrl('postgres'), 'CREATE TABLE kept AS SELECT 42 AS n');
    await first.stop();
    expect(isRunning()).toBe(false);
    const second = await start();
    expect(second.adminUrl('postgres')).toBe(first.adminUrl('postgres'));
    expect(await runSql(second.adminUrl('postgres'), 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  });

  it('takes another port when the remembered one is in use', async () => {
    const first = await start();
    await first.stop();
    const { createServer } = await import('node:net');
    const squatter = createServer();
    squatter.listen(Number(new URL(first.adminUrl('x')).port), '127.0.0.1');
    await once(squatter, 'listening');
    const second = await start();
    expect(second.adminUrl('postgres')).not.toBe(first.adminUrl('postgres'));
    expect(await runSql(second.adminUrl('postgres'), 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    squatter.close();
  });

  it('another process attaches and does not stop the server when it leaves', async () => {
    const owner = await start();
    const other = await startInAnotherProcess();
    expect(other).toMatchObject({ attached: true, url: owner.adminUrl('postgres') });
    await other.leave();
    expect(await runSql(owner.adminUrl('postgres'), 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await owner.stop();
    expect(isRunning()).toBe(false);
  });

  it('when the owner leaves first, the server stays for the process that is attached', async () => {
    const other = await startInAnotherProcess();
    expect(other.attached).toBe(false);
    const attached = await start();
    await other.leave();
    expect(await runSql(attached.adminUrl('postgres'), 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await attached.stop();
    expect(isRunning()).toBe(false);
  });

  it('a server whose process was killed is used again, and stopped by whoever leaves last', async () => {
    const other = await startInAnotherProcess();
    other.child.kill('SIGKILL');
    await once(other.child, 'exit');
    const server = await start();
    expect(server).toMatchObject({ attached: true });
    await server.stop();
    expect(isRunning()).toBe(false);
  });

  it('a process that exits without stopping tells the server to shut down', async () => {
    const other = await startInAnotherProcess();
    const pid = readPid();
    other.child.stdin.write('exit');
    await once(other.child, 'exit');
    await waitFor(() => !isRunning() && !isAlive(pid));
    expect((await start()).attached).toBe(false);
  });

  it('starts again after kill -9 of the server, with everything that was committed', async () => {
    const first = await start();
    await runSql(first.adminUrl('postgres'), 'CREATE TABLE survivors AS SELECT 42 AS n');
    const pid = readPid();
    process.kill(pid, 'SIGKILL');
    await waitFor(() => !isAlive(pid));
    expect(isRunning()).toBe(true);
    const second = await start();
    expect(second.attached).toBe(false);
    expect(await runSql(second.adminUrl('postgres'), 'SELECT n FROM survivors')).toEqual([{ n: 42 }]);
  });

  it('starts although the process id of a killed server lives on as another program', async () => {
    const first = await start();
    await first.stop();
    const file = join(dataDirectory, 'postgres/postmaster.pid');
    writeFileSync(file, `${process.pid}\n${dataDirectory}/postgres\n1\n5432\n\n127.0.0.1\n0 0\nready\n`);
    const second = await start();
    expect(second.attached).toBe(false);
    expect(readPid()).not.toBe(process.pid);
  });

  it('closes its port when it stops', async () => {
    const server = await start();
    const port = Number(new URL(server.adminUrl('x')).port);
    await server.stop();
    await server.stop();
    const [error] = await once(connect(port, '127.0.0.1'), 'error').catch((reason: unknown) => [reason]);
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });
});
