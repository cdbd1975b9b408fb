import { parseOptions, type FlagValues, type OptionValues } from '@cortex/platform';
import type { MigrationStore } from '@cortex/domain';
import type { CliContext } from '../cli-context';
import { chooseExistingDatabase } from '../target/choose-local-database';
import { chooseTarget } from '../target/choose-target';
import { commandOptions } from './command-options';
import { openLog, sessionOptions } from './open-log';

export interface Looking {
  readonly store: MigrationStore;
  readonly options: OptionValues<typeof commandOptions.look>;
}

/** Opens the database read-only for a command that looks at what runs left behind, and closes it afterwards. */
export async function withStore<Result>(
  context: CliContext,
  flags: FlagValues,
  work: (looking: Looking) => Promise<Result>,
): Promise<Result> {
  const options = parseOptions(commandOptions.look, { flags, environment: context.environment });
  const tree = flags['tree'];
  const choose = await chooseExistingDatabase(typeof tree === 'string' ? tree : undefined);
  const { log } = openLog(context, options, 'looks');
  const target = chooseTarget(options, choose);
  const opened = await context.adapters.openTarget(
    target,
    sessionOptions(context, options, { log, readOnly: true }),
  );
  try {
    return await work({ store: opened.store, options });
  } finally {
    await opened.close();
  }
}
