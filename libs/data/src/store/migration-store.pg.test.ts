import type { DecidedRow, MigrationStore, NewDocument, RunLease } from '@cortex/domain';
import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';
import { fingerprintContent } from './fingerprint-content';
import { openMigrationStore } from './open-migration-store';

describe('a run', () => {
  let database: TestDatabase;
  let store: MigrationStore;
  let lease: RunLease;

  beforeEach(async () => {
    database = await createMigratedDatabase();
    store = await openMigrationStore({ connectionString: database.url, readOnly: false });
    lease = await store.acquireLease('test');
  });

  afterEach(async () => {
    await lease.release();
    await store.close();
    await database.drop();
  });

  it('goes from documents over rows to the ledger, and its books close', async () => {
    const run = await store.openRun(lease, newRun('m1'));
    expect(run.resumed).toBe(false);
    const chunk = {
      runId: run.runId,
      chunkNo: 0,
      phase: 'records' as const,
      contentHash: 'c0',
      records: 2,
      bytes: 20,
    };
    let ids: readonly string[] = [];
    await store.commitChunk(lease, chunk, async (writer) => {
      ids = await writer.insertDocuments([document('a.json', '{"a":1}\n{"b":2}\n')]);
      await writer.insertDocumentBytes(ids[0]!, 0, Buffer.from('{"a":1}\n{"b":2}\n'));
      expect(await writer.writeRows('agents', [agent('one')])).toEqual([]);
      const appended = await writer.appendRows('auditLogs', [auditRow('one', 'hello')]);
      expect(appended.refused).toEqual([]);
      const entry = {
        documentId: ids[0]!,
        parentOrdinal: null,
        kind: 'k',
        pointer: '',
        byteLength: 7,
        sha256: 'ab',
        reason: null,
        replaces: false,
      };
      await writer.writeLedger([
        {
          ...entry,
          ordinal: 0,
          byteOffset: 0,
          disposition: 'inserted',
          rows: [{ table: 'agents', key: 'one', role: 'primary' }],
        },
        {
          ...entry,
          ordinal: 1,
          byteOffset: 8,
          disposition: 'inserted',
          rows: [{ table: 'auditLogs', key: appended.ids[0]!, role: 'primary' }],
        },
      ]);
      return { agents: { inserted: 1, updated: 0 }, audit_logs: { inserted: 1, updated: 0 } };
    });
    expect(await store.countRun(run.runId)).toMatchObject({
      documents: 1,
      bytes: 16,
      ofThisRun: { inserted: 2 },
      documentsThatDoNotAddUp: 0,
      documentsWithoutTheirBytes: 0,
      orphanedEntries: 0,
      danglingRows: 0,
      quarantineMismatches: 0,
      tables: { agents: { inserted: 1, total: 2, seeds: 1 }, audit_logs: { inserted: 1, total: 1 } },
    });
    expect(await store.ledgerOf([{ documentId: ids[0]!, fromOrdinal: 0, toOrdinal: 10 }])).toMatchObject([
      { ordinal: 0 },
      { ordinal: 1, rows: [{ table: 'auditLogs' }] },
    ]);
    expect((await store.lookupRows('agents', ['one', 'two'])).get('one')).toMatchObject({
      exists: true,
      version: '1',
      imported: { operation: 'insert' },
    });
    await store.finishRun(lease, run.runId, {
      state: 'published',
      report: { fine: 'a\0b' },
      errorCode: null,
    });
    await store.refreshViews('test');
    expect(await store.describeTarget()).toMatchObject({
      schema: 'current',
      lastRun: { runId: run.runId, treeName: 'tree' },
    });
    expect(await fingerprintContent(database.url)).toMatch(/^[0-9a-f]{64}$/);
  });
});

function newRun(manifestHash: string) {
  return {
    treeName: 'tree',
    manifestHash,
    mapperVersion: '1',
    planHash: null,
    target: 'existing',
    documents: 1,
    bytes: 16,
  };
}

function document(path: string, content: string): NewDocument {
  return {
    head: {
      path: Buffer.from(path),
      pathText: path,
      member: null,
      memberText: null,
      kind: 'k',
      mode: 0o644,
      mtime: null,
      archive: null,
      envelope: null,
    },
    tail: {
      size: Buffer.byteLength(content),
      sha256: Buffer.alloc(32),
      parseStatus: 'parsed',
      repairs: [],
      recordCount: 2,
      envelopeBytes: 0,
      separatorBytes: 2,
    },
    doc: null,
    supersedes: null,
  };
}

function agent(id: string): DecidedRow {
  return {
    key: id,
    operation: 'insert',
    expectedVersion: null,
    image: '00',
    row: { agentId: id, agentType: 'worker', agentStatus: 'idle', isStub: false },
  };
}

function auditRow(agentId: string, summary: string) {
  // external_id, event_type, source_event_type, user_id, event_summary, then nulls
  return {
    references: [agentId, null, null],
    encodedTail: ['\\N', 'other', '\\N', '\\N', summary, ...Array.from({ length: 10 }, () => '\\N')].join(
      '\t',
    ),
  };
}
