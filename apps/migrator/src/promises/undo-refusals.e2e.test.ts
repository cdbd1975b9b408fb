import { openMigrationStore } from '@cortex/data';

import { AFTER, BEFORE, health, lines, queue, task, useUndoPlace } from './test-support/use-undo-place';

describe('undo refuses, and touches nothing,', () => {
  const { database, runOver, undo, state } = useUndoPlace();

  async function expectRefusal(run: string, ...sentences: readonly string[]): Promise<void> {
    const before = await state();
    for (const more of [['--dry-run'], ['--yes']]) {
      const { code, stdout, stderr } = await undo(run, ...more, '--json');
      expect([code, sentences.filter((sentence) => !`${stdout}${stderr}`.includes(sentence))]).toEqual([
        4,
        [],
      ]);
    }
    expect(await state()).toEqual(before);
  }

  const sql = (text: string) => database().client.query(text);

  it.each([
    ['an inserted row', "UPDATE tasks SET title = 'by SQL' WHERE task_id = 'new-1'", 'tasks new-1'],
    ['an updated row', "UPDATE tasks SET title = 'by SQL' WHERE task_id = 'a'", 'tasks a'],
    ['an updated row, by deleting it', "DELETE FROM tasks WHERE task_id = 'a'", 'tasks a'],
    ['the seed that it filled', "UPDATE users SET full_name = 'x' WHERE user_id = 'system'", 'users system'],
  ])('when somebody changed %s', async (_, change, name) => {
    await runOver(BEFORE);
    const run = await runOver(AFTER);
    await sql(change);
    await expectRefusal(run, 'UNDO_REFUSED', name);
  });

  it.each([
    [
      'a task below one of its tasks, which would be deleted with it',
      "INSERT INTO tasks (task_id, title, parent_task_id) VALUES ('theirs', 't', 'new-1')",
      'tasks theirs (refers to tasks new-1)',
    ],
    [
      'an audit row, whose reference would become empty',
      "INSERT INTO audit_logs (id, event_type, event_summary, task_id) VALUES (9999, 'other', 'x', 'new-1')",
      'audit_logs 9999 (refers to tasks new-1)',
    ],
    [
      'a budget of an agent',
      `INSERT INTO token_budget_history (id, agent_id, tokens_used, tokens_remaining, budget_type)
       VALUES (9999, 'worker-9', 1, 1, 'personal')`,
      'token_budget_history 9999 (refers to agents worker-9)',
    ],
    [
      'a row of a table of their own',
      `CREATE TABLE service_notes (note text PRIMARY KEY, task text REFERENCES tasks ON DELETE CASCADE);
       INSERT INTO service_notes VALUES ('n', 'new-2')`,
      'service_notes n (refers to tasks new-2)',
    ],
    [
      'an edge between its tasks',
      `INSERT INTO task_lineage (parent_task_id, child_task_id, relationship_type) VALUES ('new-1', 'b', 'theirs')`,
      '(refers to tasks new-1)',
    ],
  ])('when others wrote %s', async (_, insert, name) => {
    await runOver(BEFORE);
    const run = await runOver(AFTER);
    await sql(insert);
    await expectRefusal(run, 'UNDO_REFUSED', name);
  });

  it('when a later run builds on it, and names the later ones, the newest first', async () => {
    const first = await runOver(queue(task('a')));
    const second = await runOver(queue(task('a'), task('b')));
    const third = await runOver(queue(task('a'), task('b'), task('c')));
    await expectRefusal(first, `${third} (published), ${second} (published)`);
    expect((await undo(third, '--yes')).code).toBe(0);
    expect((await undo(second, '--yes')).code).toBe(0);
    expect((await undo(first, '--yes')).code).toBe(0);
    await expectRefusal(first, 'undone already');
  });

  it('for a run that nobody knows', async () => {
    await runOver(queue(task('a')));
    await expectRefusal('06A3', 'No run has the id');
  });

  it('for a run of a version that did not keep what it needs', async () => {
    const run = await runOver(queue(task('a')));
    await sql('UPDATE migration_runs SET is_undoable = false');
    await expectRefusal(run, 'did not keep what undo needs');
  });

  it('while another run is under way', async () => {
    const run = await runOver(queue(task('a')));
    const store = await openMigrationStore({ connectionString: database().url, readOnly: false });
    const lease = await store.acquireLease('somebody else');
    const { code, stderr } = await undo(run, '--yes');
    await lease.release();
    await store.close();
    expect([code, stderr]).toEqual([4, expect.stringContaining('somebody else')]);
  });

  it('but not for rows that others added beside it, or deleted of those that it inserted', async () => {
    await runOver({ 'coordination/health-reports.jsonl': lines(health('one')) });
    const run = await runOver({
      ...AFTER,
      'coordination/health-reports.jsonl': lines(health('one'), health('2')),
    });
    await sql("INSERT INTO tasks (task_id, title) VALUES ('theirs', 't')");
    await sql("DELETE FROM tasks WHERE task_id = 'new-1'");
    expect((await undo(run, '--yes')).code).toBe(0);
    expect((await sql('SELECT task_id FROM tasks')).rows).toEqual([{ task_id: 'theirs' }]);
    expect(
      (await sql("SELECT count(*)::int AS n FROM audit_logs WHERE event_type <> 'migration_run'")).rows,
    ).toEqual([{ n: 2 }]);
  });
});

describe('undo and the audit chain', () => {
  const { database, runOver, undo } = useUndoPlace();
  const verify = async () => (await database().client.query('SELECT * FROM verify_audit_chain()')).rows;

  it('a chain that sealed rows of the run is whole afterwards, and only as long as undo says so', async () => {
    await runOver(BEFORE);
    await runOver(AFTER);
    await database().client.query('SELECT seal_audit_chain()');
    expect((await undo('last', '--yes')).code).toBe(0);
    await database().client.query('SELECT seal_audit_chain()');
    expect(await verify()).toEqual([]);
    const { rows } = await database().client.query('SELECT chain_no FROM audit_withdrawals');
    expect(rows.length).toBe(2);
    await database().client.query("UPDATE audit_withdrawals SET link_hash = sha256('x')");
    expect(await verify()).toMatchObject([
      { problem: 'the link of an audit row that was taken back was altered' },
    ]);
    await database().client.query("UPDATE migration_runs SET state = 'published'");
    expect(await verify()).toMatchObject([{ problem: 'the audit row was taken back without an undo' }]);
  });
});
