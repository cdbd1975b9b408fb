import { databaseOptions, flagSyntax, outputOptions, type OptionSet } from '@cortex/platform';
import { Option, type Command } from 'commander';

/** Under which heading of the help an option stands; the others stand under "Options:". */
const HEADINGS: ReadonlyMap<string, string> = new Map([
  ...['target', ...Object.keys(databaseOptions), 'dataDirectory'].map((name) => [name, 'Database:'] as const),
  ...Object.keys(outputOptions).map((name) => [name, 'Output:'] as const),
]);

/** Registers product options as flags of a command; defaults and environment are applied by `parseOptions`. */
export function addOptions(command: Command, options: OptionSet): Command {
  for (const option of Object.values(options)) {
    const flag = new Option(flagSyntax(option), describe(option));
    flag.helpGroup(HEADINGS.get(option.name) ?? 'Options:');
    if (option.isRepeatable)
      flag.argParser((value: string, all: readonly string[] | undefined) => [...(all ?? []), value]);
    command.addOption(flag);
  }
  return command;
}

function describe(option: OptionSet[string]): string {
  const { description, default: fallback } = option;
  const isWorthSaying = typeof fallback === 'string' || typeof fallback === 'number';
  return isWorthSaying ? `${description} [${fallback}]` : description;
}
