import { ChunkRace, type RunLease, type UndoFacts } from '@cortex/domain';
import { hitFailpoint } from '@cortex/platform';
import type { StoreContext } from '../store-context';
import { inUndoTransaction } from './in-undo-transaction';
import { readUndoFacts } from './read-undo-facts';
import { restoreDocuments } from './restore-documents';
import { restoreLedger } from './restore-ledger';
import { restoreRows } from './restore-rows';

// From here on the run is published no more. Index: pk.
const MARK_UNDOING = `UPDATE migration_runs SET state = 'undoing' WHERE run_id = $1`;

const INSERT_AUDIT = `
  INSERT INTO audit_logs (event_type, agent_id, event_summary, event_details, severity, occurred_at, metadata)
  VALUES ('migration_run', 'system', $1, $2, 'info', clock_timestamp(), $3)`;

export interface UndoRequest {
  readonly runId: string;
  /** Throws to refuse. */
  readonly approve: (facts: UndoFacts | null) => UndoFacts;
}

/** A row that changes between the look and the write is looked at again. */
const MAX_RACES = 3;

/** Decides, and turns back what has an earlier state, in one transaction: refused means that nothing is touched. */
export async function beginUndo(
  context: StoreContext,
  lease: RunLease,
  request: UndoRequest,
): Promise<UndoFacts> {
  for (let races = 0; ; races += 1) {
    try {
      return await begin(context, lease, request);
    } catch (error) {
      if (!(error instanceof ChunkRace) || races >= MAX_RACES) throw error;
    }
  }
}

function begin(context: StoreContext, lease: RunLease, { runId, approve }: UndoRequest): Promise<UndoFacts> {
  return inUndoTransaction(context, lease, async (client) => {
    const catalog = await context.catalog(client);
    const facts = approve(await readUndoFacts(client, catalog, runId));
    if (facts.run.state === 'undoing') return facts;
    await restoreLedger(client, runId);
    await restoreDocuments(client, runId);
    await restoreRows(client, catalog, runId);
    await client.query(MARK_UNDOING, [runId]);
    const { tables, documents, records } = facts;
    await client.query(INSERT_AUDIT, [
      `Undo of migration run ${runId} begun`,
      JSON.stringify({ run_id: runId, tables, documents, records }),
      JSON.stringify({ run_id: runId }),
    ]);
    hitFailpoint('undo.begin.written');
    return facts;
  });
}
