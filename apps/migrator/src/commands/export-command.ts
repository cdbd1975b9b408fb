import type { Phase, StoredRun } from '@cortex/domain';
import { exportTree, renderExportSummary, type ExportSummary } from '@cortex/migration';
import { parseOptions, type FlagValues, type OptionValues } from '@cortex/platform';
import type { CliContext } from '../cli-context';
import { chooseExistingDatabase } from '../target/choose-local-database';
import { chooseTarget } from '../target/choose-target';
import { useTarget } from '../target/use-target';
import { followProgress, type Progress } from '../terminal/follow-progress';
import { commandOptions } from './command-options';
import { findRun } from './find-run';
import { openLog, sessionOptions } from './open-log';

const PHASES: readonly Phase[] = ['server', 'export', 'compare', 'verify'];

const MAX_RUNS = 10_000;

interface Exporting {
  readonly directory: string;
  readonly tree: string | undefined;
  readonly options: OptionValues<typeof commandOptions.export>;
  readonly progress: Progress;
}

/** `export <dir>`: the tree out of the database, byte for byte but for what the database changed. */
export async function exportCommand(
  context: CliContext,
  directory: string,
  flags: FlagValues,
): Promise<number> {
  // The command line's library keeps `--no-verify` as `verify: false`.
  const given = { ...flags, ...(flags['verify'] === false ? { noVerify: true } : {}) };
  const options = parseOptions(commandOptions.export, { flags: given, environment: context.environment });
  const tree = typeof flags['tree'] === 'string' ? flags['tree'] : undefined;
  const { isVisible } = openLog(context, options);
  const following = { json: options.json, hasLog: isVisible, phases: PHASES };
  const summary = await followProgress(context, following, (progress) =>
    exportTo(context, { directory, tree, options, progress }),
  );
  const { stdout, width } = context.output;
  if (options.json) stdout.write(`${JSON.stringify({ type: 'export', summary })}\n`);
  else stdout.write(`\n${renderExportSummary(summary, directory, width)}`);
  return 0;
}

async function exportTo(context: CliContext, work: Exporting): Promise<ExportSummary> {
  const { directory, tree, options, progress } = work;
  const { adapters } = context;
  const folder = await adapters.createExportFolder(directory);
  try {
    const target = chooseTarget(options, await chooseExistingDatabase(tree));
    const { log } = openLog(context, options);
    const session = sessionOptions(context, options, { log, readOnly: true });
    const opened = await progress.phase('server', () => adapters.openTarget(target, session));
    return await useTarget(opened, async ({ store }) => {
      const at =
        options.exportAt === undefined ? null : findRunId(await store.listRuns(MAX_RUNS), options.exportAt);
      const deps = {
        store,
        folder,
        // The archive decides what belongs to the tree, not the reader.
        reader: adapters.createReader({ root: folder.path, include: ['**'] }),
        editor: adapters.documentEditor,
        decodeJson: adapters.decodeJson,
        openSpool: adapters.openSpool,
        progress: progress.tell,
        log: log.info,
        now: context.now,
      };
      return exportTree(deps, { at, verify: !options.noVerify }, context.signal);
    });
  } finally {
    await folder.discard();
  }
}

function findRunId(runs: readonly StoredRun[], wanted: string): string {
  return findRun(runs, wanted).runId;
}
