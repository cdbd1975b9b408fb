import type { AppendFact, Disposition, SqlValue, TableName, TreeReader } from '@cortex/domain';

import { kindCatalog } from '../kinds/kind-catalog';
import { createNormaliser } from '../normalise/create-normaliser';
import { createRedactor } from '../normalise/redactor';
import { buildRow } from '../resolve/build-row';
import type { Resolution } from '../resolve/resolution';
import { sharedTableOrder } from '../resolve/resolution';
import { resolveTree } from '../resolve/resolve-tree';
import { referencePlan } from '../scan/index-fact';
import type { RecordPosition } from '../scan/scanned-tree';
import type { NaiveFact, NaiveRecord } from './naive-visitor';
import { NaiveVisitor } from './naive-visitor';

export interface NaiveRow {
  readonly table: TableName;
  readonly row: Readonly<Record<string, SqlValue | undefined>>;
}

/** Everything that a tree says, in memory at once. */
export interface NaiveTree {
  /** In an order in which one can be inserted after the other. */
  readonly rows: readonly NaiveRow[];
  /** What becomes of the records in an empty database. */
  readonly dispositions: Readonly<Record<Disposition, number>>;
  readonly documents: number;
}

/**
 * The first half of a second loader, to compare the real one with (docs/faults.md): no spool, no pack of records, no
 * encoding, no chunk, no worker, no resuming. It takes reading, mapping and the rules of identity as they are; how
 * rows and the ledger get into a database it decides for itself, and only for an empty one.
 */
export async function readNaively(
  reader: TreeReader,
  redactionKey: Buffer,
  signal: AbortSignal,
): Promise<NaiveTree> {
  const normaliser = createNormaliser({ kinds: kindCatalog, redactor: createRedactor(redactionKey) });
  const tree = new NaiveVisitor(normaliser);
  const { documents } = await reader.readTree(tree, signal);
  const resolution = resolveTree(tree);
  const { factSpool: spool, notes, all: records } = tree;
  const shared = sharedTableOrder.flatMap((table) =>
    (resolution.groups.get(table) ?? []).map((group) => ({
      table,
      row: buildRow(group, { spool, resolution, notes }).row,
    })),
  );
  const own = records.flatMap(({ facts, at }) =>
    facts.flatMap((fact) => ('own' in fact ? [ownRow(fact.own, resolution, at)] : [])),
  );
  return { documents, rows: [...shared, ...own], dispositions: dispose(records, resolution) };
}

function ownRow({ table, row: draft }: AppendFact, resolution: Resolution, at: RecordPosition): NaiveRow {
  const row: Record<string, SqlValue | undefined> = { ...draft };
  for (const { field, to } of referencePlan(table)) {
    const id = row[field];
    const key = typeof id === 'string' && id !== '' ? resolution.canonicalId(to, id, at) : '';
    row[field] = key === '' ? null : key;
  }
  return { table, row };
}

function dispose(
  records: readonly NaiveRecord[],
  resolution: Resolution,
): Readonly<Record<Disposition, number>> {
  const counts = { inserted: 0, updated: 0, unchanged: 0, duplicate: 0, quarantined: 0, 'archived-only': 0 };
  for (const record of records) counts[dispositionOf(record, resolution)] += 1;
  return counts;
}

/** The migrations bring an agent and a user of this name: a record of them finds its row. */
const SEED = 'system';

function dispositionOf({ isQuarantined, facts }: NaiveRecord, resolution: Resolution): Disposition {
  if (isQuarantined) return 'quarantined';
  const [primary] = facts;
  if (primary === undefined) return 'archived-only';
  if ('own' in primary) return 'inserted';
  return dispositionOfShared(primary, resolution);
}

function dispositionOfShared(
  { shared }: Extract<NaiveFact, { shared: number }>,
  resolution: Resolution,
): Disposition {
  if (resolution.deleted.has(shared)) return 'archived-only';
  if (resolution.duplicates.has(shared)) return 'duplicate';
  const target = resolution.targets[shared];
  const isSeed = target?.key === SEED && (target.table === 'agents' || target.table === 'users');
  return isSeed ? 'updated' : 'inserted';
}
