import type { StoredRun, UndoFacts } from '@cortex/domain';
import { planUndo, undoRun, type UndoResult } from '@cortex/migration';
import { CortexError, parseOptions, type FlagValues, type OptionValues } from '@cortex/platform';
import type { CliContext } from '../cli-context';
import type { OpenedTarget } from '../target/adapters';
import { chooseExistingDatabase } from '../target/choose-local-database';
import { chooseTarget } from '../target/choose-target';
import { useTarget } from '../target/use-target';
import { commandOptions } from './command-options';
import { openLog, sessionOptions, type CommandLog } from './open-log';
import { formatUndoFacts, formatUndoResult } from './format-undo';

const MAX_RUNS = 10_000;

interface Undoing {
  readonly context: CliContext;
  readonly options: OptionValues<typeof commandOptions.undo>;
  readonly log: CommandLog;
  readonly isDryRun: boolean;
  readonly isConfirmed: boolean;
}

/** `undo <run>`: takes back exactly one run; `--dry-run` says what that would do. */
export async function undoCommand(context: CliContext, wanted: string, flags: FlagValues): Promise<number> {
  const options = parseOptions(commandOptions.undo, { flags, environment: context.environment });
  const isDryRun = flags['dryRun'] === true;
  const undoing: Undoing = {
    context,
    options,
    isDryRun,
    isConfirmed: flags['yes'] === true,
    log: openLog(context, options, isDryRun ? 'looks' : 'works'),
  };
  const tree = flags['tree'];
  const choose = await chooseExistingDatabase(typeof tree === 'string' ? tree : undefined);
  const session = sessionOptions(context, options, { log: undoing.log.log, readOnly: isDryRun });
  const opened = await context.adapters.openTarget(chooseTarget(options, choose), session);
  return useTarget(opened, async () => {
    await requireSchema(opened);
    const runId = findRunId(await opened.store.listRuns(MAX_RUNS), wanted);
    return isDryRun ? showPlan(undoing, opened, runId) : undo(undoing, opened, runId);
  });
}

async function showPlan(
  { context, options }: Undoing,
  { store }: OpenedTarget,
  runId: string,
): Promise<number> {
  const facts = await planUndo(store, runId);
  const { stdout } = context.output;
  stdout.write(options.json ? toJsonLine('undo-plan', facts) : formatUndoFacts(facts, 'would'));
  return 0;
}

async function undo(undoing: Undoing, { store }: OpenedTarget, runId: string): Promise<number> {
  const { context, options, log, isConfirmed } = undoing;
  const { stdout } = context.output;
  const { confirm } = context;
  if (!isConfirmed && !options.json && confirm !== null) {
    stdout.write(formatUndoFacts(await planUndo(store, runId), 'will'));
    if (!(await confirm(`Take back run ${runId}? [y/N] `))) {
      stdout.write('Nothing was changed.\n');
      return 0;
    }
  }
  const deps = { store, log: log.log.info, onStep: () => {} };
  const request = { runId, holder: context.holder, chunkRows: options.chunkSize };
  const result = await undoRun(deps, request, context.signal);
  stdout.write(options.json ? toJsonLine('undo', toSummary(result)) : formatUndoResult(result));
  return 0;
}

function toSummary({ facts, resumed, chunks }: UndoResult): object {
  return { resumed, chunks, ...facts };
}

function toJsonLine(type: string, content: UndoFacts | object): string {
  return `${JSON.stringify({ type, ...content })}\n`;
}

/** By its id, by the beginning of it, or `last`: the newest that is not undone. */
function findRunId(runs: readonly StoredRun[], wanted: string): string {
  const standing = runs.filter(({ state }) => state !== 'undone');
  const exact = runs.find(({ runId }) => runId === wanted);
  if (exact !== undefined) return exact.runId;
  const found =
    wanted === 'last' ? standing.slice(0, 1) : runs.filter(({ runId }) => runId.startsWith(wanted));
  const [first, ...others] = found;
  if (first !== undefined && others.length === 0) return first.runId;
  const problem = first === undefined ? 'No run has' : 'Several runs have';
  throw new CortexError(
    'UNDO_REFUSED',
    `${problem} the id "${wanted}". "cortex-migrator status" lists the runs of this database.`,
    { fields: { runId: wanted, reason: 'unknown-run' } },
  );
}

async function requireSchema({ store }: OpenedTarget): Promise<void> {
  const { schema, database } = await store.describeTarget();
  if (schema === 'current') return;
  throw new CortexError(
    'SCHEMA_BEHIND',
    `The schema of ${database} is ${schema}; undo does not change it. Run the migrator once, or check --database-url.`,
    { fields: { database, schema } },
  );
}
