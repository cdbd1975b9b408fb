import { CortexError } from '@cortex/platform';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { queryOne } from '../pool/query-rows';

/** As in `server_version_num`. Nothing older is tested, and older ones lack parts of what the migrations use. */
const OLDEST_SERVER = 150_000;

const SELECT_VERSION = `
  SELECT current_setting('server_version_num')::integer AS number, current_setting('server_version') AS name,
         current_setting('server_encoding') AS encoding`;

const versionRow = z.object({ number: z.number(), name: z.string(), encoding: z.string() });

/** @throws CortexError DATABASE_VERSION_UNSUPPORTED before PostgreSQL 15, DATABASE_ENCODING_UNSUPPORTED without UTF8. */
export async function checkServerVersion(client: ClientBase): Promise<void> {
  const version = await queryOne(client, versionRow, { text: SELECT_VERSION });
  const refusal = refuseServerVersion(version) ?? refuseEncoding(version.encoding);
  if (refusal !== null) throw refusal;
}

/** Texts of a tree are Unicode, and so are the comments of the schema. */
export function refuseEncoding(encoding: string): CortexError | null {
  if (encoding === 'UTF8') return null;
  return new CortexError(
    'DATABASE_ENCODING_UNSUPPORTED',
    `The database has the encoding ${encoding}; only UTF8 holds every character. Create one with ENCODING 'UTF8' TEMPLATE template0, and name it in --database-url.`,
    { fields: { phase: 'before', encoding } },
  );
}

export function refuseServerVersion({
  number,
  name,
}: Pick<z.infer<typeof versionRow>, 'number' | 'name'>): CortexError | null {
  if (number >= OLDEST_SERVER) return null;
  return new CortexError(
    'DATABASE_VERSION_UNSUPPORTED',
    `The server is PostgreSQL ${name}; 15 is the oldest that works. Point --database-url to a PostgreSQL 16, or use --target local.`,
    { fields: { phase: 'before', serverVersion: name } },
  );
}
