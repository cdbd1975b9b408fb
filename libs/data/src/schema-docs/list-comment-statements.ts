import type { ObjectDocs } from './parse-schema-docs';

/** The COMMENT ON statements that write the docs into a database, one per object and column. */
export function listCommentStatements(docs: readonly ObjectDocs[]): readonly string[] {
  return docs.flatMap((object) => [
    `COMMENT ON ${sqlKind(object)} ${object.name} IS ${quote(object.comment)};`,
    ...[...object.columns].map(
      ([column, comment]) => `COMMENT ON COLUMN ${object.name}.${column} IS ${quote(comment)};`,
    ),
  ]);
}

/** Materialized views are views to Prisma; their prefix tells them apart. */
function sqlKind({ kind, name }: ObjectDocs): string {
  return name.startsWith('mv_') ? 'MATERIALIZED VIEW' : kind.toUpperCase();
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
