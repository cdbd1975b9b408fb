import type { StoredRun } from '@cortex/domain';
import { CortexError } from '@cortex/platform';

/** By its id, by the beginning of its id, or `last`; the runs come with the newest first. */
export function findRun(runs: readonly StoredRun[], wanted: string): StoredRun {
  const found = wanted === 'last' ? runs.slice(0, 1) : runs.filter(({ runId }) => runId.startsWith(wanted));
  const [first, ...others] = found;
  if (first !== undefined && others.length === 0) return first;
  const problem = first === undefined ? 'No run has' : 'Several runs have';
  throw new CortexError(
    'RUN_NOT_FOUND',
    `${problem} the id "${wanted}". "cortex-migrator status" lists the runs of this database.`,
    { fields: { run: wanted } },
  );
}
