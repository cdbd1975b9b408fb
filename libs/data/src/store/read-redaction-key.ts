import type { ClientBase } from 'pg';
import { z } from 'zod';
import { isMissingRight, isMissingTable } from '../pool/database-trouble';
import { queryRows } from '../pool/query-rows';

const SELECT_KEY = `SELECT redaction_key FROM installation WHERE singleton`;

const keyRow = z.object({ redaction_key: z.instanceof(Buffer) });

/** null without schema, and for a reader without the right; a writer must have it. */
export async function readRedactionKey(client: ClientBase, readOnly: boolean): Promise<Buffer | null> {
  try {
    const [row] = await queryRows(client, keyRow, { text: SELECT_KEY });
    return row?.redaction_key ?? null;
  } catch (error) {
    if (isMissingTable(error) || (readOnly && isMissingRight(error))) return null;
    throw error;
  }
}
