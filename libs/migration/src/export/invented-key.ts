import { createHash } from 'node:crypto';

import { sqlTableName } from '@cortex/domain';
import type { SqlRow, TableName } from '@cortex/domain';

/** Services give handoffs and violations no name of their own; the same row gets the same name again. */
export function inventedKey(table: TableName, row: SqlRow): string {
  const digest = createHash('sha256').update(JSON.stringify(row)).digest('hex');
  return `${sqlTableName(table)}-${digest.slice(0, 16)}`;
}
