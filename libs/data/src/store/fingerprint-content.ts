import { createHash, type Hash } from 'node:crypto';
import { columnsOf, contractFields, sqlTableName, toSnakeCase, type TableName } from '@cortex/domain';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { tableNames } from './table-catalog';

/**
 * `all`: every column that the migrator fills. `contract`: those that services were promised, without raw words, rules
 * of derivation and the tables beside the contract; what an exported tree has to bring back.
 */
export type FingerprintColumns = 'all' | 'contract';

/**
 * sha256 (hex) over the columns of all tables of the specs, row by row in the order of their content. Without
 * version, updated_at, serial numbers and run ids: two databases that were filled from the same tree are equal,
 * whatever happened on the way. What no tree brought is left out: rows that runs write about themselves, and when the
 * seeds were made.
 */
export async function fingerprintContent(
  connectionString: string,
  columns: FingerprintColumns = 'all',
): Promise<string> {
  const client = new Client({ connectionString, application_name: 'cortex-fingerprint' });
  await client.connect();
  try {
    await client.query(BEGIN_SNAPSHOT);
    const hash = createHash('sha256');
    for (const table of [...tableNames].sort()) await hashTable(client, hash, { table, columns });
    return hash.digest('hex');
  } finally {
    await client.end();
  }
}

// One snapshot for all tables, and a spelling of times that does not depend on the session.
const BEGIN_SNAPSHOT = `
  BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
  SET LOCAL TimeZone = 'UTC';
  SET LOCAL DateStyle = 'ISO'`;

interface HashedTable {
  readonly table: TableName;
  readonly columns: FingerprintColumns;
}

async function hashTable(client: Client, hash: Hash, { table, columns }: HashedTable): Promise<void> {
  const fields = columns === 'all' ? Object.keys(columnsOf(table)) : contractFields(table);
  if (fields.length === 0) return;
  hash.update(`\n== ${sqlTableName(table)}\n`);
  for await (const piece of client.query(copyTo(exportStatement(table, [...fields].sort())))) {
    if (piece instanceof Uint8Array) hash.update(piece);
  }
}

/** Rows that no tree brought: what runs say of themselves. */
const OWN_ROWS: Readonly<Partial<Record<TableName, string>>> = {
  auditLogs: `WHERE NOT (event_type = 'migration_run' AND source_event_type IS NULL)`,
};

/** Seeds were created when the database was installed, which says nothing of a tree. */
const SEEDED: ReadonlySet<TableName> = new Set(['agents', 'users']);

/** A seed that somebody changed is a row of an exported tree, and no seed where that is migrated to. */
const SEED_ID = 'system';

function contentOf(table: TableName, field: string): string {
  const column = `"${toSnakeCase(field)}"`;
  if (!SEEDED.has(table) || field !== 'createdAt') return column;
  const key = table === 'users' ? 'user_id' : 'agent_id';
  return `CASE WHEN NOT is_seed AND ${key} <> '${SEED_ID}' THEN ${column} END`;
}

// The text of the whole row is the order: append tables have no other key, and for the rest it is as good as theirs.
function exportStatement(table: TableName, fields: readonly string[]): string {
  const own = OWN_ROWS[table] ?? '';
  return `
    COPY (
      SELECT line FROM (
        SELECT ROW(${fields.map((field) => contentOf(table, field)).join(', ')})::text AS line FROM "${sqlTableName(table)}" ${own}
      ) AS lines
      ORDER BY line COLLATE "C"
    ) TO STDOUT`;
}
