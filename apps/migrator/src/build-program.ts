import { CortexError, type FlagValues, type OptionSet } from '@cortex/platform';
import { Command } from 'commander';
import { addOptions } from './add-options';
import type { CliContext } from './cli-context';
import { commandOptions } from './commands/command-options';
import { exportCommand } from './commands/export-command';
import { planCommand } from './commands/plan-command';
import { quarantineListCommand, quarantineShowCommand } from './commands/quarantine-command';
import { replayCommand } from './commands/replay-command';
import { reportCommand, reportFormats } from './commands/report-command';
import { runCommand } from './commands/run-command';
import { statusCommand } from './commands/status-command';
import { undoCommand } from './commands/undo-command';
import { helpLayout } from './help-layout';
import * as help from './program-description';

/** Takes the exit code of the command that ran. */
type Finish = (exitCode: number) => void;

/** The command line as a tree of commands. Parsing throws; nothing here writes or ends the process. */
export function buildProgram(context: CliContext, finish: Finish): Command {
  const program = newCommand('cortex-migrator', context)
    .description(help.programDescription)
    .version(context.version, '-V, --version', 'Print the version.')
    .helpOption('-h, --help', 'Explain a command.')
    .helpCommand('help [command]', 'Explain a command.')
    .addHelpText('after', help.programNotes)
    .hook('preAction', (_, command) => refuseEmptyArguments(command));
  program.addCommand(runOf(context, finish));
  program.addCommand(planOf(context, finish));
  program.addCommand(statusOf(context, finish));
  program.addCommand(reportOf(context, finish));
  program.addCommand(exportOf(context, finish));
  program.addCommand(quarantineOf(context, finish));
  program.addCommand(undoOf(context, finish));
  return program;
}

/** `run "$TREE"` with a variable that is not set names nothing; as a path, nothing would be the working directory. */
function refuseEmptyArguments({ args, registeredArguments }: Command): void {
  const empty = args.findIndex((argument) => argument.trim() === '');
  if (empty < 0) return;
  const name = registeredArguments[empty]?.name() ?? 'argument';
  throw new CortexError('CLI_USAGE', `The argument <${name}> is empty. Give it a value.`);
}

function newCommand(name: string, { output }: CliContext, options: OptionSet = {}): Command {
  const command = new Command(name)
    .exitOverride()
    .showSuggestionAfterError()
    .allowExcessArguments(false)
    .configureHelp(helpLayout(output.width))
    .configureOutput({
      writeOut: (text) => output.stdout.write(text),
      // What is wrong is said once, by whoever catches the error; only the help goes this way.
      writeErr: () => {},
      outputError: () => {},
    })
    .helpOption('-h, --help', 'Explain this command.');
  return addOptions(command, options);
}

function runOf(context: CliContext, finish: Finish): Command {
  return newCommand('run', context, commandOptions.run)
    .summary('migrate a tree into PostgreSQL')
    .description(help.runDescription)
    .argument('<tree>', 'directory that holds the coordination files; it is only read')
    .option(
      '--plan <file>',
      'Run exactly this plan (plan --out wrote it); refused when anything changed since.',
    )
    .addHelpText('after', help.runExamples)
    .action(async (tree: string, flags: FlagValues) => finish(await runCommand(context, tree, flags)));
}

function planOf(context: CliContext, finish: Finish): Command {
  return newCommand('plan', context, commandOptions.plan)
    .summary('say what a run would do, and write nothing')
    .description(help.planDescription)
    .argument('<tree>', 'directory that holds the coordination files; it is only read')
    .option('--out <file>', 'Write the plan to this file, for run --plan.')
    .addHelpText('after', help.planExamples)
    .action(async (tree: string, flags: FlagValues) =>
      finish(await planCommand(context, { tree, flags, asksDatabase: true })),
    );
}

const TREE_OPTION = [
  '--tree <dir>',
  'With the local target: the tree whose database is meant, when there are several.',
] as const;

function statusOf(context: CliContext, finish: Finish): Command {
  return newCommand('status', context, commandOptions.look)
    .summary('list the runs of a database')
    .description('Lists the runs of a database, the newest first.')
    .option(...TREE_OPTION)
    .option('--watch', 'Follow the run that is under way, wherever it runs, until Ctrl-C.')
    .addHelpText('after', help.statusExamples)
    .action(async (flags: FlagValues) => finish(await statusCommand(context, flags)));
}

function reportOf(context: CliContext, finish: Finish): Command {
  return newCommand('report', context, commandOptions.look)
    .summary('show the report of a run again')
    .description('Writes the report of a run to stdout, as it is kept in the database.')
    .argument('<run>', 'id of the run, the beginning of it, or "last"')
    .option('--format <format>', `One of ${reportFormats.join(', ')}.`, 'text')
    .option(...TREE_OPTION)
    .addHelpText('after', help.reportExamples)
    .action(async (run: string, flags: FlagValues) => finish(await reportCommand(context, run, flags)));
}

function exportOf(context: CliContext, finish: Finish): Command {
  return newCommand('export', context, commandOptions.export)
    .summary('write the tree out of the database')
    .description(help.exportDescription)
    .argument('<dir>', 'folder to write to; it must be new or empty')
    .option(...TREE_OPTION)
    .addHelpText('after', help.exportExamples)
    .action(async (directory: string, flags: FlagValues) =>
      finish(await exportCommand(context, directory, flags)),
    );
}

function undoOf(context: CliContext, finish: Finish): Command {
  return newCommand('undo', context, commandOptions.undo)
    .summary('take back exactly one run')
    .description(help.undoDescription)
    .argument('<run>', 'id of the run, the beginning of it, or "last"')
    .option(...TREE_OPTION)
    .option('--dry-run', 'Say what would be taken back, table by table, and write nothing.')
    .option('--yes', 'Do not ask; without a terminal nobody is asked anyway.')
    .addHelpText('after', help.undoExamples)
    .action(async (run: string, flags: FlagValues) => finish(await undoCommand(context, run, flags)));
}

function quarantineOf(context: CliContext, finish: Finish): Command {
  const list = newCommand('list', context, commandOptions.look)
    .summary('list what is in quarantine')
    .description('Lists the records in quarantine with reason, path and byte offset.')
    .option(...TREE_OPTION)
    .option('--reason <code>', 'Only this reason, such as undecodable.')
    .option('--run <id>', 'Only of this run.')
    .option('--limit <n>', 'At most so many; 100 unless given.')
    .action(async (flags: FlagValues) => finish(await quarantineListCommand(context, flags)));
  const show = newCommand('show', context, commandOptions.look)
    .summary('explain one record in quarantine')
    .description('Says what is wrong with one record, where it stands and what to do.')
    .argument('<id>', 'id from "quarantine list"')
    .option(...TREE_OPTION)
    .option('--raw', 'Write the bytes of the record to stdout, and nothing else.')
    .action(async (id: string, flags: FlagValues) => finish(await quarantineShowCommand(context, id, flags)));
  const replay = newCommand('replay', context, commandOptions.replay)
    .summary('try the records in quarantine again')
    .description(help.replayDescription)
    .argument('[id]', 'id from "quarantine list", of a record that you mended by hand')
    .option(...TREE_OPTION)
    .option('--with <file>', 'The mended record: its bytes take the place of the quarantined ones.')
    .action(async (id: string | undefined, flags: FlagValues) =>
      finish(await replayCommand(context, id, flags)),
    );
  return newCommand('quarantine', context)
    .summary('look at records that could not be mapped')
    .description(help.quarantineDescription)
    .addCommand(list)
    .addCommand(show)
    .addCommand(replay)
    .addHelpText('after', help.quarantineExamples);
}
