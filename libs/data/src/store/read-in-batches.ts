import type { ClientBase } from 'pg';
import type { z } from 'zod';
import { queryRows } from '../pool/query-rows';

export interface BatchQuery<Row> {
  readonly row: z.ZodType<Row>;
  readonly text: string;
  readonly values: readonly (string | null)[];
}

const BATCH_ROWS = 1_000;

let cursors = 0;

/** The rows of a statement in batches, through a cursor of the transaction that is open. */
export async function* readInBatches<Row>(
  client: ClientBase,
  { row, text, values }: BatchQuery<Row>,
): AsyncGenerator<readonly Row[]> {
  cursors += 1;
  const cursor = `cortex_batches_${cursors}`;
  await client.query({ text: `DECLARE ${cursor} NO SCROLL CURSOR FOR ${text}`, values: [...values] });
  for (;;) {
    const rows = await queryRows(client, row, { text: `FETCH ${BATCH_ROWS} FROM ${cursor}` });
    if (rows.length === 0) break;
    yield rows;
  }
  await client.query(`CLOSE ${cursor}`);
}
