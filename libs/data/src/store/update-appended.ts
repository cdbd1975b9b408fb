import { ChunkRace, encodeCopyValue, type AppendRow } from '@cortex/domain';
import { mergeStatements } from './merge-statements';
import type { RowTarget } from './write-rows';

/**
 * Rewrites one appended row; its before-image is kept.
 *
 * @throws ChunkRace when the row is gone.
 */
export async function updateAppended(target: RowTarget, id: string, row: AppendRow): Promise<void> {
  const { client, runId, shape, staging } = target;
  await staging.create();
  const values = [...row.references.map(encodeCopyValue), row.encodedTail];
  await staging.fill([Buffer.from(`0\t${id}\tupdate\t\\N\t\\N\t${values.join('\t')}\n`, 'utf8')]);
  const statements = mergeStatements(shape, staging.name);
  await client.query(statements.keepBeforeImages, [runId, shape.sqlName]);
  const { rowCount } = await client.query(statements.update);
  if (rowCount !== 1) throw new ChunkRace(`Row ${id} of ${shape.sqlName} is gone.`);
}
