import type { Fact } from '@cortex/domain';

import { eventLog } from '../kinds/event-log';
import { rowLog } from '../kinds/row-log';
import { taskQueue } from '../kinds/task-queue';
import { mapValues } from '../test-support/map-values';

const TASK = { id: 'task-1', title: 'One', status: 'pending', updated_at: '2026-01-01T00:00:00Z' };

function factsOfTask(reserved: unknown): readonly Fact[] {
  const queue = { tasks: [{ ...TASK, $cortex: reserved }] };
  return mapValues(taskQueue, 'coordination/task-queue.json', [queue]).flatMap(({ facts }) => facts);
}

function factsOfEvent(reserved: unknown): readonly Fact[] {
  const event = { type: 'note', message: 'hello', $cortex: reserved };
  return mapValues(eventLog, 'coordination/events/a.jsonl', [event]).flatMap(({ facts }) => facts);
}

describe('the reserved member', () => {
  it('is not seen by mappers: nothing of it is in the metadata or the details', () => {
    const [task] = factsOfTask({ tasks: { 'task-1': { title: 'Two' } } });
    const [event] = factsOfEvent({});
    expect(JSON.stringify([task, event])).not.toContain('cortex');
    expect(task).toMatchObject({ type: 'task', row: { title: 'One' } });
  });

  it('has the last word on columns of a row, NULL included', () => {
    const [, patch] = factsOfTask({
      tasks: { 'task-1': { title: 'Two', due_at: null, metadata: { a: 0.1 } } },
    });
    const row = { title: 'Two', dueAt: null, metadata: '{"a":0.1}' };
    expect(patch).toEqual({ type: 'patch', table: 'tasks', key: 'task-1', row, deleted: false });
  });

  it('says that a row is not to be', () => {
    const [, patch] = factsOfTask({ agents: { 'worker-1': null } });
    expect(patch).toEqual({ type: 'patch', table: 'agents', key: 'worker-1', row: {}, deleted: true });
  });

  it('says how new the record is among versions of its task', () => {
    const [task] = factsOfTask({ updated_at: '2026-05-01T00:00:00Z' });
    expect(task).toMatchObject({ updatedAt: '2026-05-01T00:00:00.000000Z' });
  });

  it('changes, drops and adds rows that a record has for itself', () => {
    const changed = { audit_logs: { 0: { severity: 'error', 'event_details::jsonb': null } } };
    expect(factsOfEvent(changed)).toMatchObject([
      { type: 'append', row: { severity: 'error', eventSummary: 'hello', eventDetails: 'null' } },
    ]);
    expect(factsOfEvent({ audit_logs: { 0: null } })).toEqual([]);
    const added = { token_budget_history: { '+': { agent_id: 'a', tokens_used: 5 } } };
    expect(factsOfEvent(added)).toMatchObject([
      { table: 'auditLogs' },
      { table: 'tokenBudgetHistory', row: { agentId: 'a', tokensUsed: '5' } },
    ]);
  });

  it('stands alone where no record tells of the row', () => {
    const line = { $cortex: { users: { ada: { user_id: 'ada', full_name: '' } } } };
    const [record] = mapValues(rowLog, 'coordination/cortex-rows.jsonl', [line]);
    expect(record?.facts).toMatchObject([{ type: 'patch', key: 'ada', row: { fullName: '' } }]);
  });

  it('has its secrets redacted like everything else', () => {
    const facts = factsOfTask({
      tasks: { 'task-1': { description: 'password: hunter2', metadata: { token: 'abc' } } },
    });
    expect(JSON.stringify(facts)).toContain('<redacted:');
    expect(JSON.stringify(facts)).not.toMatch(/hunter2|abc/);
  });

  it('is a member like any other when it is no object', () => {
    const [task] = factsOfTask('mine');
    expect(task).toMatchObject({ row: { metadata: expect.stringContaining('"$cortex":"mine"') } });
  });
});
