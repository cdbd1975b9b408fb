import { join } from 'node:path';

import type { TestDatabase } from '@cortex/testing';
import { createTestDatabase } from '@cortex/testing';

import { migrate, runBuiltMigrator } from './test-support/run-built-migrator';

const HOSTILE = join(__dirname, '../../../../examples/hostile');

/** As if an earlier version had not known how to map the record: no row, no image, a place in quarantine. */
const FORGET_TASK = `
  WITH forgotten AS (
    DELETE FROM source_record_rows WHERE table_name = 'tasks' AND row_key = 'mess-bare-word'
    RETURNING document_id, ordinal
  ), task AS (
    DELETE FROM tasks WHERE task_id = 'mess-bare-word'
  ), image AS (
    DELETE FROM imported_rows WHERE table_name = 'tasks' AND row_key = 'mess-bare-word'
  ), record AS (
    UPDATE source_records r SET disposition = 'quarantined', reason = 'undecodable'
      FROM forgotten f WHERE (r.document_id, r.ordinal) = (f.document_id, f.ordinal)
    RETURNING r.document_id, r.ordinal, r.run_id, r.byte_length
  )
  INSERT INTO quarantine (document_id, ordinal, run_id, path, path_text, byte_offset, byte_length, reason_code)
  SELECT r.document_id, r.ordinal, r.run_id, d.path, d.path_text, 0, r.byte_length, 'undecodable'
    FROM record r JOIN coordination_documents d USING (document_id)`;

describe('quarantine replay', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  function replay() {
    return runBuiltMigrator([
      ...['quarantine', 'replay', '--target', 'existing', '--database-url', database.url],
      ...['--max-quarantine', '100%', '--json'],
    ]);
  }

  async function openQuarantine(): Promise<readonly string[]> {
    const { rows } = await database.client.query<{ path_text: string }>(
      'SELECT path_text FROM quarantine WHERE replayed_at IS NULL ORDER BY 1',
    );
    return rows.map(({ path_text }) => path_text);
  }

  it('gives a record its row that can be mapped now, leaves the others, and keeps the ledger closed', async () => {
    const { report } = await migrate(HOSTILE, database.url);
    const quarantined = await openQuarantine();
    expect(quarantined).toHaveLength(report.quarantine.total);
    await database.client.query(FORGET_TASK);
    expect(await openQuarantine()).toHaveLength(quarantined.length + 1);

    const { code, stdout } = await replay();
    const last = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { report: typeof report };
    expect(code).toBe(3);
    expect(last.report.closes).toBe(true);
    expect(last.report.records).toMatchObject({ inserted: 1, quarantined: quarantined.length });
    expect(await openQuarantine()).toEqual(quarantined);
    const { rows } = await database.client.query("SELECT title FROM tasks WHERE task_id = 'mess-bare-word'");
    expect(rows).toHaveLength(1);
  });

  it('changes nothing when there is nothing to mend', async () => {
    const before = await openQuarantine();
    const { stdout } = await replay();
    const last = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { report: { run: { state: string } } };
    expect(last.report.run.state).toBe('unchanged');
    expect(await openQuarantine()).toEqual(before);
  });
});
