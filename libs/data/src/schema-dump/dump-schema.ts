import { dumpSections } from './dump-sections';

/** What runs queries: a pg Client or PoolClient, also in a READ ONLY transaction. */
export interface DumpSession {
  query(text: string): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
}

/**
 * The current schema as SQL text, straight from pg_catalog: what Prisma cannot see (functions, triggers, checks,
 * views, expression indexes, comments, rights) as well as what it can. The same database gives the same text on every
 * machine; owners, collations, compression and statistics are left out.
 */
export async function dumpSchema(session: DumpSession): Promise<string> {
  const sections: string[] = [];
  for (const { heading, query } of dumpSections) {
    const { rows } = await session.query(query);
    sections.push(`-- ${heading}\n\n${rows.map((row) => String(row['statement'])).join('\n')}\n`);
  }
  return sections.join('\n');
}

/**
 * The dump without the qualifiers of columns (`a.name` → `name`): PostgreSQL 16 prints fewer of them than 15 when it
 * gives back a view or a function. For comparing dumps of different versions.
 */
export function withoutQualifiers(dump: string): string {
  return dump.replaceAll(/\b[a-z_]+\.(?=[a-z_*])/g, '');
}
