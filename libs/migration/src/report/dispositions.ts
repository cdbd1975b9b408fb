import type { RecordCounts } from '@cortex/domain';

export interface Disposition {
  readonly key: Exclude<keyof RecordCounts, 'read'>;
  readonly label: string;
  readonly meaning: string;
}

/** Every record has exactly one of these; `read` is their sum. */
export const dispositions: readonly Disposition[] = [
  { key: 'inserted', label: 'inserted', meaning: 'made a new row' },
  { key: 'updated', label: 'updated', meaning: 'changed its row' },
  { key: 'unchanged', label: 'unchanged', meaning: 'its row already says the same' },
  {
    key: 'duplicate',
    label: 'duplicate',
    meaning: 'same identity and content as another record of this run',
  },
  { key: 'archivedOnly', label: 'archived only', meaning: 'kept as a document; has no table of its own' },
  { key: 'quarantined', label: 'quarantined', meaning: 'could not be mapped; its bytes are kept' },
];

/** The right side of the conservation equation. */
export function sumDispositions(records: RecordCounts): number {
  return dispositions.reduce((sum, { key }) => sum + records[key], 0);
}
