import { fromPostgresError } from '@cortex/platform';
import { Client } from 'pg';
import { ensureRoles, type EnsuredRoles, type RolesMode } from './ensure-roles';

// The sessions of the store decide this for themselves, too, whatever the database's default is. Reads no table.
const ALLOW_WRITES = 'SET default_transaction_read_only = off';

/** `ensureRoles` on a session of its own. @throws CortexError as `ensureRoles`, and `DATABASE_*`. */
export async function prepareRoles(connectionString: string, mode: RolesMode): Promise<EnsuredRoles> {
  if (mode === 'skip') return { created: [], changes: 0 };
  const client = new Client({ connectionString, application_name: 'cortex-roles' });
  try {
    await client.connect();
  } catch (error) {
    throw fromPostgresError(error, 'before');
  }
  try {
    await client.query(ALLOW_WRITES);
    return await ensureRoles(client, mode);
  } finally {
    await client.end();
  }
}
