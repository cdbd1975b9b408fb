import { CortexError } from '@cortex/platform';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryOne } from '../pool/query-rows';

/** As in `server_version_num`. Nothing older is tested, and older ones lack parts of what the migrations use. */
const OLDEST_SERVER = 150_000;

const SELECT_VERSION = `
  SELECT current_setting('server_version_num')::integer AS number, current_setting('server_version') AS name`;

const versionRow = z.object({ number: z.number(), name: z.string() });

/** @throws CortexError DATABASE_VERSION_UNSUPPORTED for a server older than PostgreSQL 15. */
export async function checkServerVersion(client: ClientBase): Promise<void> {
  const version = await queryOne(client, versionRow, { text: SELECT_VERSION });
  const refusal = refuseServerVersion(version);
  if (refusal !== null) throw refusal;
}

export function refuseServerVersion({ number, name }: z.infer<typeof versionRow>): CortexError | null {
  if (number >= OLDEST_SERVER) return null;
  return new CortexError(
    'DATABASE_VERSION_UNSUPPORTED',
    `The server is PostgreSQL ${name}; 15 is the oldest that works. Point --database-url to a PostgreSQL 16, or use --target local.`,
    { fields: { phase: 'before', serverVersion: name } },
  );
}
