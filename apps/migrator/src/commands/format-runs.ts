import type { StoredRun } from '@cortex/domain';
import { cutMiddle, formatCount, formatInstant } from '@cortex/migration';
import { formatTable } from '../terminal/format-table';

/** Ids begin with their time in milliseconds; that much of them names one run. */
const SHORT_ID = 13;
/** What is left of 80 columns. */
const TREE_COLUMNS = 16;

/** Runs as a table of at most 80 columns, in the order given. */
export function formatRuns(runs: readonly StoredRun[]): string {
  const columns = [
    { title: 'RUN' },
    { title: 'STATE' },
    { title: 'TREE' },
    { title: 'STARTED' },
    { title: 'DOCS', align: 'right' as const },
    { title: 'RECORDS', align: 'right' as const },
  ];
  return formatTable(
    columns,
    runs.map((run) => [
      run.runId.slice(0, SHORT_ID),
      run.state,
      cutMiddle(run.treeName, TREE_COLUMNS),
      formatInstant(run.startedAt).slice(0, 'YYYY-MM-DD hh:mm'.length),
      formatCount(run.documents),
      formatCount(run.records),
    ]),
  );
}
