import { columnsOf, sqlTableName, tableSpecs, toSnakeCase } from '@cortex/domain';
import type { TableName } from '@cortex/domain';

interface Line {
  readonly line: string;
}

/** An open session on a migrated database. */
export interface Database {
  readonly client: { query(sql: string): Promise<{ readonly rows: readonly Line[] }> };
}

/** Lines of JSON by name of the file: what a tree became, without what differs from run to run. */
export type GoldenTables = Readonly<Record<string, readonly string[]>>;

/** Times of the import, serial ids and run ids stay out; so do seeds and the row about the run itself. */
export async function readGoldenTables(database: Database): Promise<GoldenTables> {
  const tables = new Map<string, readonly string[]>();
  for (const table of Object.keys(tableSpecs).filter(isTableName))
    tables.set(sqlTableName(table), await readLines(database, rowsOf(table)));
  tables.set('documents', await readLines(database, DOCUMENTS));
  tables.set('records', await readLines(database, RECORDS));
  tables.set('quarantine', await readLines(database, QUARANTINE));
  return Object.fromEntries([...tables].filter(([, lines]) => lines.length > 0));
}

function isTableName(name: string): name is TableName {
  return name in tableSpecs;
}

async function readLines({ client }: Database, sql: string): Promise<readonly string[]> {
  const { rows } = await client.query(sql);
  return rows.map(({ line }) => normaliseMarks(line));
}

/** The key of the redaction is drawn anew for each installation. */
function normaliseMarks(line: string): string {
  return line.replace(/<redacted:[0-9a-f]+>/g, '<redacted:…>');
}

const NOT_NULL = `(SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(r)) WHERE value <> 'null')::text`;

function rowsOf(table: TableName): string {
  const { key } = tableSpecs[table];
  const columns = Object.keys(columnsOf(table)).map(toSnakeCase);
  const order = key.map((field) => `r.${toSnakeCase(field)} COLLATE "C"`);
  return `SELECT ${NOT_NULL} AS line
            FROM (SELECT ${columns.join(', ')} FROM ${sqlTableName(table)} WHERE ${scopeOf(table)}) r
           ORDER BY ${[...order, `${NOT_NULL} COLLATE "C"`].join(', ')}`;
}

function scopeOf(table: TableName): string {
  if (table === 'auditLogs') return "event_type <> 'migration_run'";
  return 'isStub' in tableSpecs[table].columns ? 'NOT is_seed' : 'true';
}

const DOCUMENTS = `
  SELECT ${NOT_NULL} AS line
    FROM (SELECT path_text, member_text, kind, size, parse_status, nullif(repairs, '[]') AS repairs,
                 record_count, envelope_bytes, separator_bytes
            FROM coordination_documents) r
   ORDER BY path_text COLLATE "C", member_text COLLATE "C" NULLS FIRST`;

/** Rows without a natural key are named by their table only. */
const RECORDS = `
  SELECT ${NOT_NULL} AS line
    FROM (SELECT d.path_text, d.member_text, s.ordinal, s.parent_ordinal, s.pointer, s.byte_offset,
                 s.byte_length, s.disposition, s.reason, l.rows
            FROM source_records s
            JOIN coordination_documents d USING (document_id)
            LEFT JOIN LATERAL (
              SELECT jsonb_agg(concat_ws(' ', role, table_name, CASE WHEN row_key !~ '^[0-9]+$' THEN row_key END)
                               ORDER BY role, table_name, row_key COLLATE "C") AS rows
                FROM source_record_rows w
               WHERE w.document_id = s.document_id AND w.ordinal = s.ordinal) l ON true) r
   ORDER BY path_text COLLATE "C", member_text COLLATE "C" NULLS FIRST, ordinal`;

const QUARANTINE = `
  SELECT ${NOT_NULL} AS line
    FROM (SELECT q.path_text, d.member_text, q.ordinal, q.byte_offset, q.byte_length, q.reason_code, q.detail,
                 left(encode(q.raw, 'escape'), 120) AS raw_start
            FROM quarantine q LEFT JOIN coordination_documents d USING (document_id)) r
   ORDER BY path_text COLLATE "C", member_text COLLATE "C" NULLS FIRST, ordinal`;
