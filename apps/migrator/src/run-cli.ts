import { armFailpoints, CortexError, toExitCode } from '@cortex/platform';
import { CommanderError } from 'commander';
import { buildProgram } from './build-program';
import type { CliContext } from './cli-context';
import { printError, printErrorAsJson } from './terminal/print-error';

const DONE = 0;

/** Arguments to exit code: whatever is thrown is printed here, once. */
export async function runCli(argv: readonly string[], context: CliContext): Promise<number> {
  let exitCode = DONE;
  const program = buildProgram(context, (code) => {
    exitCode = code;
  });
  try {
    armFailpoints(context.environment);
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === DONE) return DONE;
    const error = toRegistered(thrown, context.signal);
    if (argv.includes('--json')) printErrorAsJson(context.output, error);
    else printError(context.output, error);
    return toExitCode(error);
  }
}

/** What the parser of the command line says, in our words; and an abort as the interruption that caused it. */
function toRegistered(thrown: unknown, signal: AbortSignal): unknown {
  if (thrown instanceof CommanderError) return new CortexError('CLI_USAGE', describeUsage(thrown));
  const isAbort = !(thrown instanceof CortexError) && signal.aborted;
  return isAbort ? signal.reason : thrown;
}

/** `error: unknown option '--taget'\n(Did you mean --target?)` → one or two sentences. */
function describeUsage({ message, code }: CommanderError): string {
  if (code === 'commander.help') return 'A command is missing. "cortex-migrator --help" lists them.';
  const [first = '', hint = ''] = message.replace(/^error: /, '').split('\n');
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1)}`.replace(/\.?$/, '.');
  const suggestion = hint.replace(/^\((.*)\)$/, ' $1');
  return `${sentence}${suggestion || ' "cortex-migrator --help" explains the commands.'}`;
}
