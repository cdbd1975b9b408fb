import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';
import { fingerprintContent } from './fingerprint-content';
import { openTestRun } from './test-support/open-test-run';
import { agentRow, auditRow, taskRow } from './test-support/new-run';

describe('fingerprintContent', () => {
  let databases: TestDatabase[];

  beforeEach(async () => {
    databases = await Promise.all([createMigratedDatabase(), createMigratedDatabase()]);
  });

  afterEach(async () => {
    for (const database of databases) await database.drop();
  });

  const fingerprints = async () => Promise.all(databases.map((database) => fingerprintContent(database.url)));

  it('is equal for equal contents, whatever the order, the numbers, the versions and the runs', async () => {
    const [first, second] = databases;
    const one = await openTestRun(first!.url, 'one');
    const rows = { agents: { inserted: 2, updated: 0 } };
    await one.write(async (writer) => {
      await writer.writeRows('agents', [agentRow('a'), agentRow('b')]);
      await writer.writeRows('tasks', [
        taskRow('t', { metadata: '{"a":1,"b":2}', createdAt: '2026-01-01T00:00:00Z' }),
      ]);
      return writer.appendRows('auditLogs', [auditRow('x'), auditRow('y'), auditRow('y')]);
    }, rows);
    await one.next();
    await one.close();
    const other = await openTestRun(second!.url, 'another');
    await other.write((writer) => writer.appendRows('auditLogs', [auditRow('y'), auditRow('y')]));
    await other.write(async (writer) => {
      await writer.writeRows('agents', [agentRow('b', { role: 'wrong' }), agentRow('a')]);
      await writer.writeRows('tasks', [
        taskRow('t', { metadata: '{"b":2,"a":1}', createdAt: '2026-01-01T01:00:00+01:00' }),
      ]);
      return writer.appendRows('auditLogs', [auditRow('x')]);
    });
    const [before, different] = await fingerprints();
    expect(different).not.toBe(before);
    await other.write((writer) =>
      writer.writeRows('agents', [{ ...agentRow('b'), operation: 'update', expectedVersion: '1' }]),
    );
    await other.close();
    const [left, right] = await fingerprints();
    expect(left).toBe(before);
    expect(right).toBe(left);
  });

  it('moves with a single value, and with NULL instead of an empty text', async () => {
    const [first] = databases;
    const seen = new Set<string>();
    for (const change of [
      `SELECT 1`,
      `UPDATE agents SET role = '' WHERE agent_id = 'system'`,
      `UPDATE agents SET role = NULL WHERE agent_id = 'system'`,
      `INSERT INTO audit_logs (event_type, event_summary) VALUES ('other', 'x')`,
      `INSERT INTO audit_logs (event_type, event_summary) VALUES ('other', 'x')`,
      `UPDATE audit_logs SET severity = 'high' WHERE id = 1`,
    ]) {
      await first!.client.query(change);
      seen.add(await fingerprintContent(first!.url));
    }
    expect(seen.size).toBe(6);
  });
});
