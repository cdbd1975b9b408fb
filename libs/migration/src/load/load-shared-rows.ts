import { createHash } from 'node:crypto';

import type { ChunkWriter, DecidedRow, RefusedRow, RowState } from '@cortex/domain';
import { ChunkRace, sqlTableName, tableSpecs } from '@cortex/domain';
import { CortexError } from '@cortex/platform';

import type { BuiltRow } from '../resolve/build-row';
import { buildRow } from '../resolve/build-row';
import { completeRow } from '../resolve/complete-row';
import type { LoadedTable, RowGroup } from '../resolve/resolution';
import { sharedTableOrder } from '../resolve/resolution';
import { isMendedRecord } from '../run/mended-record';
import { decideRow } from './decide-row';
import type { RowDecision } from './decide-row';
import type { LoadContext } from './load-context';
import { tallyOf } from './load-context';
import type { RowOutcome } from './load-context';

/** A guarded row that changes under us again and again is somebody's hot row; give up then. */
const MAX_RACES = 5;

/** Second pass, first half: the rows that records share, table by table in the order of the foreign keys. */
export async function loadSharedRows(context: LoadContext): Promise<void> {
  for (const table of sharedTableOrder) {
    for (const batch of batches(context.resolution.groups.get(table) ?? [], context.chunkRows)) {
      await loadBatch(context, table, batch);
    }
  }
}

interface Decided {
  readonly built: BuiltRow;
  readonly decision: RowDecision;
  readonly wasImported: boolean;
  /** A stub or seed that turns out to be real. */
  readonly claims: boolean;
}

async function loadBatch(
  context: LoadContext,
  table: LoadedTable,
  batch: readonly RowGroup[],
): Promise<void> {
  const { tree, resolution } = context;
  const built = batch.map((group) =>
    buildRow(group, { spool: tree.factSpool, resolution, notes: tree.notes }),
  );
  for (let races = 0; ; races += 1) {
    const decided = await decideBatch(context, table, built);
    try {
      const refused = await writeBatch(context, table, decided);
      recordOutcomes(context, decided, refused);
      return;
    } catch (error) {
      if (!(error instanceof ChunkRace) || races >= MAX_RACES) throw error;
    }
  }
}

async function decideBatch(
  context: LoadContext,
  table: LoadedTable,
  built: readonly BuiltRow[],
): Promise<readonly Decided[]> {
  const keys = built.map(({ group }) => group.key);
  const states =
    context.store === null ? seededStates(table, keys) : await context.store.lookupRows(table, keys);
  return built.map((row) => {
    const state = states.get(row.group.key);
    const isStub = row.group.stubFor !== null;
    const decided = decideRow({ image: row.image, isStub }, state, context.sink.runId);
    const decision = decided.action === 'conflict' ? settleConflict(context, row, state) : decided;
    const claims = decision.action === 'update' && state?.isPlaceholder === true && !isStub;
    return { built: row, decision, claims, wasImported: (state?.imported ?? null) !== null };
  });
}

/** Both sides changed; who mended the record by hand has seen both, and what he wrote wins. */
function settleConflict(context: LoadContext, { group }: BuiltRow, state: RowState | undefined): RowDecision {
  const { mended, tree } = context;
  if (!group.facts.some((fact) => isMendedRecord(mended, tree.documents, fact)))
    return { action: 'conflict' };
  return state?.exists === true ? { action: 'update', expectedVersion: state.version } : { action: 'insert' };
}

/** Without a database: the rows that the migrations seed. */
function seededStates(table: LoadedTable, keys: readonly string[]): ReadonlyMap<string, RowState> {
  const seeded = (table === 'agents' || table === 'users') && keys.includes('system');
  return new Map(
    seeded ? [['system', { exists: true, version: '1', isPlaceholder: true, imported: null }]] : [],
  );
}

async function writeBatch(
  context: LoadContext,
  table: LoadedTable,
  decided: readonly Decided[],
): Promise<ReadonlySet<Decided>> {
  const writes = decided.filter(
    ({ decision }) => decision.action === 'insert' || decision.action === 'update',
  );
  const refused = new Set<Decided>();
  if (writes.length === 0) return refused;
  const header = { phase: 'rows' as const, contentHash: hashOf(table, writes), records: 0, bytes: 0 };
  await context.sink.commit(header, async (writer) => {
    refused.clear();
    const rows = writes.map(toDecidedRow);
    for (const { index } of await writer.writeRows(table, rows)) refused.add(writes[index] ?? fail(index));
    await writePlaceholders(writer, table, [...refused]);
    return { [sqlTableName(table)]: countWritten(writes, refused) };
  });
  return refused;
}

function countWritten(
  writes: readonly Decided[],
  refused: ReadonlySet<Decided>,
): { inserted: number; updated: number } {
  const written = writes.filter((row) => !refused.has(row));
  const updated = written.filter(({ decision }) => decision.action === 'update').length;
  return { inserted: written.length - updated, updated };
}

function toDecidedRow({ built, decision, wasImported }: Decided): DecidedRow {
  const operation = decision.action === 'update' ? ('update' as const) : ('insert' as const);
  const expectedVersion = decision.action === 'update' ? decision.expectedVersion : null;
  const again = operation === 'insert' && wasImported ? { wasImported } : {};
  return { key: built.group.key, operation, expectedVersion, ...again, image: built.image, row: built.row };
}

const REFERRED_TABLES: ReadonlySet<LoadedTable> = new Set([
  'agents',
  'tasks',
  'assets',
  'users',
  'governancePolicies',
]);

/** A row that PostgreSQL refuses must not take those with it that refer to it: a stub stands in. */
async function writePlaceholders(
  writer: ChunkWriter,
  table: LoadedTable,
  refused: readonly Decided[],
): Promise<readonly RefusedRow[]> {
  const inserts = refused.filter(({ decision }) => decision.action === 'insert');
  if (inserts.length === 0 || !REFERRED_TABLES.has(table)) return [];
  const rows = inserts.map(({ built, wasImported }) => {
    const group = { ...built.group, stubFor: { document: -1, ordinal: -1 } };
    const given = { [tableSpecs[table].key[0]]: group.key };
    const { row } = completeRow(group, given);
    const expectedVersion = null;
    return { key: group.key, operation: 'insert' as const, expectedVersion, wasImported, image: '00', row };
  });
  return writer.writeRows(table, rows);
}

function recordOutcomes(
  context: LoadContext,
  decided: readonly Decided[],
  refused: ReadonlySet<Decided>,
): void {
  for (const row of decided) {
    const outcome = refused.has(row) ? 'refused' : outcomeOf(row.decision);
    context.outcomes.set(row.built, outcome);
    if (outcome === 'refused') continue;
    if (row.claims) context.outcomes.claim(row.built);
    const tally = tallyOf(context.tables, row.built.group.table);
    if (outcome === 'inserted' || outcome === 'updated') tally[outcome] += 1;
    else tally.unchanged += 1;
  }
  context.onProgress({});
}

function outcomeOf(decision: RowDecision): RowOutcome {
  if (decision.action === 'none') return decision.outcome;
  if (decision.action === 'conflict') return 'conflict';
  return decision.action === 'insert' ? 'inserted' : 'updated';
}

function hashOf(table: LoadedTable, writes: readonly Decided[]): string {
  const hash = createHash('sha256').update(table);
  for (const { built } of writes) hash.update(`\n${built.group.key}\n${built.image}`);
  return hash.digest('hex');
}

function* batches<T>(items: readonly T[], size: number): Iterable<readonly T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

function fail(index: number): never {
  throw new CortexError('INTERNAL', `The store refused row ${index}, which it was not given.`);
}
