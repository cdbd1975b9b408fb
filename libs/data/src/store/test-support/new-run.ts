import { createHash } from 'node:crypto';
import {
  encodeCopyValue,
  plainFields,
  referencingFields,
  type AppendRow,
  type ChunkHeader,
  type DecidedRow,
  type NewDocument,
  type NewLedgerEntry,
  type NewRun,
  type SqlValue,
  type TableName,
} from '@cortex/domain';

type Row = Readonly<Record<string, SqlValue | undefined>>;

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function newRun(manifestHash = 'manifest'): NewRun {
  return {
    treeName: 'tree',
    manifestHash,
    mapperVersion: '1',
    planHash: null,
    target: 'existing',
    documents: 1,
    bytes: 1,
  };
}

export function chunkOf(runId: string, chunkNo = 0): ChunkHeader {
  return { runId, chunkNo, phase: 'records', contentHash: `content ${chunkNo}`, records: 1, bytes: 1 };
}

/** A document whose records are its lines. */
export function newDocument(path: string, content = '', more: Partial<NewDocument> = {}): NewDocument {
  const lines = content.split('\n').filter((line) => line !== '');
  return {
    head: {
      path: Buffer.from(path),
      pathText: path,
      member: null,
      memberText: null,
      kind: 'sample',
      mode: 0o644,
      mtime: null,
      archive: null,
      envelope: null,
    },
    tail: {
      size: Buffer.byteLength(content),
      sha256: createHash('sha256').update(content).digest(),
      parseStatus: 'parsed',
      repairs: [],
      recordCount: lines.length,
      envelopeBytes: 0,
      separatorBytes: Buffer.byteLength(content) - Buffer.byteLength(lines.join('')),
    },
    doc: null,
    supersedes: null,
    ...more,
  };
}

export function ledgerEntry(
  documentId: string,
  ordinal: number,
  more: Partial<NewLedgerEntry> = {},
): NewLedgerEntry {
  return {
    documentId,
    ordinal,
    parentOrdinal: null,
    kind: 'sample',
    pointer: '',
    byteOffset: 0,
    byteLength: 0,
    sha256: sha256(`${documentId}:${ordinal}`),
    disposition: 'inserted',
    reason: null,
    rows: [],
    replaces: false,
    ...more,
  };
}

export function decided(key: string, row: Row, more: Partial<DecidedRow> = {}): DecidedRow {
  return {
    key,
    operation: 'insert',
    expectedVersion: null,
    image: sha256(JSON.stringify(row)),
    row,
    ...more,
  };
}

export function agentRow(agentId: string, more: Row = {}): DecidedRow {
  return decided(agentId, { agentId, agentType: 'worker', agentStatus: 'idle', isStub: false, ...more });
}

export function taskRow(taskId: string, more: Row = {}): DecidedRow {
  const row = { taskId, taskStatus: 'pending', taskPriority: 'low', title: `Task ${taskId}`, isStub: false };
  return decided(taskId, { ...row, ...more });
}

/** The row's fields in the two halves in which append rows travel. */
export function appendRow(table: TableName, row: Row): AppendRow {
  return {
    references: referencingFields(table).map((field) => (typeof row[field] === 'string' ? row[field] : null)),
    encodedTail: plainFields(table)
      .map((field) => encodeCopyValue(row[field]))
      .join('\t'),
  };
}

export function auditRow(eventSummary: string, more: Row = {}): AppendRow {
  return appendRow('auditLogs', { eventType: 'other', eventSummary, ...more });
}
