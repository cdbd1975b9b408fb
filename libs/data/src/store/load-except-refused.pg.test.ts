import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';
import { openTestRun, type TestRun } from './test-support/open-test-run';
import { agentRow, decided, taskRow } from './test-support/new-run';

describe('rows that PostgreSQL refuses', () => {
  let database: TestDatabase;
  let run: TestRun;

  beforeEach(async () => {
    database = await createMigratedDatabase();
    run = await openTestRun(database.url);
  });

  afterEach(async () => {
    await run.close();
    await database.drop();
  });

  const select = async (text: string) => (await database.client.query(text)).rows;
  const countOf = async (text: string) => (await select(`SELECT count(*)::int AS n ${text}`))[0].n;

  it('are found exactly among thousands, and their neighbours load', async () => {
    const long = 'x'
      .repeat(30_000)
      .replace(/x/g, () => String.fromCharCode(97 + Math.floor(Math.random() * 26)));
    const bad = new Map([
      [0, { row: { title: 'NUL \0' }, sqlState: '22021' }],
      [17, { row: { taskStatus: 'no such word' }, sqlState: '22P02' }],
      [1_234, { row: { assignedToAgentId: 'nobody' }, sqlState: '23503' }],
      [1_235, { row: { title: null }, sqlState: '23502' }],
      [2_000, { row: { metadata: '{"nul": "\\u0000"}' }, sqlState: '22P05' }],
      [2_999, { row: { tokensUsed: '99999999999' }, sqlState: '22003' }],
    ]);
    const rows = Array.from({ length: 3_000 }, (_, index) => taskRow(`t${index}`, bad.get(index)?.row ?? {}));
    const tooLong = taskRow(long);
    const refused = await run.write((writer) => writer.writeRows('tasks', [...rows, tooLong]));
    expect(refused.map(({ index, sqlState }) => [index, sqlState])).toEqual([
      ...[...bad].map(([index, { sqlState }]) => [index, sqlState]),
      [3_000, '54000'],
    ]);
    expect(refused.find(({ index }) => index === 1_234)?.constraint).toBe('tasks_assigned_to_agent_id_fkey');
    expect(await countOf('FROM tasks')).toBe(2_994);
    expect(await countOf('FROM imported_rows')).toBe(2_994);
    expect(
      await countOf(`FROM imported_rows i WHERE NOT EXISTS (SELECT FROM tasks WHERE task_id = i.row_key)`),
    ).toBe(0);
  });

  it('are refused for their own fault, not for that of a row they were tried together with', async () => {
    // The second `same@x` falls only while the first stands; the first falls for its word.
    const user = (userId: string, more: object) =>
      decided(userId, { userId, username: userId, email: `${userId}@x`, isStub: false, ...more });
    const refused = await run.write((writer) =>
      writer.writeRows('users', [
        user('a', { email: 'same@x', metadata: 'no json' }),
        user('b', { email: 'same@x' }),
        user('c', { email: 'same@x' }),
      ]),
    );
    expect(refused).toEqual([
      { index: 0, sqlState: '22P02', constraint: null },
      { index: 2, sqlState: '23505', constraint: 'users_email_key' },
    ]);
  });

  it('do not keep others from referring to the rows before them', async () => {
    const rows = Array.from({ length: 200 }, (_, index) =>
      agentRow(`a${index}`, {
        parentAgentId: index === 0 ? 'a0' : `a${index - 1}`,
        ...(index === 150 ? { agentType: '?' } : {}),
      }),
    );
    const refused = await run.write((writer) => writer.writeRows('agents', rows));
    // Those after the refused one hang on it, one on the other.
    expect(refused.map(({ index }) => index)).toEqual(Array.from({ length: 50 }, (_, index) => 150 + index));
  });
});
