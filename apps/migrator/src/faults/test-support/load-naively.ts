import { columnsOf, sqlTableName, tableSpecs, toSnakeCase, type Disposition } from '@cortex/domain';
import { readNaively, type NaiveRow } from '@cortex/migration';
import { createTreeReader } from '@cortex/source';
import { runSql, withSession } from '@cortex/testing';

const DEADLINE_MS = 120_000;

/**
 * The oracle: a loader as somebody would write it in an afternoon. Everything in memory, one INSERT per row, no
 * transaction, no staging, no ledger. It shares with the real one what reads and maps records and decides who is who,
 * and nothing of what loads; into an empty, migrated database it must bring the same rows.
 */
export async function loadNaively(tree: string, url: string): Promise<Readonly<Record<Disposition, number>>> {
  const [installation] = await runSql<{ key: Buffer }>(url, 'SELECT redaction_key AS key FROM installation');
  if (installation === undefined) throw new Error('The database is not migrated.');
  const reader = createTreeReader({ root: tree, include: [] });
  const naive = await readNaively(reader, installation.key, AbortSignal.timeout(DEADLINE_MS));
  await withSession(url, async (client) => {
    // As for the migrator: the row triggers that audit are not for what happened long ago.
    await client.query("SET cortex.migrating = 'on'");
    for (const row of naive.rows) {
      const { text, values } = insertStatement(row);
      await client.query(text, values);
    }
  });
  return naive.dispositions;
}

function insertStatement({ table, row }: NaiveRow): { readonly text: string; readonly values: unknown[] } {
  const fields = Object.keys(columnsOf(table));
  const columns = fields.map(nameOf).join(', ');
  const places = fields.map((_, index) => `$${index + 1}`).join(', ');
  const text = `INSERT INTO "${sqlTableName(table)}" (${columns}) VALUES (${places}) ${overSeed(table)}`;
  return { text, values: fields.map((field) => row[field] ?? null) };
}

/** The agent and the user `system` are there already; a record of them says what is to stand in their rows. */
function overSeed(table: NaiveRow['table']): string {
  if (table !== 'agents' && table !== 'users') return '';
  const columns = Object.keys(columnsOf(table)).map(nameOf);
  const key = tableSpecs[table].key.map(nameOf).join(', ');
  const given = columns.map((name) => `excluded.${name}`).join(', ');
  return `ON CONFLICT (${key}) DO UPDATE SET (${columns.join(', ')}) = ROW(${given})`;
}

function nameOf(field: string): string {
  return `"${toSnakeCase(field)}"`;
}
