import type { FoundQuarantine, MigrationStore, RunReport, TreeReader, TreeWriter } from '@cortex/domain';
import { CortexError } from '@cortex/platform';

import type { MigrationDependencies, MigrationRequest } from './migration-request';
import type { MendedRecord } from './mended-record';
import { planMigration } from './plan-migration';
import { runMigration } from './run-migration';
import { spliceFile } from './splice-file';

export interface ReplayDependencies extends Omit<MigrationDependencies, 'reader'> {
  readonly store: MigrationStore;
  /** A folder of this command's own, empty. */
  readonly writer: TreeWriter;
  /** Reads that folder. */
  readonly reader: TreeReader;
}

/** Bytes that somebody wrote for a quarantined record. */
export interface Mend {
  readonly id: string;
  readonly bytes: Buffer;
}

/**
 * Runs the tree again as it lies in the raw archive, so that records whose rule was mended since find their rows. The
 * tree itself is not needed: it may be gone. Records that are as bad as before stay in quarantine.
 *
 * With a mend, its bytes stand in the place of the record: the document becomes a new version of itself, the one with
 * the original bytes stays in the archive, and the ledger says `mended-by-hand` of the record.
 * @throws CortexError RUN_NOT_FOUND when nothing was ever published; QUARANTINE_NOT_MENDED, before anything is written,
 *   when the mended record cannot be mapped either; otherwise as `runMigration`.
 */
export async function replayQuarantine(
  deps: ReplayDependencies,
  request: Omit<MigrationRequest, 'treeName' | 'mended'> & { readonly mend?: Mend },
  signal: AbortSignal,
): Promise<RunReport> {
  const { mend, ...rest } = request;
  const { lastRun } = await deps.store.describeTarget();
  if (lastRun === null) {
    throw new CortexError(
      'RUN_NOT_FOUND',
      'This database holds no published run, so there is nothing to replay. Run a tree first.',
    );
  }
  const { treeName } = lastRun;
  const item = mend === undefined ? null : await findOpenItem(deps.store, mend.id);
  for await (const file of deps.store.storedFiles()) {
    signal.throwIfAborted();
    const isMended = mend !== undefined && item?.path.equals(file.path) === true;
    await deps.writer.writeFile(
      isMended
        ? await spliceFile(file, { offset: item.byteOffset, length: item.byteLength, bytes: mend.bytes })
        : file,
    );
  }
  if (item === null || mend === undefined) return runMigration(deps, { ...rest, treeName }, signal);
  const mended = toMendedRecord(item, mend);
  await checkMend(deps, { ...rest, treeName, mended }, { item, mended, signal });
  return runMigration(deps, { ...rest, treeName, mended }, signal);
}

type OpenItem = FoundQuarantine & { readonly path: Buffer };

async function findOpenItem(store: MigrationStore, id: string): Promise<OpenItem> {
  const item = await store.findQuarantine(id);
  const { path = null } = item ?? {};
  if (item !== null && path !== null && item.replayedAt === null && item.isCurrent && item.member === null) {
    return { ...item, path };
  }
  throw new CortexError('QUARANTINE_NOT_FOUND', `Record ${id} cannot be replaced: ${problemOf(item)}`, {
    fields: { id },
  });
}

function problemOf(item: FoundQuarantine | null): string {
  if (item === null)
    return 'nothing in quarantine has this id. "cortex-migrator quarantine list" shows what is there.';
  if (item.member !== null)
    return 'it lies in an archive, whose bytes would all change. Mend it in the tree and run again.';
  return 'it has left the quarantine, or its file was replaced or is gone. "cortex-migrator quarantine list" shows what is there.';
}

function toMendedRecord({ path, member, ordinal, byteOffset }: OpenItem, { bytes }: Mend): MendedRecord {
  return { path, member, ordinal, start: byteOffset, end: byteOffset + bytes.length };
}

interface MendCheck {
  readonly item: OpenItem;
  readonly mended: MendedRecord;
  readonly signal: AbortSignal;
}

/** Tried without a write first: a second bad version of the record would help nobody. */
async function checkMend(
  deps: ReplayDependencies,
  request: MigrationRequest,
  { item, mended, signal }: MendCheck,
): Promise<void> {
  const { report } = await planMigration(deps, request, signal);
  const still = report.quarantine.first.find(
    ({ path, member, byteOffset }) =>
      path === item.pathText && member === null && byteOffset >= mended.start && byteOffset < mended.end,
  );
  if (still === undefined) return;
  throw new CortexError(
    'QUARANTINE_NOT_MENDED',
    `The record in the file given cannot be mapped either (${still.reason}: ${still.detail}). Nothing was changed; correct it and try again.`,
    { fields: { id: item.id, reason: still.reason } },
  );
}
