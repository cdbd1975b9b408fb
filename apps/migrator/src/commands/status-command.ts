import { setTimeout as delay } from 'node:timers/promises';
import type { MigrationStore, StoredRun } from '@cortex/domain';
import { cutMiddle, formatCount, formatInstant } from '@cortex/migration';
import type { FlagValues } from '@cortex/platform';
import type { CliContext } from '../cli-context';
import { formatTable } from '../terminal/format-table';
import { withStore } from './with-store';

const MAX_RUNS = 20;
const WATCH_MS = 2_000;
const CLEAR_SCREEN = '\u001b[2J\u001b[H';
/** Ids begin with their time in milliseconds; that much of them names one run. */
const SHORT_ID = 13;
/** What is left of 80 columns. */
const TREE_COLUMNS = 16;

/** `status`: the last runs of the database, the newest first. */
export async function statusCommand(context: CliContext, flags: FlagValues): Promise<number> {
  return withStore(context, flags, async ({ store, options }) => {
    if (flags['watch'] === true) return watch(context, store, options.json);
    showRuns(context, await store.listRuns(MAX_RUNS), options.json);
    return 0;
  });
}

async function watch(context: CliContext, store: MigrationStore, json: boolean): Promise<number> {
  const { output, signal } = context;
  while (!signal.aborted) {
    const runs = await store.listRuns(MAX_RUNS);
    if (output.isInteractive && !json) output.stdout.write(CLEAR_SCREEN);
    showRuns(context, runs, json);
    await delay(WATCH_MS, undefined, { signal }).catch(() => {});
  }
  return 0;
}

function showRuns({ output }: CliContext, runs: readonly StoredRun[], json: boolean): void {
  if (json) output.stdout.write(`${JSON.stringify({ type: 'runs', runs: runs.map(withoutReport) })}\n`);
  else if (runs.length === 0) output.stdout.write('No run yet. Begin with: cortex-migrator run <tree>\n');
  else output.stdout.write(formatRuns(runs));
}

function withoutReport({ report, ...run }: StoredRun): Omit<StoredRun, 'report'> & { hasReport: boolean } {
  return { ...run, hasReport: report !== null };
}

function formatRuns(runs: readonly StoredRun[]): string {
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
