import { z } from 'zod';
import { queryRows } from '../pool/query-rows';
import { withAdminSession, type NamedDatabase } from './ensure-database';

const SELECT_DATABASES = `
  SELECT datname AS name, shobj_description(oid, 'pg_database') AS comment
  FROM pg_database
  WHERE datallowconn AND NOT datistemplate AND starts_with(datname, $1)
  ORDER BY datname`;

const databaseRow = z.object({ name: z.string(), comment: z.string().nullable() });

/** The databases of a server whose name begins like this, by name. */
export async function listDatabases(adminUrl: string, prefix: string): Promise<readonly NamedDatabase[]> {
  return withAdminSession(adminUrl, (client) =>
    queryRows(client, databaseRow, { text: SELECT_DATABASES, values: [prefix] }),
  );
}
