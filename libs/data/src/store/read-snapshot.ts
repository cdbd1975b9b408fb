import type { AppendTable, DatabaseSnapshot, TableName } from '@cortex/domain';
import type { PoolClient } from 'pg';
import { readConflicts } from './read-conflicts';
import { readArchivedFiles } from './read-stored-files';
import { readAppendedRows, readNewAppendedRows } from './snapshot-appended-rows';
import { readChangedRows } from './read-changed-rows';
import type { StoreContext } from './store-context';
import type { TableShape } from './table-catalog';

// One snapshot for all that is read; the tree is scanned between the questions, which may take its time.
const BEGIN_SNAPSHOT = `
  BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
  SET LOCAL idle_in_transaction_session_timeout = 0`;

/** Lends a snapshot of the database for a piece of work; its session is the only one that is used. */
export async function readSnapshot<Result>(
  context: StoreContext,
  work: (snapshot: DatabaseSnapshot) => Promise<Result>,
): Promise<Result> {
  return context.withSession(async (client) => {
    await client.query(BEGIN_SNAPSHOT);
    const result = await work(createSnapshot(context, client));
    await client.query('COMMIT');
    return result;
  });
}

function createSnapshot(context: StoreContext, client: PoolClient): DatabaseSnapshot {
  const shapeOf = (table: TableName): Promise<TableShape> => context.shapeOf(client, table);
  return {
    storedFiles: (runId) => readArchivedFiles((work) => work(client), runId),
    changedRows: async function* (table: TableName) {
      yield* readChangedRows(client, await shapeOf(table));
    },
    appendedRows: async function* (table: AppendTable) {
      yield* readAppendedRows(client, await shapeOf(table));
    },
    newAppendedRows: async function* (table: AppendTable) {
      yield* readNewAppendedRows(client, await shapeOf(table));
    },
    conflicts: () => readConflicts(client),
  };
}
