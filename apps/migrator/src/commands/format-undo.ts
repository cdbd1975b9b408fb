import type { UndoFacts } from '@cortex/domain';
import { formatBytes, formatCount, formatCounted, type UndoResult } from '@cortex/migration';
import { formatTable } from '../terminal/format-table';

/** What an undo does, table by table. */
export function formatUndoFacts(facts: UndoFacts, tense: 'would' | 'will'): string {
  const { run, documents } = facts;
  const bytes = documents.deleted === 0 ? '' : ` The archive gives back ${formatBytes(documents.bytes)}.`;
  return `Undo of run ${run.runId} (${run.state}) ${tense} take back:\n\n${formatWork(facts)}\n${describeEnd(facts)}${bytes}\n`;
}

export function formatUndoResult({ facts, resumed }: UndoResult): string {
  const what = resumed ? 'What was left of it' : 'Taken back';
  return `Run ${facts.run.runId} is undone. ${what}:\n\n${formatWork(facts)}\n`;
}

function formatWork({ tables, documents, records, quarantine }: UndoFacts): string {
  const rows = Object.entries(tables).map(([table, { deleted, restored }]) => ({ table, deleted, restored }));
  const all = [
    ...rows,
    { table: 'coordination_documents', deleted: documents.deleted, restored: documents.restored },
    { table: 'source_records', deleted: records.deleted, restored: records.restored },
    { table: 'quarantine', deleted: quarantine.deleted, restored: quarantine.reopened },
  ].filter(({ deleted, restored }) => deleted + restored > 0);
  if (all.length === 0) return 'Nothing: the run wrote no row.\n';
  const columns = [
    { title: 'TABLE' },
    { title: 'DELETED', align: 'right' as const },
    { title: 'RESTORED', align: 'right' as const },
  ];
  return formatTable(
    columns,
    all.map(({ table, deleted, restored }) => [table, formatCount(deleted), formatCount(restored)]),
  );
}

function describeEnd({ documents }: UndoFacts): string {
  if (documents.restored === 0) return 'No earlier version of a file comes back.';
  return `${formatCounted(documents.restored, 'earlier version')} of files become current again.`;
}
