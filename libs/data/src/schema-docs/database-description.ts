import { z } from 'zod';
import { describeQuery } from './describe-query';

/** What runs queries: a pg Client or PoolClient, also in a READ ONLY transaction. */
export interface DescribeSession {
  query(text: string): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
}

const column = z.object({
  name: z.string(),
  type: z.string(),
  isNullable: z.boolean(),
  fallback: z.string().nullable(),
  comment: z.string().nullable(),
});
const relation = z.object({
  name: z.string(),
  comment: z.string().nullable(),
  columns: z.array(column),
  keys: z.array(z.string()),
  indexes: z.array(z.object({ name: z.string(), definition: z.string(), comment: z.string().nullable() })),
});
const description = z.object({
  words: z.array(z.object({ name: z.string(), comment: z.string().nullable(), labels: z.array(z.string()) })),
  tables: z.array(relation),
  views: z.array(relation),
  materializedViews: z.array(relation),
  functions: z.array(z.object({ signature: z.string(), result: z.string(), comment: z.string().nullable() })),
});

type Column = z.infer<typeof column>;
type Relation = z.infer<typeof relation>;
export type DatabaseDescription = z.infer<typeof description>;

/** Everything of the current schema that a reader of the reference wants to know, from pg_catalog. */
export async function readDatabaseDescription(session: DescribeSession): Promise<DatabaseDescription> {
  const { rows } = await session.query(describeQuery);
  return description.parse(rows[0]?.['description']);
}

/** The reference page. Lists instead of tables: prettier re-aligns tables, and the page is compared byte for byte. */
export function formatDatabaseDescription(database: DatabaseDescription): string {
  return [
    '# Database',
    '<!-- Generated from a migrated database. Do not edit: CORTEX_UPDATE_GOLDEN=1 and the pg tests of libs/data -->',
    'Tables, columns and words below are a contract: they are added to, never renamed. Times are `timestamptz`, ids and ' +
      'titles `text`. The comments are in the database too (`\\d+ tasks` in psql).',
    '## Words',
    ...database.words.map(({ name, comment, labels }) =>
      [`### \`${name}\``, comment ?? '', labels.map((label) => `\`${label}\``).join(' · ')].join('\n\n'),
    ),
    '## Tables',
    ...database.tables.map(formatRelation),
    '## Views',
    ...database.views.map(formatRelation),
    '## Materialized views',
    'Refreshed by `refresh_materialized_views(requested_by)`; `matview_refreshes` says when each was and by whom.',
    ...database.materializedViews.map(formatRelation),
    '## Functions',
    ...database.functions.map(({ signature, result, comment }) =>
      [`### \`${signature}\``, comment ?? '', `Returns \`${result}\`.`].join('\n\n'),
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

function formatRelation({ name, comment, columns, keys, indexes }: Relation): string {
  return [
    `### \`${name}\``,
    comment ?? '',
    columns.map(formatColumn).join('\n'),
    ...(keys.length === 0 ? [] : ['Keys and checks:', keys.map((key) => `- \`${key}\``).join('\n')]),
    ...(indexes.length === 0 ? [] : ['Indexes:', indexes.map(formatIndex).join('\n')]),
  ].join('\n\n');
}

function formatColumn({ name, type, isNullable, fallback, comment }: Column): string {
  const facts = [type, isNullable ? '' : 'not null', fallback === null ? '' : `default ${fallback}`];
  return `- **${name}** \`${facts.filter((fact) => fact !== '').join(', ')}\` — ${comment ?? ''}`;
}

function formatIndex({ name, definition, comment }: Relation['indexes'][number]): string {
  return `- **${name}** \`${definition}\`${comment === null ? '' : ` — ${comment}`}`;
}
