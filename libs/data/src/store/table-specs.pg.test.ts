import { columnsOf, sqlTableName, tableSpecs, toSnakeCase, type TableName } from '@cortex/domain';
import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';

const DATABASE_NAMES: Readonly<Record<string, string>> = { timestamptz: 'timestamp with time zone' };

/** Enums take the text of their words. */
function isTypeOf(type: string, databaseType: string): boolean {
  if (type === 'text' && !BUILT_IN.has(databaseType)) return true;
  return (DATABASE_NAMES[type] ?? type) === databaseType;
}

const BUILT_IN = new Set([
  'integer',
  'bigint',
  'numeric',
  'boolean',
  'jsonb',
  'inet',
  'text[]',
  'timestamp with time zone',
]);

const tables = Object.keys(tableSpecs) as TableName[];

describe('the migrated schema and the table specs', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createMigratedDatabase();
  });

  afterAll(async () => {
    await database.drop();
  });

  it.each(tables)('%s has every column of its spec', async (table) => {
    const { rows } = await database.client.query<{ attname: string }>(
      `SELECT attname FROM pg_attribute
       WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
      [sqlTableName(table)],
    );
    const present = new Set(rows.map((row) => row.attname));
    const { serial } = tableSpecs[table] as { serial?: string };
    const wanted = [...Object.keys(columnsOf(table)), ...(serial === undefined ? [] : [serial])].map(
      toSnakeCase,
    );
    expect(wanted.filter((column) => !present.has(column))).toEqual([]);
  });

  it.each(tables)(
    '%s has columns of the types of its spec, so that what fits the one fits the other',
    async (table) => {
      const { rows } = await database.client.query<{ attname: string; type: string }>(
        `SELECT attname, format_type(atttypid, NULL) AS type FROM pg_attribute
       WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped`,
        [sqlTableName(table)],
      );
      const types = new Map(rows.map(({ attname, type }) => [attname, type]));
      const wrong = Object.entries(columnsOf(table)).filter(
        ([field, { type }]) => !isTypeOf(type, types.get(toSnakeCase(field)) ?? ''),
      );
      expect(wrong).toEqual([]);
    },
  );

  it.each(tables.filter((table) => tableSpecs[table].key.length > 0))(
    '%s has a unique index on exactly its natural key',
    async (table) => {
      const { rows } = await database.client.query<{ columns: string[] }>(
        `SELECT array_agg(attname::text ORDER BY attname) AS columns
         FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
         WHERE indrelid = to_regclass($1) AND indisunique AND indpred IS NULL
         GROUP BY indexrelid`,
        [sqlTableName(table)],
      );
      const key = tableSpecs[table].key.map(toSnakeCase).sort();
      expect(rows.map((row) => row.columns)).toContainEqual(key);
    },
  );
});
