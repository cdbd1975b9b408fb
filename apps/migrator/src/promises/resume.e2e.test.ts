import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { fingerprintContent } from '@cortex/data';
import type { TestDatabase } from '@cortex/testing';
import { buildTree, createTestDatabase, temporaryDirectory, waitFor } from '@cortex/testing';

import { migrate } from './test-support/run-built-migrator';

const MAIN = join(__dirname, '../../../../dist/apps/migrator/main.js');

function largeTree() {
  const events = Array.from({ length: 30_000 }, (_, index) =>
    JSON.stringify({
      event_type: 'worker.completed',
      timestamp: '2026-01-01T00:00:00Z',
      worker_id: `worker-${index % 50}`,
      message: `event ${index}`,
    }),
  );
  const tasks = Array.from({ length: 3_000 }, (_, index) => ({
    id: `task-${index}`,
    title: `Task ${index}`,
    status: 'pending',
    created_at: '2026-01-01T00:00:00Z',
  }));
  return {
    'coordination/events/large.jsonl': `${events.join('\n')}\n`,
    'coordination/task-queue.json': JSON.stringify({ tasks }),
  };
}

describe('a run that is killed', () => {
  let database: TestDatabase;
  let undisturbed: TestDatabase;
  let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
  beforeAll(async () => {
    [database, undisturbed] = [await createTestDatabase(), await createTestDatabase()];
    folder = await temporaryDirectory();
    await buildTree(largeTree(), folder.path);
  });
  afterAll(async () => {
    await folder.remove();
    await database.drop();
    await undisturbed.drop();
  });

  async function committedChunks(): Promise<number> {
    const { rows } = await database.client.query<{ chunks: number }>(
      "SELECT CASE WHEN to_regclass('migration_chunks') IS NULL THEN 0 ELSE (xpath('/row/c/text()', query_to_xml('SELECT count(*) AS c FROM migration_chunks', false, true, '')))[1]::text::int END AS chunks",
    );
    return rows[0]?.chunks ?? 0;
  }

  it('is taken up by the next one, wherever it was killed, with the same rows and the same counts as if nothing had happened', async () => {
    const args = [
      'run',
      folder.path,
      '--target',
      'existing',
      '--database-url',
      database.url,
      '--chunk-size',
      '1000',
    ];
    for (const chunks of [1, 5, 12]) {
      const child = spawn(process.execPath, [MAIN, ...args], { stdio: 'ignore' });
      await waitFor(async () => (await committedChunks()) >= chunks || child.exitCode !== null, {
        deadlineMs: 60_000,
      });
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    const resumed = await migrate(folder.path, database.url, ['--chunk-size', '1000']);
    const reference = await migrate(folder.path, undisturbed.url);
    expect(resumed.report.run.resumed).toBe(true);
    expect(resumed.report.closes).toBe(true);
    expect(resumed.report.records).toEqual(reference.report.records);
    expect(await fingerprintContent(database.url)).toBe(await fingerprintContent(undisturbed.url));
  });
});
