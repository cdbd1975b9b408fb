import { randomBytes } from 'node:crypto';

import { sqlTableName } from '@cortex/domain';
import type {
  DatabaseSnapshot,
  DocumentEditor,
  ExportFolder,
  JsonNode,
  MigrationStore,
  OpenSpool,
  ProgressEvent,
  TreeReader,
} from '@cortex/domain';
import { CortexError, hitFailpoint } from '@cortex/platform';

import { kindCatalog } from '../kinds/kind-catalog';
import { createNormaliser } from '../normalise/create-normaliser';
import { createRedactor } from '../normalise/redactor';
import { PhaseClock } from '../run/phase-clock';
import { closeSpools, scanSource } from '../run/scan-source';
import { applyChanges } from './apply-changes';
import type { AppliedChanges } from './apply-changes';
import type { ExportSummary, RowTally } from './export-summary';
import { findChanges } from './find-changes';
import type { FoundChanges } from './find-changes';
import { ImportedTree } from './imported-tree';
import { planChanges } from './plan-changes';
import type { RowChange } from './row-change';
import { createValueComparison } from './same-value';
import { verifyExport } from './verify-export';

export interface ExportDependencies {
  readonly store: MigrationStore;
  readonly folder: ExportFolder;
  /** Reads the folder, all of it. */
  readonly reader: TreeReader;
  readonly editor: DocumentEditor;
  /** The one value of these bytes without loss; null when there is none. */
  readonly decodeJson: (bytes: Buffer) => JsonNode | null;
  readonly openSpool: OpenSpool;
  readonly progress: (event: ProgressEvent) => void;
  readonly log: (event: string, fields: Readonly<Record<string, string | number | boolean | null>>) => void;
  readonly now: () => Date;
}

export interface ExportRequest {
  /** The tree as this run left it, without what the database changed since; null for the tree as it is now. */
  readonly at: string | null;
  /** Read the exported tree again, and compare. */
  readonly verify: boolean;
}

/**
 * Rebuilds the tree out of the database alone: byte for byte, but for the records whose rows the database changed. The
 * folder appears when all of it is there.
 * @throws CortexError RUN_NOT_FOUND when nothing was ever published; EXPORT_*; RUN_INTERRUPTED.
 */
export async function exportTree(
  deps: ExportDependencies,
  request: ExportRequest,
  signal: AbortSignal,
): Promise<ExportSummary> {
  const { lastRun } = await deps.store.describeTarget();
  if (lastRun === null) throw nothingPublished();
  const exporting = new TreeExport(deps, request, signal);
  try {
    hitFailpoint('export.begin');
    const summary = await exporting.write(lastRun.treeName);
    hitFailpoint('export.written');
    await deps.folder.publish();
    hitFailpoint('export.end');
    return summary;
  } catch (error) {
    throw signal.aborted ? interrupted(error) : error;
  } finally {
    exporting.close();
  }
}

const CHUNK_RECORDS = 5_000;
const NO_FILES: ExportSummary['files'] = { rewritten: [], created: [], removed: [] };

/** The state of one export: the clock, and the trees that were scanned. */
class TreeExport {
  private readonly clock: PhaseClock;
  private readonly scanned: ImportedTree[] = [];

  constructor(
    private readonly deps: ExportDependencies,
    private readonly request: ExportRequest,
    private readonly signal: AbortSignal,
  ) {
    this.clock = new PhaseClock(deps.progress, deps.now);
  }

  async write(treeName: string): Promise<ExportSummary> {
    const { at } = this.request;
    const key = (await this.deps.store.redactionKey()) ?? randomBytes(32);
    const redactor = createRedactor(key);
    const comparison = createValueComparison(this.decode, redactor);
    const { files, found } = await this.deps.store.readSnapshot(async (snapshot) => {
      const written = await this.clock.run('export', null, () => this.writeFiles(snapshot));
      if (at !== null) return { files: written, found: null };
      return this.clock.run('compare', null, async () => {
        const imported = await this.scan();
        const changes = await findChanges({ snapshot, imported, comparison }, this.signal);
        return { files: written, found: { ...changes, before: imported } };
      });
    });
    const base = {
      treeName,
      at,
      ...files,
      conflicts: found?.conflicts ?? 0,
      rows: tally(found?.changes ?? []),
    };
    if (found === null || found.changes.length === 0)
      return {
        ...base,
        files: NO_FILES,
        columns: { own: 0, reserved: 0, reservedBy: {} },
        verification: 'unchanged',
      };
    const normaliser = createNormaliser({ kinds: kindCatalog, redactor });
    return { ...base, ...(await this.rewrite(found, { before: found.before, comparison, normaliser })) };
  }

  close(): void {
    for (const { tree } of this.scanned) closeSpools(tree);
  }

  private readonly decode = (text: string): JsonNode => {
    const node = this.deps.decodeJson(Buffer.from(text));
    if (node === null) throw new CortexError('INTERNAL', 'A value of the database is no JSON.');
    return node;
  };

  private async writeFiles(snapshot: DatabaseSnapshot): Promise<Pick<ExportSummary, 'documents' | 'bytes'>> {
    let documents = 0;
    let bytes = 0;
    for await (const file of snapshot.storedFiles(this.request.at)) {
      this.signal.throwIfAborted();
      await this.deps.folder.writer.writeFile(file);
      documents += 1;
      bytes += file.size;
      this.clock.reached('export', { documents, bytes, records: 0 });
    }
    return { documents, bytes };
  }

  private async scan(): Promise<ImportedTree> {
    // A part of the phases "compare" and "verify": it tells nothing of its own.
    const { signal } = this;
    const clock = new PhaseClock(() => {}, this.deps.now);
    const imported = new ImportedTree(
      await scanSource(this.deps, { chunkRecords: CHUNK_RECORDS }, { clock, signal }),
    );
    this.scanned.push(imported);
    return imported;
  }

  private async rewrite(
    { changes }: FoundChanges,
    { before, comparison, normaliser }: Rewriting,
  ): Promise<Pick<ExportSummary, 'files' | 'columns' | 'verification'>> {
    const { folder, editor, reader, decodeJson } = this.deps;
    const { decode } = this;
    const decodeDocument = decodeJson;
    const tools = {
      imported: before,
      reader,
      normaliser,
      comparison,
      decode,
      decodeDocument,
      readFile: (path: Buffer) => folder.readFile(path),
    };
    const plan = await planChanges(changes, tools, this.signal);
    const applying = { folder, editor, normaliser };
    const applied = [await applyChanges(plan, { ...applying, imported: before })];
    const { ownColumns: own } = plan;
    if (!this.request.verify)
      return {
        files: filesOf(applied),
        columns: columnsOf(own, [plan.reserved]),
        verification: 'skipped',
      };
    const verifying = { before, changes, comparison, decode, applying, scan: () => this.scan() };
    const verified = await this.clock.run('verify', null, () => verifyExport(verifying));
    const columns = columnsOf(own, [plan.reserved, ...verified.reserved]);
    return {
      files: filesOf([...applied, ...verified.applied]),
      columns,
      verification: 'equal',
    };
  }
}

interface Rewriting {
  readonly before: ImportedTree;
  readonly comparison: ReturnType<typeof createValueComparison>;
  readonly normaliser: ReturnType<typeof createNormaliser>;
}

function tally(changes: readonly RowChange[]): Readonly<Record<string, RowTally>> {
  const rows: Record<string, RowTally> = {};
  for (const { table, live, imported } of changes) {
    const { updated, inserted, deleted } = rows[sqlTableName(table)] ?? {
      updated: 0,
      inserted: 0,
      deleted: 0,
    };
    rows[sqlTableName(table)] = {
      updated: updated + Number(live !== null && imported !== null),
      inserted: inserted + Number(live !== null && imported === null),
      deleted: deleted + Number(live === null),
    };
  }
  return rows;
}

/** Reserved values by column, those of all rounds together. */
function columnsOf(own: number, rounds: readonly ReadonlyMap<string, number>[]): ExportSummary['columns'] {
  const reservedBy: Record<string, number> = {};
  for (const [column, count] of rounds.flatMap((round) => [...round]))
    reservedBy[column] = (reservedBy[column] ?? 0) + count;
  const reserved = Object.values(reservedBy).reduce((sum, count) => sum + count, 0);
  return { own, reserved, reservedBy };
}

function filesOf(applied: readonly AppliedChanges[]): ExportSummary['files'] {
  const all = (pick: (one: AppliedChanges) => ReadonlySet<string>): string[] =>
    [...new Set(applied.flatMap((one) => [...pick(one)]))].sort();
  const created = all((one) => one.created);
  const rewritten = all((one) => one.rewritten).filter((path) => !created.includes(path));
  return { rewritten, created, removed: all((one) => one.removed) };
}

function interrupted(cause: unknown): CortexError {
  const message = 'Interrupted; nothing was left behind. Run the same command again.';
  return new CortexError('RUN_INTERRUPTED', message, { cause });
}

function nothingPublished(): CortexError {
  return new CortexError(
    'RUN_NOT_FOUND',
    'This database holds no published run, so there is nothing to export. Run a tree first.',
  );
}
