import type { MigrationStore, RunLease } from '@cortex/domain';
import { CortexError } from '@cortex/platform';
import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';
import { openMigrationStore } from './open-migration-store';
import { openPostgresWire, type PostgresWire } from './test-support/postgres-wire';
import { agentRow, chunkOf, newRun } from './test-support/new-run';

describe('commitChunk', () => {
  let database: TestDatabase;
  let wire: PostgresWire;
  let store: MigrationStore;
  let lease: RunLease;
  let runId: string;
  let events: string[];

  beforeEach(async () => {
    database = await createMigratedDatabase();
    wire = await openPostgresWire(database.url);
    events = [];
    store = await openMigrationStore({
      connectionString: wire.url,
      readOnly: false,
      onEvent: (event, fields) => events.push(`${event} ${String(fields['isCommitted'] ?? '')}`.trim()),
    });
    lease = await store.acquireLease('test');
    ({ runId } = await store.openRun(lease, newRun()));
  });

  afterEach(async () => {
    await lease.release();
    await store.close();
    await wire.close();
    await database.drop();
  });

  const ROWS = { agents: { inserted: 1, updated: 0 } };
  const write = (key: string, chunkNo = 0, during = async () => {}) =>
    store.commitChunk(lease, chunkOf(runId, chunkNo), async (writer) => {
      await writer.writeRows('agents', [agentRow(key)]);
      await during();
      return ROWS;
    });
  const agents = async () =>
    (await database.client.query(`SELECT agent_id FROM agents WHERE NOT is_seed ORDER BY 1`)).rows.map(
      ({ agent_id }) => agent_id,
    );
  const backendAtWork = `
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'cortex-migrator' AND state <> 'idle'`;

  it('writes rows and checkpoint together', async () => {
    expect(await write('a')).toEqual(ROWS);
    expect(await agents()).toEqual(['a']);
    expect([...(await store.committedChunks(runId))]).toEqual([[0, 'content 0']]);
    const { rows } = await database.client.query(
      'SELECT phase, records, rows, bytes, fencing, committed_at IS NOT NULL AS timed FROM migration_chunks',
    );
    expect(rows).toEqual([
      { phase: 'records', records: 1, rows: ROWS, bytes: '1', fencing: lease.fencing, timed: true },
    ]);
  });

  it('leaves nothing when the work fails, and gives its error as it is', async () => {
    const failure = new RangeError('the work cannot go on');
    await expect(write('a', 0, () => Promise.reject(failure))).rejects.toBe(failure);
    expect(await agents()).toEqual([]);
    expect(await store.committedChunks(runId)).toEqual(new Map());
    expect(await write('a')).toEqual(ROWS);
  });

  it('does not do a chunk again that is committed, and refuses another content under its number', async () => {
    await write('a');
    expect(await write('b')).toEqual(ROWS);
    expect(await agents()).toEqual(['a']);
    const other = { ...chunkOf(runId), contentHash: 'other' };
    await expect(store.commitChunk(lease, other, async () => ({}))).rejects.toMatchObject({
      code: 'INTERNAL',
    });
  });

  it('answers with the rows when the connection breaks after COMMIT was executed', async () => {
    wire.cutAround('COMMIT', 'answered');
    expect(await write('a')).toEqual(ROWS);
    expect(await agents()).toEqual(['a']);
    expect(events).toContain('data.commit.settled true');
  });

  it('fails when the connection breaks before COMMIT arrives, and the chunk can be done again', async () => {
    wire.cutAround('COMMIT', 'asked');
    await expect(write('a')).rejects.toMatchObject({ code: 'DATABASE_LOST' });
    expect(await agents()).toEqual([]);
    expect(events).toContain('data.commit.settled false');
    expect(await write('a')).toEqual(ROWS);
  });

  /** COMMIT takes so long: a constraint trigger that sleeps is checked at its end. */
  const slowCommits = (seconds: number) =>
    database.client.query(`
      CREATE FUNCTION sleep_at_commit() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_sleep(${seconds}); RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON migration_chunks
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sleep_at_commit()`);

  it('waits for a COMMIT that is still at work when the connection breaks', async () => {
    await slowCommits(0.6);
    wire.cutAround('COMMIT', 'sent');
    expect(await write('a')).toEqual(ROWS);
    expect(await agents()).toEqual(['a']);
  });

  it('fails when its backend is killed in the middle of COMMIT', async () => {
    await slowCommits(30);
    const writing = write('a');
    writing.catch(() => {});
    for (let killed = 0; killed === 0;) {
      const { rowCount } = await database.client.query(
        `SELECT pg_terminate_backend(pid) FROM (${backendAtWork} AND query = 'COMMIT') AS committing`,
      );
      killed = rowCount ?? 0;
    }
    await expect(writing).rejects.toMatchObject({ code: 'DATABASE_LOST' });
    expect(await agents()).toEqual([]);
    expect(events).toContain('data.commit.settled false');
  });

  it('fails when its backend is killed during the work, without asking what became of a COMMIT', async () => {
    const writing = write('a', 0, async () => {
      await database.client.query(`SELECT pg_terminate_backend(pid) FROM (${backendAtWork}) AS working`);
    });
    await expect(writing).rejects.toBeInstanceOf(CortexError);
    await expect(write('b')).resolves.toEqual(ROWS);
    expect(await agents()).toEqual(['b']);
    expect(events.filter((event) => event.startsWith('data.commit'))).toEqual([]);
  });

  it('fails, without a second thought, when the server refuses the COMMIT', async () => {
    await database.client.query(`
      CREATE FUNCTION refuse_commit() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'not today' USING ERRCODE = '23514'; END $$;
      CREATE CONSTRAINT TRIGGER refusing AFTER INSERT ON migration_chunks
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_commit()`);
    await expect(write('a')).rejects.toMatchObject({ code: 'DATABASE_FAILED' });
    expect(await agents()).toEqual([]);
    expect(events.filter((event) => event.startsWith('data.commit'))).toEqual([]);
  });

  it('commits several chunks at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => write(`agent ${index}`, index)));
    expect(await agents()).toHaveLength(20);
    expect((await store.committedChunks(runId)).size).toBe(20);
  });

  it('leaves no staging table behind', async () => {
    await write('a');
    const { rows } = await database.client.query(
      `SELECT relname FROM pg_class WHERE relname LIKE 'stage\\_%'`,
    );
    expect(rows).toEqual([]);
  });
});
