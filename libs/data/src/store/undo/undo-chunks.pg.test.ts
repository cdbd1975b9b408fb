import type { UndoFacts, UndoStep } from '@cortex/domain';
import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';
import { agentRow, auditRow, ledgerEntry, newDocument, taskRow } from '../test-support/new-run';
import { openTestRun, type TestRun } from '../test-support/open-test-run';

const approve = (facts: UndoFacts | null): UndoFacts => {
  if (facts === null) throw new Error('no such run');
  return facts;
};

describe('undoChunks', () => {
  let database: TestDatabase;
  let run: TestRun;

  beforeEach(async () => {
    database = await createMigratedDatabase();
    run = await openTestRun(database.url);
    await run.write(async (writer) => {
      const [id = ''] = await writer.insertDocuments([newDocument('log', 'a\nb\nc')]);
      await writer.writeRows('agents', [agentRow('boss'), agentRow('worker', { parentAgentId: 'boss' })]);
      await writer.writeRows('tasks', [
        taskRow('top', { rootTaskId: 'top' }),
        ...['1', '2', '3', '4'].map((name) => taskRow(name, { parentTaskId: 'top', rootTaskId: 'top' })),
      ]);
      const { ids } = await writer.appendRows('auditLogs', [auditRow('a'), auditRow('b'), auditRow('c')]);
      await writer.writeLedger(
        ids.map((key, ordinal) =>
          ledgerEntry(id, ordinal, { rows: [{ table: 'auditLogs', key: key ?? '', role: 'primary' }] }),
        ),
      );
    });
  });

  afterEach(async () => {
    await run.close();
    await database.drop();
  });

  const sql = async (text: string) => (await database.client.query(text)).rows;
  const begin = () => run.store.beginUndo(run.lease, run.runId, approve);
  const chunks = (size: number) => run.store.undoChunks(run.lease, run.runId, size);
  async function all(size: number, between = (_step: UndoStep): Promise<unknown> => Promise.resolve()) {
    const steps: UndoStep[] = [];
    for await (const step of chunks(size)) {
      steps.push(step);
      await between(step);
    }
    return steps;
  }

  it('deletes records, then rows that nothing refers to any more, then documents', async () => {
    await begin();
    const steps = await all(2);
    expect(steps.map(({ phase, table, deleted }) => [phase, table, deleted])).toEqual([
      ['ledger', null, 2],
      ['ledger', null, 1],
      ['rows', 'tasks', 2],
      ['rows', 'tasks', 2],
      ['rows', 'tasks', 1],
      ['rows', 'agents', 1],
      ['rows', 'agents', 1],
      ['documents', null, 1],
    ]);
    await run.store.finishUndo(run.lease, run.runId);
    expect(await sql('SELECT agent_id FROM agents')).toEqual([{ agent_id: 'system' }]);
    expect(await sql(`SELECT state FROM migration_runs`)).toEqual([{ state: 'undone' }]);
  });

  it('deletes rows that refer to one another in a circle together', async () => {
    await database.client.query(`UPDATE agents SET parent_agent_id = 'worker' WHERE agent_id = 'boss';
      UPDATE imported_rows SET row_version = 2 WHERE row_key = 'boss'`);
    await begin();
    expect((await all(1)).filter(({ table }) => table === 'agents').map(({ deleted }) => deleted)).toEqual([
      2,
    ]);
  });

  it.each([
    ['changes a row', `UPDATE tasks SET title = 'by SQL' WHERE task_id = 'top'`, `task_id IN ('top')`],
    [
      'refers to a row',
      `INSERT INTO tasks (task_id, title, parent_task_id) VALUES ('theirs', 'x', 'top')`,
      `task_id = 'theirs'`,
    ],
  ])(
    'stops when somebody %s while it goes on, keeps it, and goes on when it is gone',
    async (_, change, rows) => {
      await begin();
      let isChanged = false;
      const undoing = all(2, async ({ table }) => {
        if (table === 'tasks' && !isChanged) await database.client.query(change);
        isChanged ||= table === 'tasks';
      });
      await expect(undoing).rejects.toMatchObject({ code: 'UNDO_REFUSED' });
      expect(await sql(`SELECT count(*)::int AS n FROM tasks WHERE ${rows}`)).toEqual([{ n: 1 }]);
      await database.client.query(`DELETE FROM tasks WHERE ${rows}`);
      await all(2);
      await run.store.finishUndo(run.lease, run.runId);
      expect(await sql('SELECT task_id FROM tasks')).toEqual([]);
    },
  );

  it('leaves versions going on: a row that comes back is above its tombstone', async () => {
    await begin();
    await all(100);
    await database.client.query(`INSERT INTO tasks (task_id, title) VALUES ('top', 'again')`);
    expect(await sql(`SELECT version FROM tasks WHERE task_id = 'top'`)).toEqual([{ version: '3' }]);
  });

  it('is fenced out by whoever takes the lock over', async () => {
    await begin();
    await database.client.query('UPDATE migration_lock SET fencing = fencing + 1');
    await expect(all(2)).rejects.toMatchObject({ code: 'FENCED_OUT' });
    expect(await sql('SELECT count(*)::int AS n FROM source_records')).toEqual([{ n: 3 }]);
  });

  it('is not called undone unless it was begun', async () => {
    await expect(run.store.finishUndo(run.lease, run.runId)).rejects.toMatchObject({ code: 'INTERNAL' });
  });
});
