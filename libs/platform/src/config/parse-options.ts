import { CortexError } from '../errors/cortex-error';
import type { Environment } from './environment';
import type { Option, OptionSet, OptionValues } from './option';

/** What the command-line parser found, by flag key (`flagKey`): a text, several, or true for a switch. */
export type FlagValues = Readonly<Record<string, unknown>>;

export interface OptionSources {
  readonly flags?: FlagValues;
  readonly environment?: Environment;
}

/**
 * Reads every option of a set: the flag, else the environment variable (an empty one counts as not set), else the
 * default. Throws OPTION_INVALID naming flag, variable and what was expected.
 */
export function parseOptions<const Options extends OptionSet>(
  options: Options,
  sources: OptionSources,
): OptionValues<Options> {
  const values: unknown = Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, parseOption(option, sources)]),
  );
  if (!hasValueOfEach(options, values)) throw new CortexError('INTERNAL', 'An option got no value.');
  return values;
}

/** Object.fromEntries forgets the keys; each value was made by the parser of its own option. */
function hasValueOfEach<Options extends OptionSet>(
  options: Options,
  values: unknown,
): values is OptionValues<Options> {
  return (
    typeof values === 'object' && values !== null && Object.keys(options).every((name) => name in values)
  );
}

/** The property under which a command-line parser such as commander stores a flag: --report-dir → reportDir. */
export function flagKey(option: Option<unknown>): string {
  return option.flag.slice('--'.length).replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** `--report-dir <dir>`: what a command-line parser registers. */
export function flagSyntax(option: Option<unknown>): string {
  return option.placeholder === undefined ? option.flag : `${option.flag} ${option.placeholder}`;
}

function parseOption<Value>(option: Option<Value>, { flags = {}, environment = {} }: OptionSources): Value {
  const fromFlag = toTexts(flags[flagKey(option)]);
  if (fromFlag.length > 0) return parseTexts(option, fromFlag, option.flag);
  const fromEnvironment = environment[option.env] ?? '';
  if (fromEnvironment === '') return option.default;
  const texts = option.isRepeatable ? splitList(fromEnvironment) : [fromEnvironment];
  return parseTexts(option, texts, option.env);
}

function toTexts(flag: unknown): readonly string[] {
  if (flag === undefined || flag === null) return [];
  return (Array.isArray(flag) ? flag : [flag]).map(String);
}

function splitList(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function parseTexts<Value>(option: Option<Value>, texts: readonly string[], source: string): Value {
  const value = texts.includes('') ? undefined : option.parse(texts);
  if (value !== undefined) return value;
  const given = option.secret ? '' : ` is ${JSON.stringify(texts.at(-1))}, but`;
  throw new CortexError(
    'OPTION_INVALID',
    `${source}${given} must be ${option.expected}. Set it with ${option.flag} or ${option.env}.`,
    { fields: { option: option.name, flag: option.flag, env: option.env } },
  );
}
