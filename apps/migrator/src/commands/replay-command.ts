import type { Phase, RunReport } from '@cortex/domain';
import { replayQuarantine, type Mend } from '@cortex/migration';
import { parseOptions, type FlagValues, type OptionValues } from '@cortex/platform';
import type { CliContext } from '../cli-context';
import type { OpenedTarget } from '../target/adapters';
import { chooseExistingDatabase } from '../target/choose-local-database';
import { chooseTarget } from '../target/choose-target';
import { useTarget } from '../target/use-target';
import { followProgress, type Progress } from '../terminal/follow-progress';
import { commandOptions } from './command-options';
import { createMigrationRequest } from './create-migration-request';
import { exitCodeOfReport } from './exit-code-of-report';
import { readMend } from './read-mend';
import { openLog, sessionOptions } from './open-log';
import { showReport, tellReport } from './show-report';

const PHASES: readonly Phase[] = ['server', 'migrations', 'scan', 'load', 'indexes', 'gate', 'publish'];

/** `quarantine replay`: the tree once more, out of the database, with the rules of this version. */
export async function replayCommand(
  context: CliContext,
  id: string | undefined,
  flags: FlagValues,
): Promise<number> {
  const options = parseOptions(commandOptions.replay, { flags, environment: context.environment });
  const mend = await readMend(id, flags['with']);
  const { isVisible } = openLog(context, options);
  const following = { json: options.json, hasLog: isVisible, phases: PHASES };
  const report = await followProgress(context, following, async (progress) => {
    const done = await replay(context, { flags, options, mend, progress });
    if (options.json) tellReport(progress, done, null);
    return done;
  });
  if (!options.json) showReport(context, report, null);
  return exitCodeOfReport(report);
}

interface Replay {
  readonly flags: FlagValues;
  readonly options: OptionValues<typeof commandOptions.replay>;
  readonly mend: Mend | undefined;
  readonly progress: Progress;
}

async function replay(context: CliContext, { flags, options, mend, progress }: Replay): Promise<RunReport> {
  const tree = flags['tree'];
  const target = chooseTarget(
    options,
    await chooseExistingDatabase(typeof tree === 'string' ? tree : undefined),
  );
  const { log } = openLog(context, options);
  const session = sessionOptions(context, options, { log, readOnly: false });
  const opened = await progress.phase('server', () => context.adapters.openTarget(target, session));
  return useTarget(opened, async () => {
    await progress.phase('migrations', () => opened.prepareSchema(options.roles));
    return replayFrom(context, opened, { options, mend, progress, target: target.kind });
  });
}

async function replayFrom(
  context: CliContext,
  { store }: OpenedTarget,
  { options, mend, progress, target }: Omit<Replay, 'flags'> & { readonly target: string },
): Promise<RunReport> {
  const { adapters, now, signal } = context;
  const { maxQuarantine, chunkSize } = options;
  const folder = await adapters.createTemporaryTree();
  try {
    const request = createMigrationRequest(context, { tree: folder.path, target, maxQuarantine, chunkSize });
    const deps = {
      store,
      writer: folder.writer,
      // The archive decides what belongs to the tree, not the reader.
      reader: adapters.createReader({ root: folder.path, include: ['**'] }),
      openSpool: adapters.openSpool,
      progress: progress.tell,
      log: openLog(context, options).log.info,
      now,
    };
    return await replayQuarantine(deps, mend === undefined ? request : { ...request, mend }, signal);
  } finally {
    await folder.remove();
  }
}
