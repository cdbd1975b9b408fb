import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { fingerprintContent } from '@cortex/data';
import type { TestDatabase } from '@cortex/testing';
import { buildTree, createTestDatabase, temporaryDirectory, waitFor } from '@cortex/testing';

import { migrate } from './test-support/run-built-migrator';
import { health, lines, useUndoPlace } from './test-support/use-undo-place';

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

describe('a log that grew, in a run that is killed', () => {
  const { database, folder, runOver, killed } = useUndoPlace();
  const LOG = 'coordination/health-reports.jsonl';

  it.each([
    'load.documents.committed=kill',
    'load.records.committed=kill',
    'load.records.committed@3=kill',
    'load.records.written@4=kill',
  ])('keeps the rows of its old lines and repeats none (%s)', async (failpoint) => {
    await runOver({ [LOG]: lines(health('one'), health('one'), health('two')) });
    const grown = lines(
      health('zero'),
      health('one'),
      health('one'),
      health('two'),
      health('one'),
      health('3'),
    );
    await buildTree({ [LOG]: grown }, folder());
    expect(await killed(['run', folder(), '--chunk-size', '1'], failpoint)).toBe('SIGKILL');
    const { report } = await migrate(folder(), database().url, ['--chunk-size', '1']);
    expect([report.run.resumed, report.closes]).toEqual([true, true]);
    const { rows } = await database().client.query(
      "SELECT event_details->>'details' AS said, count(*)::int AS events FROM audit_logs WHERE event_type <> 'migration_run' GROUP BY 1 ORDER BY 1",
    );
    expect(rows).toEqual([
      { said: '3', events: 1 },
      { said: 'one', events: 3 },
      { said: 'two', events: 1 },
      { said: 'zero', events: 1 },
    ]);
  });
});
