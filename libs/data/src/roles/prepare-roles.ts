import { fromPostgresError } from '@cortex/platform';
import { Client } from 'pg';
import { ensureRoles, type EnsuredRoles, type RolesMode } from './ensure-roles';

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
    return await ensureRoles(client, mode);
  } finally {
    await client.end();
  }
}
