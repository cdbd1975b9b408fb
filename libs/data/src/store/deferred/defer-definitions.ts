import type { RunLease } from '@cortex/domain';
import { hitFailpoint } from '@cortex/platform';
import { DatabaseError, type ClientBase } from 'pg';
import { z } from 'zod';
import { queryOne } from '../../pool/query-rows';
import { checkFencing, ownLease } from '../fencing';
import type { StoreContext } from '../store-context';
import { listDeferrable, type Definition } from './deferrable-definitions';

/** Tables of the migrator's own that get a row per record. */
const LEDGER_TABLES = ['source_record_rows', 'imported_rows'];

/** Services may be at work on a database that is empty still; whoever holds a table for longer is not disturbed. */
const LOCK_TIMEOUT_MS = 2_000;

// `public.` keeps temporary tables of that name out.
const lockStatement = (table: string) => `LOCK TABLE public."${table}" IN ACCESS EXCLUSIVE MODE`;
const emptyStatement = (table: string) => `SELECT NOT EXISTS (SELECT FROM public."${table}") AS is_empty`;

// Index: pk. What an earlier attempt remembered is the truth: it is not there to be read any more.
const REMEMBER = `
  INSERT INTO deferred_definitions (kind, table_name, name, definition, comment, run_id)
  VALUES ($1, $2, $3, $4, $5, $6)`;

const emptyRow = z.object({ is_empty: z.boolean() });

/**
 * Takes secondary indexes and foreign keys off the tables that are still empty: built once over all rows they cost a
 * fifth of what they cost row by row. Their definitions are remembered in the same transaction.
 *
 * Goes without, and says so, where the session may not (it does not own the tables) or somebody holds a table.
 * @returns how many were taken off.
 */
export async function deferDefinitions(
  context: StoreContext,
  lease: RunLease,
  runId: string,
): Promise<number> {
  const { session } = ownLease(lease);
  const { tables, keyless } = await loadedTables(context);
  try {
    await session.query(`BEGIN; SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await checkFencing(session, lease);
    const empty = await lockEmpty(session, tables);
    const definitions = (await listDeferrable(session, empty)).filter(
      ({ kind, tableName }) => kind === 'index' || keyless.has(tableName),
    );
    for (const definition of definitions) await takeOff(session, definition, runId);
    hitFailpoint('defer.written');
    await session.query('COMMIT');
    hitFailpoint('defer.committed');
    context.onEvent('data.definitions.deferred', { runId, definitions: definitions.length });
    return definitions.length;
  } catch (error) {
    await session.query('ROLLBACK').catch(() => {});
    if (!isNotForUs(error)) throw context.toRegistered(error);
    context.onEvent('data.definitions.kept', { runId, reason: error.message });
    return 0;
  }
}

interface LoadedTables {
  readonly tables: readonly string[];
  /** Rows of their own records: those of shared tables are few, and a key that one of them breaks must say so at once. */
  readonly keyless: ReadonlySet<string>;
}

async function loadedTables(context: StoreContext): Promise<LoadedTables> {
  const shapes = [...(await context.withSession((client) => context.catalog(client))).values()];
  const appended = shapes.filter(({ isAppended }) => isAppended).map(({ sqlName }) => sqlName);
  return {
    tables: [...shapes.map(({ sqlName }) => sqlName), ...LEDGER_TABLES].sort(),
    keyless: new Set([...appended, ...LEDGER_TABLES]),
  };
}

/** In the order of their names, as everybody who locks several. */
async function lockEmpty(session: ClientBase, tables: readonly string[]): Promise<readonly string[]> {
  const empty: string[] = [];
  for (const table of tables) {
    const { is_empty } = await queryOne(session, emptyRow, { text: emptyStatement(table) });
    if (!is_empty) continue;
    await session.query(lockStatement(table));
    // Between the look and the lock somebody may have written.
    const again = await queryOne(session, emptyRow, { text: emptyStatement(table) });
    if (again.is_empty) empty.push(table);
  }
  return empty;
}

async function takeOff(session: ClientBase, definition: Definition, runId: string): Promise<void> {
  const { kind, tableName, name, comment } = definition;
  await session.query(REMEMBER, [kind, tableName, name, definition.definition, comment, runId]);
  await session.query(
    kind === 'index'
      ? `DROP INDEX public."${name}"`
      : `ALTER TABLE public."${tableName}" DROP CONSTRAINT "${name}"`,
  );
}

/** 42501 no rights, 55P03 lock not available. */
function isNotForUs(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && (error.code === '42501' || error.code === '55P03');
}
