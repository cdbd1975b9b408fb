import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMigratedDatabase, migrationsDirectory, type TestDatabase } from '@cortex/testing';
import { formatDatabaseDescription, readDatabaseDescription } from './database-description';
import { listCommentStatements } from './list-comment-statements';
import { parseSchemaDocs } from './parse-schema-docs';

const schemaDirectory = join(migrationsDirectory, '../schema');
const referencePage = join(migrationsDirectory, '../../docs/reference/database.md');

describe('the words about the database', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createMigratedDatabase();
  });

  afterAll(() => database.drop());

  it('stand in the database as they stand in the Prisma schema', async () => {
    const wanted = await readCommentStatements();
    const found = await readComments(database);
    // What is printed here belongs into a new migration.
    expect(wanted.filter((statement) => !found.has(statement))).toEqual([]);
  });

  it('leave no table, view, column, word or function without a comment', async () => {
    const description = await readDatabaseDescription(database.client);
    const relations = [...description.tables, ...description.views, ...description.materializedViews];
    const silent = [
      ...[...relations, ...description.words].filter(({ comment }) => !comment).map(({ name }) => name),
      ...description.functions.filter(({ comment }) => !comment).map(({ signature }) => signature),
      ...relations.flatMap(({ name, columns }) =>
        columns.filter(({ comment }) => !comment).map((column) => `${name}.${column.name}`),
      ),
    ];
    expect(silent).toEqual([]);
  });

  it('name for every index the query that it serves, and there are thirty and more', async () => {
    const { tables } = await readDatabaseDescription(database.client);
    const indexes = tables.flatMap((table) => table.indexes).filter(({ name }) => name.startsWith('idx_'));
    expect(indexes.filter(({ comment }) => !comment)).toEqual([]);
    expect(indexes.length).toBeGreaterThanOrEqual(30);
  });

  it('are the reference page', async () => {
    const page = formatDatabaseDescription(await readDatabaseDescription(database.client));
    if (process.env['CORTEX_UPDATE_GOLDEN'] === '1') await writeFile(referencePage, page);
    expect(page).toBe(await readFile(referencePage, 'utf8'));
  });
});

async function readCommentStatements(): Promise<readonly string[]> {
  const files = (await readdir(schemaDirectory)).filter((name) => name.endsWith('.prisma'));
  const schemas = await Promise.all(files.map((name) => readFile(join(schemaDirectory, name), 'utf8')));
  return schemas.flatMap((schema) => listCommentStatements(parseSchemaDocs(schema)));
}

async function readComments(database: TestDatabase): Promise<ReadonlySet<string>> {
  const { rows } = await database.client.query(`
    SELECT format('COMMENT ON %s %s IS %s;', CASE relkind WHEN 'r' THEN 'TABLE' WHEN 'v' THEN 'VIEW'
             ELSE 'MATERIALIZED VIEW' END, relname, quote_literal(obj_description(oid, 'pg_class'))) AS statement
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm')
    UNION ALL
    SELECT format('COMMENT ON COLUMN %s.%s IS %s;', relname, attname, quote_literal(col_description(attrelid, attnum)))
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND attnum > 0
    UNION ALL
    SELECT format('COMMENT ON TYPE %s IS %s;', typname, quote_literal(obj_description(oid, 'pg_type')))
    FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'`);
  return new Set(rows.map(({ statement }) => String(statement)));
}
