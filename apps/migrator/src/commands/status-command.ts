import type { StoredRun } from '@cortex/domain';
import type { FlagValues } from '@cortex/platform';
import type { CliContext } from '../cli-context';
import { formatRuns } from './format-runs';
import { watchRuns } from './watch-runs';
import { withStore } from './with-store';

const MAX_RUNS = 20;
/** `status`: the last runs of the database, the newest first. */
export async function statusCommand(context: CliContext, flags: FlagValues): Promise<number> {
  return withStore(context, flags, async ({ store, options }) => {
    if (flags['watch'] === true) return watchRuns(context, store, options.json);
    showRuns(context, await store.listRuns(MAX_RUNS), options.json);
    return 0;
  });
}

function showRuns({ output }: CliContext, runs: readonly StoredRun[], json: boolean): void {
  if (json) output.stdout.write(`${JSON.stringify({ type: 'runs', runs: runs.map(withoutReport) })}\n`);
  else if (runs.length === 0) output.stdout.write('No run yet. Begin with: cortex-migrator run <tree>\n');
  else output.stdout.write(formatRuns(runs));
}

function withoutReport({ report, ...run }: StoredRun): Omit<StoredRun, 'report'> & { hasReport: boolean } {
  return { ...run, hasReport: report !== null };
}
