import type { RefusedRow } from '@cortex/domain';
import type { ClientBase, DatabaseError } from 'pg';
import { isRefusal } from '../pool/database-trouble';

/** Writes the rows `from` … `to` (exclusive), all or none; throws what PostgreSQL said. */
export type LoadRange = (from: number, to: number) => Promise<void>;

/**
 * Writes `count` rows but those that PostgreSQL refuses, which it finds exactly: a range that is refused is undone by
 * its savepoint and cut in two, until a refused range is one row. k refused rows cost O(k log n) attempts; when all is
 * well it is one attempt inside one savepoint.
 *
 * Ranges are tried from left to right, so that a row may refer to rows before it, and of two rows that exclude each
 * other the first stays.
 */
export async function loadExceptRefused(
  client: ClientBase,
  count: number,
  load: LoadRange,
): Promise<readonly RefusedRow[]> {
  const refused: RefusedRow[] = [];
  const ranges: [number, number][] = count === 0 ? [] : [[0, count]];
  for (let range = ranges.pop(); range !== undefined; range = ranges.pop()) {
    const [from, to] = range;
    const refusal = await tryRange(client, load, range);
    if (refusal === null) continue;
    if (to - from === 1) refused.push(toRefusedRow(from, refusal));
    else ranges.push(...cut(from, to, refusal).reverse());
  }
  return refused;
}

async function tryRange(
  client: ClientBase,
  load: LoadRange,
  [from, to]: readonly [number, number],
): Promise<DatabaseError | null> {
  await client.query('SAVEPOINT cortex_rows');
  try {
    await load(from, to);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await client.query('ROLLBACK TO SAVEPOINT cortex_rows; RELEASE SAVEPOINT cortex_rows');
    return error;
  }
  await client.query('RELEASE SAVEPOINT cortex_rows');
  return null;
}

/**
 * COPY says at which line it stopped: that row is set apart at once. (Foreign keys are checked at the end of the
 * statement and name no line: halves then.) The row is tried again by itself all the same: it may only have collided
 * with an earlier one that is refused for another reason.
 */
function cut(from: number, to: number, refusal: DatabaseError): [number, number][] {
  const line = Number(/^COPY .*?, line (\d+)/m.exec(refusal.where ?? '')?.[1] ?? 0);
  const named = from + line - 1;
  if (line === 0 || named >= to) {
    const middle = from + ((to - from) >> 1);
    return [
      [from, middle],
      [middle, to],
    ];
  }
  const pieces: [number, number][] = [
    [from, named],
    [named, named + 1],
    [named + 1, to],
  ];
  return pieces.filter(([start, end]) => end > start);
}

function toRefusedRow(index: number, refusal: DatabaseError): RefusedRow {
  return { index, sqlState: refusal.code ?? 'XX000', constraint: refusal.constraint ?? null };
}
