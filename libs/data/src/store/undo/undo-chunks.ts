import { ChunkRace, type RunLease, type TableName, type UndoStep } from '@cortex/domain';
import { hitFailpoint } from '@cortex/platform';
import type { PoolClient } from 'pg';
import type { StoreContext } from '../store-context';
import { deleteDocuments } from './delete-documents';
import { deleteImportedRows } from './delete-imported-rows';
import { inUndoTransaction } from './in-undo-transaction';
import { readForeignKeyEdges } from './read-foreign-key-edges';
import { tableNames } from '../table-catalog';
import { listRecordRanges, withdrawRecords } from './withdraw-records';

export interface UndoneChunks {
  readonly lease: RunLease;
  readonly runId: string;
  readonly chunkRows: number;
}

/** Deletes what the run added: rows of single records with the ledger, then shared rows, then the documents. */
export async function* undoChunks(context: StoreContext, undo: UndoneChunks): AsyncGenerator<UndoStep> {
  yield* withdrawLedger(context, undo);
  yield* deleteRows(context, undo);
  for (;;) {
    const deleted = await commit(context, undo, (client) => deleteDocuments(client, undo.runId));
    if (deleted === 0) return;
    yield { phase: 'documents', table: null, deleted };
  }
}

async function* withdrawLedger(context: StoreContext, undo: UndoneChunks): AsyncGenerator<UndoStep> {
  const { runId, chunkRows } = undo;
  const batches = await context.withSession((client) => listRecordRanges(client, runId, chunkRows));
  for (const ranges of batches) {
    const deleted = await commit(context, undo, (client) => withdrawRecords(client, runId, ranges));
    if (deleted > 0) yield { phase: 'ledger', table: null, deleted };
  }
}

// The specs describe referred tables before those that refer to them, hence backwards.
async function* deleteRows(context: StoreContext, undo: UndoneChunks): AsyncGenerator<UndoStep> {
  const { runId, chunkRows } = undo;
  const catalog = await context.withSession((client) => context.catalog(client));
  const edges = await context.withSession((client) => readForeignKeyEdges(client));
  for (const shape of [...catalog.values()].sort(
    (left, right) => orderOf(right.table) - orderOf(left.table),
  )) {
    if (shape.isAppended) continue;
    for (;;) {
      const rows = { runId, catalog, shape, edges, limit: chunkRows };
      const deleted = await commit(context, undo, (client) => deleteImportedRows(client, rows));
      if (deleted === 0) break;
      yield { phase: 'rows', table: shape.sqlName, deleted };
    }
  }
}

const orderOf = (table: TableName): number => tableNames.indexOf(table);

/** A row that two sessions fight for is tried again. */
const MAX_RACES = 5;

async function commit(
  context: StoreContext,
  { lease }: UndoneChunks,
  work: (client: PoolClient) => Promise<number>,
): Promise<number> {
  for (let races = 0; ; races += 1) {
    try {
      const deleted = await inUndoTransaction(context, lease, async (client) => {
        const done = await work(client);
        hitFailpoint('undo.chunk.written');
        return done;
      });
      hitFailpoint('undo.chunk.committed');
      return deleted;
    } catch (error) {
      if (!(error instanceof ChunkRace) || races >= MAX_RACES) throw error;
    }
  }
}
