import {
  encodeCopyValue,
  plainFields,
  referencingFields,
  toSnakeCase,
  type AppendRow,
  type RefusedRow,
} from '@cortex/domain';
import type { ClientBase } from 'pg';
import { copyInto } from '../copy/copy-into';
import { copyPieces } from '../copy/copy-pieces';
import { loadExceptRefused } from './load-except-refused';
import type { TableShape } from './table-catalog';
import { takeIds } from './take-ids';

export interface AppendedRows {
  readonly ids: readonly (string | null)[];
  readonly refused: readonly RefusedRow[];
}

/**
 * Numbers the rows and copies them straight into their table: there is nothing to merge, and a staging table would
 * double the writing.
 */
export async function appendRows(
  client: ClientBase,
  shape: TableShape,
  rows: readonly AppendRow[],
): Promise<AppendedRows> {
  if (rows.length === 0) return { ids: [], refused: [] };
  const serial = shape.serial ?? '';
  const ids = await takeIds(client, { table: shape.sqlName, name: serial }, rows.length);
  const statement = copyStatement(shape, serial);
  const refused = await loadExceptRefused(client, rows.length, async (from, to) => {
    await copyInto(
      client,
      statement,
      copyPieces(from, to, (index) => encodeLine(ids[index], rows[index])),
    );
  });
  if (refused.length === 0) return { ids, refused };
  const without = new Set(refused.map(({ index }) => index));
  return { ids: ids.map((id, index) => (without.has(index) ? null : id)), refused };
}

/** The number, then the columns in the order of {@link AppendRow}. */
function copyStatement({ table, sqlName }: TableShape, serial: string): string {
  const fields = [...referencingFields(table), ...plainFields(table)].map(toSnakeCase);
  const columns = [serial, ...fields].map((column) => `"${column}"`);
  return `COPY "${sqlName}" (${columns.join(', ')}) FROM STDIN`;
}

function encodeLine(id: string | undefined, row: AppendRow | undefined): string {
  if (id === undefined || row === undefined) return '';
  let line = id;
  for (const reference of row.references) line += `\t${encodeCopyValue(reference)}`;
  return `${line}\t${row.encodedTail}\n`;
}
