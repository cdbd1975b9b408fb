import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildTree, waitFor } from '@cortex/testing';
import { QUEUE, taskQueue, useFreshPlace } from './test-support/fresh-place';
import { readError, runMigrator, startMigrator } from './test-support/start-migrator';

const { place, target, run, readReport, database } = useFreshPlace();

describe('two runs at once', () => {
  it('one runs, the other names the holder and ends', async () => {
    await buildTree(
      { [QUEUE]: taskQueue(...Array.from({ length: 2_000 }, (_, index) => `t${index}`)) },
      place('tree'),
    );
    const first = startMigrator(['run', place('tree'), ...target(), '--report-dir', place('first')]);
    await waitFor(isLockHeld, { deadlineMs: 60_000, what: 'the first run to hold the lock' });
    first.process.kill('SIGSTOP');
    try {
      const second = await run(place('tree'));
      expect(second.code).toBe(4);
      expect(readError(second)).toMatch(new RegExp(`process ${first.process.pid}\\).* s\\..*LOCK_HELD`));
    } finally {
      first.process.kill('SIGCONT');
    }
    expect((await first.ended).code).toBe(0);
  });

  async function isLockHeld(): Promise<boolean> {
    const { rows } = await database().client.query(`
      SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE l.locktype = 'advisory' AND l.granted AND a.application_name = 'cortex-migrator lease'
        AND a.datname = current_database()`);
    return rows.length > 0;
  }
});

describe('a document that changes while it is read', () => {
  it('is read again or held back, and the report names it', async () => {
    const path = 'coordination/events/busy.jsonl';
    const line = `${JSON.stringify({ event_type: 'x', timestamp: '2026-01-01T00:00:00Z' })}\n`;
    await buildTree({ [QUEUE]: taskQueue('a'), [path]: line.repeat(20_000) }, place('tree'));
    const writer = startWriter(join(place('tree'), path));
    try {
      const ended = await run(place('tree'));
      expect(ended.code).toBe(0);
      expect(readReport().changedDuringRun).toContain(path);
      expect(ended.stdout).toMatch(/busy\.jsonl: changed at every attempt/);
    } finally {
      writer.kill('SIGKILL');
    }
  });

  /** Writes the same byte into the same place again and again: the file stays what it is, and is never quiet. */
  function startWriter(path: string) {
    const script =
      'const fs = require("node:fs"); const file = fs.openSync(process.argv[1], "r+");' +
      'const never = new Int32Array(new SharedArrayBuffer(4));' +
      'for (;;) { fs.writeSync(file, "{", 0); Atomics.wait(never, 0, 0, 1); }';
    return spawn(process.execPath, ['-e', script, path]);
  }
});

describe('Ctrl-C', () => {
  it('stops at the border of a chunk, says how to go on, and the next run goes on', async () => {
    const ids = Array.from({ length: 4_000 }, (_, index) => `t${index}`);
    await buildTree({ [QUEUE]: taskQueue(...ids) }, place('tree'));
    const args = ['run', place('tree'), ...target(), '--report-dir', place('report'), '--chunk-size', '100'];
    const started = startMigrator(args);
    await waitFor(() => hasCommitted(3), { deadlineMs: 60_000, what: 'three chunks' });
    started.process.kill('SIGINT');
    const ended = await started.ended;
    expect(ended.code).toBe(130);
    expect(readError(ended)).toMatch(/Run the same command again.*RUN_INTERRUPTED/);
    expect(existsSync(place('report/report.json'))).toBe(false);
    expect((await runMigrator(args)).code).toBe(0);
    expect(readReport()).toMatchObject({
      closes: true,
      run: { resumed: true },
      tables: { tasks: { total: 4_000 } },
    });
  });

  async function hasCommitted(chunks: number): Promise<boolean> {
    const { rows } = await database().client.query('SELECT count(*)::int AS chunks FROM migration_chunks');
    return rows[0].chunks >= chunks;
  }
});
