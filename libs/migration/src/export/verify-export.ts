import { sqlTableName } from '@cortex/domain';
import { CortexError } from '@cortex/platform';

import { applyChanges } from './apply-changes';
import type { AppliedChanges, Applying } from './apply-changes';
import { compareTrees } from './compare-trees';
import type { RowDifference } from './compare-trees';
import type { ImportedTree } from './imported-tree';
import { objectNode } from './json-values';
import { ROW_LOG } from './live-documents';
import { reservedLine } from './plan-inserts';
import { columnMember } from './rewrite-record';
import type { RowChange } from './row-change';
import type { DecodeJson, ValueComparison } from './same-value';
import { TreeChanges } from './tree-changes';

export interface Verifying {
  readonly before: ImportedTree;
  readonly changes: readonly RowChange[];
  readonly comparison: ValueComparison;
  readonly decode: DecodeJson;
  /** Reads the tree as it lies in the folder now. */
  readonly scan: () => Promise<ImportedTree>;
  readonly applying: Omit<Applying, 'imported'>;
}

export interface Verified {
  /** Values that the log of rows had to say, round by round. */
  readonly reserved: readonly ReadonlyMap<string, number>[];
  readonly applied: readonly AppliedChanges[];
}

/** Burying a row may change others; after so many rounds nothing is left that can be said. */
const ROUNDS = 3;
const SHOWN = 10;

/**
 * Reads the exported tree again and compares. What a record could not say is said by the log of rows, and read again.
 * @throws CortexError EXPORT_INCOMPLETE when a difference is left that no document can express.
 */
export async function verifyExport(verifying: Verifying): Promise<Verified> {
  const applied: AppliedChanges[] = [];
  const reserved: ReadonlyMap<string, number>[] = [];
  for (let round = 0; ; round += 1) {
    const after = await verifying.scan();
    const differences = compareTrees({ ...verifying, after });
    if (differences.length === 0) return { reserved, applied };
    const fixes = fixDifferences(differences, verifying.decode);
    if (round === ROUNDS || fixes.appended.size + fixes.size === 0) throw incomplete(differences);
    reserved.push(fixes.reserved);
    applied.push(await applyChanges(fixes, { ...verifying.applying, imported: after }));
  }
}

function fixDifferences(differences: readonly RowDifference[], decode: DecodeJson): TreeChanges {
  const fixes = new TreeChanges();
  for (const { table, key, expected, fields } of differences) {
    if (table === 'auditLogs' || table === 'tokenBudgetHistory') continue;
    if (expected === null) {
      fixes.bury(table, key);
      continue;
    }
    const columns = fields.map((field) => columnMember({ table, field }, expected[field] ?? null, decode));
    fixes.append(ROW_LOG, reservedLine(table, key, objectNode(Object.fromEntries(columns))));
    for (const field of fields) fixes.reserve(table, field);
  }
  return fixes;
}

function incomplete(differences: readonly RowDifference[]): CortexError {
  const shown = differences
    .slice(0, SHOWN)
    .map(
      ({ table, key, fields }) =>
        `${sqlTableName(table)} ${key}${fields.length === 0 ? '' : ` (${fields.join(', ')})`}`,
    );
  const more = differences.length > SHOWN ? ` and ${differences.length - SHOWN} more` : '';
  return new CortexError(
    'EXPORT_INCOMPLETE',
    `No document can express ${differences.length} changed rows: ${shown.join('; ')}${more}. Nothing was written; --no-verify exports the rest.`,
    { fields: { rows: differences.length } },
  );
}
