import type { Fact } from '@cortex/domain';

import { eventLog } from '../event-log';
import { timeStampedLog } from '../time-stamped-log';
import { mapValues } from '../../test-support/map-values';

const rowOf = (facts: readonly Fact[]): Record<string, unknown> => {
  const [fact] = facts;
  return fact?.type === 'append' ? { ...fact.row } : {};
};
const map = (event: unknown): Record<string, unknown> => {
  const [record] = mapValues(eventLog, 'coordination/events/bus.jsonl', [event]);
  return rowOf(record?.facts ?? []);
};

describe('event mapper', () => {
  it('keeps the whole record and reads who, what and when out of it', () => {
    const event = {
      event_id: 'evt-1',
      event_type: 'worker.completed',
      timestamp: '2025-11-09T12:00:00-0600',
      severity: 'high',
      source: 'on-complete-handler',
      message: 'Worker is done',
      compliance_tags: ['soc2'],
      payload: { worker_id: 'worker-9', task_id: 'task-7', cost: 0.1 },
    };
    const row = map(event);
    expect(row).toMatchObject({
      externalId: 'evt-1',
      eventType: 'task_completed',
      sourceEventType: 'worker.completed',
      agentId: 'worker-9',
      taskId: 'task-7',
      assetId: null,
      userId: null,
      eventSummary: 'Worker is done',
      severity: 'error',
      sourceSeverity: 'high',
      securityImpact: null,
      complianceTags: ['soc2'],
      occurredAt: '2025-11-09T18:00:00.000000Z',
      derived: null,
    });
    expect(JSON.parse(String(row['eventDetails']))).toEqual(event);
  });

  it('makes one row per record, equal records included', () => {
    const event = { timestamp: '2025-11-09T12:00:00Z', event: 'tick' };
    const records = mapValues(eventLog, 'events/ticks.jsonl', [event, event, {}]);
    expect(records.map(({ facts }) => facts.length)).toEqual([1, 1, 1]);
  });

  it('says of an unknown word that it is other, and counts it', () => {
    const [record] = mapValues(eventLog, 'events/a.jsonl', [
      { type: 'batch_event', timestamp: '2025-11-09T12:00:00Z' },
    ]);
    expect(rowOf(record?.facts ?? [])).toMatchObject({ eventType: 'other', sourceEventType: 'batch_event' });
    expect(record?.notes).toContainEqual({
      code: 'word-unknown',
      subject: 'audit_logs.event_type: batch_event → other',
    });
  });

  it('leaves NULL what the event does not say, and marks what it composes', () => {
    expect(map({})).toMatchObject({
      eventType: 'other',
      agentId: null,
      severity: null,
      occurredAt: null,
      eventSummary: 'event',
      eventDetails: '{}',
      derived: '{"event_summary":"composed"}',
    });
  });

  it('keeps a time that it cannot read in the details only', () => {
    const [record] = mapValues(eventLog, 'events/a.jsonl', [
      { timestamp: '$(date -Iseconds)', message: 'm' },
    ]);
    expect(rowOf(record?.facts ?? [])).toMatchObject({ occurredAt: null });
    expect(record?.notes).toContainEqual({ code: 'time-unparseable', subject: 'timestamp' });
  });

  it('derives a missing time from the data, then from an epoch inside the id', () => {
    expect(map({ id: 'e', data: { timestamp: '2025-11-09T12:00:00Z', message: 'm' } })).toMatchObject({
      occurredAt: '2025-11-09T12:00:00.000000Z',
      derived: '{"occurred_at":"data.time","event_summary":"data.text"}',
    });
    expect(map({ id: 'evt-1762710675-1', message: 'm' })).toMatchObject({
      occurredAt: '2025-11-09T17:51:15.000000Z',
      derived: '{"occurred_at":"epoch-in-id"}',
    });
  });

  it.each([
    ['2025-11-08T02:18:32Z', '2025-11-08T02:18:33-0600'],
    ['2025-11-09T06:08:52-0600', '2025-11-09T12:08:52-0600'],
  ])('flags %s beside %s, and keeps it', (timestamp, logged_at) => {
    const [record] = mapValues(eventLog, 'events/a.jsonl', [
      { timestamp, message: 'm', enriched_metadata: { logged_at } },
    ]);
    expect(rowOf(record?.facts ?? [])).toMatchObject({
      occurredAt: `${new Date(timestamp).toISOString().slice(0, 19)}.000000Z`,
      metadata: '{"time_suspect":"same-clock-in-another-zone"}',
    });
    expect(record?.notes.map(({ code }) => code)).toContain('time-suspect');
  });

  it.each([
    ['2025-11-08T02:18:32Z', '2025-11-08T02:18:32+00:00'],
    ['2025-11-08T02:18:32Z', '2025-11-07T20:18:32-0600'],
    ['2025-11-08T02:18:32-0600', '2025-11-08T02:18:33-0600'],
  ])('has no doubt about %s beside %s', (timestamp, logged_at) => {
    expect(map({ timestamp, message: 'm', enriched_metadata: { logged_at } })).toMatchObject({
      metadata: null,
    });
  });

  it.each([
    [{ worker_id: 'worker-1', actor: 'master-1' }, 'worker-1'],
    [{ data: { assigned_to: 'development' } }, 'development-master'],
    [{ final_decision: { selected_master: 'cicd-master' } }, 'cicd-master'],
    [{ actor: { type: 'worker', id: 'worker-2' } }, 'worker-2'],
    [{ actor: 'Development Master' }, 'development-master'],
    [{ actor: 'somebody from the night shift' }, null],
    [{ worker_id: '${WORKER_ID}' }, null],
    [{ worker_id: 'unknown', actor: 'pm-1' }, 'pm-1'],
    [{ source: 'cli', launched_by: 'daemon', ideal_expert: 'security' }, null],
  ])('refers to an agent only where one is named: %j', (event, agentId) => {
    expect(map(event)).toMatchObject({ agentId });
  });

  it.each([
    [{ task_id: 'task-1' }, 'task-1'],
    [{ task_id: '' }, null],
    [{ task_id: 'task 7' }, 'task 7'],
    [{ task_id: 'Water all the beds' }, null],
    [{ task: { id: 'task-2', title: 't' } }, 'task-2'],
    [{ task: 'feature: add a page' }, null],
    [{ resource: 'task-3' }, null],
  ])('refers to a task only where one is named: %j', (event, taskId) => {
    expect(map(event)).toMatchObject({ taskId });
  });

  it('counts what stands in the place of an id and is none', () => {
    const [record] = mapValues(eventLog, 'events/a.jsonl', [{ task_id: 'N/A' }]);
    expect(record?.notes).toContainEqual({ code: 'reference-ignored', subject: 'audit_logs.task: task_id' });
  });

  it('takes an address only when it is one', () => {
    expect(map({ context: { ip_address: '10.0.0.7', user_agent: 'cli/1' } })).toMatchObject({
      ipAddress: '10.0.0.7',
      userAgent: 'cli/1',
    });
    expect(map({ context: { ip_address: 'localhost' } })).toMatchObject({ ipAddress: null });
  });

  it('gives security events the impact that existing views ask for', () => {
    expect(map({ type: 'pii_detected', severity: 'critical' })).toMatchObject({
      eventType: 'security_event',
      securityImpact: 'critical',
      derived: '{"event_summary":"composed","security_impact":"severity"}',
    });
    expect(map({ type: 'plan', risk_level: 'high', message: 'm' })).toMatchObject({ securityImpact: null });
  });

  it('bounds the summary without cutting a character in half', () => {
    const row = map({ message: `${'x'.repeat(499)}😀 and more` });
    expect(row).toMatchObject({ eventSummary: 'x'.repeat(499), derived: '{"event_summary":"cut-at-500"}' });
  });

  it('redacts secrets in details and summary', () => {
    const row = map({ message: 'password=hunter2hunter2', api_key: 'abcdefghijklmnop' });
    expect(JSON.stringify(row)).not.toMatch(/hunter2|abcdefghijklmnop/);
  });
});

describe('time-stamped log', () => {
  it('takes records with a time, readable or not, and leaves the others in the archive', () => {
    const records = mapValues(timeStampedLog, 'coordination/any.jsonl', [
      { created_at: '2025-11-19T10:30:00Z', score: 1 },
      { applied_at: 'yesterday' },
      { ts: 1762710675 },
      { example: 1, expires_at: '2030-01-01T00:00:00Z' },
      { time: 5 },
      {},
    ]);
    expect(records.map(({ facts }) => facts.length)).toEqual([1, 1, 1, 0, 0, 0]);
    expect(records[3]?.notes).toContainEqual({
      code: 'unexpected-shape',
      subject: 'time-stamped-log: no time, so no event',
    });
  });
});
